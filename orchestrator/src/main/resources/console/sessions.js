// Co-host and PK sessions: what is on, who is in it, and how it stands.
import { useState } from './lib.js';
import { html } from './html.js';
import { get } from './api.js';
import { amount, clock, dayTime, span } from './format.js';
import { useNow, usePoll } from './poll.js';
import { teamName } from './scorebar.js';
import { Chip } from './status.js';

const STATUSES = ['INVITED', 'CONNECTING', 'LIVE', 'SCORING', 'PUNISHMENT', 'ENDED', 'FAILED'];

/** `room`: of which room alone, from its page; null for all. */
export function SessionsPage({ room }) {
  const [status, setStatus] = useState('');
  const [pages, setPages] = useState(1);
  const { data, error, refresh } = usePoll('sessions', signal => load(status, room, pages, signal), 2000, [status, room, pages]);
  const choose = value => {
    setStatus(value);
    setPages(1);
  };
  return html`<div class="rooms-page" data-testid="sessions-page">
    <div class="page-head">
      <h1>Sessions</h1>
      ${room && html`<span class="dim">of room <a class="mono" href=${`#/rooms/${room}`}>${room}</a> · <a href="#/sessions">all</a></span>`}
      <span class="grow"/>
      ${data && html`<span class="dim small">list as of <span class="mono">${clock(data.asOf)}</span></span>`}
    </div>
    <div class="filters"><div class="tabs" role="group" aria-label="Status">
      ${['', ...STATUSES].map(s => html`<button key=${s} type="button" aria-pressed=${s === status} onClick=${() => choose(s)}
        data-testid="session-filter" data-status=${s}>${s || 'ALL'}</button>`)}
    </div></div>
    <div class="rooms" role="list" aria-label="Sessions">
      <div class="room-row session-row room-row-head" aria-hidden="true"><span>Status</span><span>Session</span><span>Who</span><span>Points</span><span>Began</span></div>
      ${(data?.sessions ?? []).map(session => html`<${Row} key=${session.id} session=${session}/>`)}
    </div>
    ${data && !data.sessions.length && html`<p class="empty dim">${status ? `No session is ${status}.` : 'No hosts have met yet.'}</p>`}
    ${!data && html`<p class="empty dim" role=${error ? 'alert' : null}>${error ? error.message : 'Reading the sessions…'}</p>`}
    ${data?.nextPageToken && html`<div class="more"><button type="button" onClick=${() => { setPages(pages + 1); refresh(); }}>Load more</button></div>`}
  </div>`;
}

async function load(status, roomId, pages, signal) {
  const sessions = [];
  let pageToken = null;
  let asOf = null;
  for (let i = 0; i < pages && (i === 0 || pageToken); i++) {
    const page = await get('/cohost-sessions', { status, roomId, pageSize: 50, pageToken }, signal);
    sessions.push(...page.sessions);
    asOf ??= page.asOf;
    pageToken = page.nextPageToken;
  }
  return { sessions, asOf, nextPageToken: pageToken };
}

function Row({ session }) {
  const time = useNow();
  const there = session.seats.filter(seat => seat.state !== 'OUT');
  const lost = session.stage?.reason;
  return html`<a class=${`room-row session-row ${lost ? 'room-row-bad' : ''}`} role="listitem" href=${`#/sessions/${session.id}`}
      data-testid="session-row" data-session=${session.id}>
    <span><${Chip} status=${session.status}/></span>
    <span class="room-title"><b>${session.mode}</b><span class="mono dim small">${session.id}</span></span>
    <span class="room-subs">${(there.length ? there : session.seats).map(seat => seat.name).join(', ')}
      ${(lost ?? session.reason) && html`<span class=${lost ? 'room-why small' : 'dim small'}>${lost ?? session.reason}</span>`}</span>
    <span class="mono">${session.pk ? session.pk.teams.map(team => `${teamName(team.name, session.seats)} ${amount(team.points, 0)}`).join(' : ') : '–'}</span>
    <span class="room-when"><span>${dayTime(session.createdAt)}</span>
      <span class="dim mono small">${session.endedAt ? 'over' : `for ${span((time - Date.parse(session.createdAt)) / 1000)}`}</span></span>
  </a>`;
}

/** On a room's page: the session that has it. */
export function SessionOfRoom({ roomId }) {
  const { data } = usePoll('room-session', signal => get('/cohost-sessions', { roomId, pageSize: 10 }, signal), 4000, [roomId]);
  const on = data?.sessions.find(session => !session.endedAt && session.rooms.includes(roomId));
  if (!on) return null;
  return html`<p class="lines line" data-testid="room-session"><${Chip} small status=${on.status}/>
    <span>In a ${on.mode} with ${on.seats.filter(seat => seat.roomId !== roomId && seat.state !== 'OUT').map(seat => seat.name).join(', ') || 'nobody yet'}</span>
    <a href=${`#/sessions/${on.id}`} data-testid="open-session">the session's board</a>
    <a class="dim" href=${`#/sessions?room=${roomId}`}>all of this room</a></p>`;
}
