// A state is always a word, a shape and a colour together.
import { html } from './html.js';

/** The tone of each state: ok, good, busy, warn, bad, off. It picks the colour and the shape. */
const TONES = {
  LIVE: 'ok', READY: 'good', UP: 'ok', RUNNING: 'ok',
  REQUESTED: 'busy', PLACING: 'busy', STARTING: 'busy', PREPARING: 'busy',
  SCHEDULED: 'wait',
  DEGRADED: 'bad', FAILED: 'bad', LOST: 'bad',
  SUSPECT: 'warn', RESTARTING: 'warn', SLATE: 'warn',
  ENDED: 'off', CLOSED: 'off', CANCELLED: 'off',
  DRAINING: 'busy', EVACUATING: 'busy', DRAINED: 'off', EVACUATED: 'off',
  DRY_RUN: 'wait', SUGGESTED: 'warn', STOPPING: 'warn', COMPLETED: 'off', STOPPED: 'warn', EXPIRED: 'off',
  WAITING: 'wait', MOVING: 'busy', DONE: 'ok', SKIPPED: 'off',
  INVITED: 'wait', ASKING: 'wait', ACCEPTED: 'busy', CONNECTING: 'busy', JOINED: 'ok', RECONNECTING: 'warn', OUT: 'off',
  SCORING: 'ok', PUNISHMENT: 'good', DECLINED: 'off',
  ACTIVE: 'ok', NEXT: 'busy', LEAVING: 'wait',
};

const SHAPES = {
  ok: html`<circle cx="6" cy="6" r="4.5" fill="currentColor"/>`,
  good: html`<circle cx="6" cy="6" r="3.6" fill="none" stroke="currentColor" stroke-width="2"/>`,
  busy: html`<path d="M6 1.8a4.2 4.2 0 1 1-4.2 4.2" fill="none" stroke="currentColor" stroke-width="2"/>`,
  wait: html`<path d="M6 1.6 10.4 6 6 10.4 1.6 6z" fill="none" stroke="currentColor" stroke-width="1.7"/>`,
  warn: html`<path d="M6 1.2 11.2 10.6H.8z" fill="currentColor"/>`,
  bad: html`<path d="m2 2 8 8m0-8-8 8" fill="none" stroke="currentColor" stroke-width="2.4"/>`,
  off: html`<path d="M2 6h8" fill="none" stroke="currentColor" stroke-width="2.2"/>`,
};

/** How sub-rooms are ordered where problems come first. */
export const SUB_ROOM_ORDER =
  ['FAILED', 'DEGRADED', 'REQUESTED', 'PLACING', 'STARTING', 'READY', 'LIVE', 'CLOSED'];

export function tone(status) {
  return TONES[status] ?? 'off';
}

/** True of a sub-room that should play and does not. */
export function isProblem(subRoom) {
  return subRoom.status === 'DEGRADED' || subRoom.status === 'FAILED';
}

export function Shape({ of }) {
  return html`<svg class="shape" viewBox="0 0 12 12" width="10" height="10" aria-hidden="true">${SHAPES[of]}</svg>`;
}

/** `label` replaces the word of the state, as in "3 LIVE". */
export function Chip({ status, label, small, ...rest }) {
  const t = tone(status);
  return html`<span class=${`chip tone-${t} ${small ? 'chip-small' : ''}`} ...${rest}>
    <${Shape} of=${t}/><span>${label ?? status}</span>
  </span>`;
}

/** [[status, how many]] of sub-rooms, problems first. */
export function countByStatus(subRooms) {
  return SUB_ROOM_ORDER
    .map(status => [status, subRooms.filter(subRoom => subRoom.status === status).length])
    .filter(([, n]) => n > 0);
}
