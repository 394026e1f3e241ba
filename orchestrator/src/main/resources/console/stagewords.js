// What the stage page says: how the session is, and what is wrong.
import { span } from './format.js';

const OVER = ['ENDED', 'DECLINED', 'EXPIRED', 'FAILED'];

export function isOver(view) {
  return OVER.includes(view.status);
}

/** How it is, in a sentence. */
export function story(view, own, { left, on, time }) {
  if (left) return 'You have left the stage. This page can be closed.';
  if (!view) return '';
  if (isOver(view)) return `The session is over: ${view.reason ?? view.status}.`;
  if (!on) return 'You are not on the stage yet.';
  const until = own?.until ? ` ${span((Date.parse(own.until) - time) / 1000)} left.` : '';
  if (own?.state === 'RECONNECTING') return `The stage does not hear you: connecting again.${until}`;
  return {
    INVITED: 'Waiting for the others to accept.',
    ACCEPTED: 'The rooms are brought together.',
    CONNECTING: `Connecting the hosts.${until}`,
    LIVE: 'You are on the air.',
    SCORING: 'The round is on.',
    PUNISHMENT: 'The round is over.',
  }[view.status] ?? view.status;
}

/** The first thing that is wrong: {kind, tone, words}; null when nothing is. */
export function fault({ pass, view, error, left, devices, media, on }) {
  if (left || (view && isOver(view))) return null;
  if (!pass.isThere()) {
    return bad('link', 'This address is not enough: open the link that you were given, with your seat and its token in it.');
  }
  if (error?.kind === 'token') {
    return bad('token', 'Your link is not good any more. It may be over, you may have been taken off the stage or been away for too long,'
      + ' or another link was made for you since. Ask for another one.');
  }
  if (error) return { kind: 'server', tone: 'warn', words: error.message };
  if (!view) return null;
  if (on && devices.problem) return bad('devices', devices.problem);
  if (!view.url && view.waitsFor) {
    return { kind: 'place', tone: 'warn', words: `The stage has no place yet: ${view.waitsFor}. It is tried again by itself.` };
  }
  if (media.own?.phase === 'cut') {
    return { kind: 'connection', tone: 'warn', words: `${media.own.problem} It is tried again by itself.` };
  }
  return null;
}

function bad(kind, words) {
  return { kind, tone: 'bad', words };
}
