// The list of rooms: what is on, what is wrong in it, and what comes next.
import { useState } from './lib.js';
import { html } from './html.js';
import { get } from './api.js';
import { clock, count, dayTime, relative, span } from './format.js';
import { useNow, usePoll } from './poll.js';
import { useSubRoomsOf } from './roomhealth.js';
import { Chip, countByStatus, isProblem } from './status.js';

const STATUSES = ['LIVE', 'PREPARING', 'SCHEDULED', 'ENDED', 'CANCELLED'];
const PAGE_SIZE = 50;

export function RoomsPage() {
  const [status, setStatus] = useState('');
  const [text, setText] = useState('');
  const [pages, setPages] = useState(1);
  const { data, error, refresh } = usePoll('rooms', signal => loadPages(status, pages, signal), 2000, [status, pages]);
  const rooms = data?.rooms ?? [];
  const shown = rooms.filter(room => matches(room, text));
  const health = useSubRoomsOf(shown);
  const choose = value => {
    setStatus(value);
    setPages(1);
  };
  return html`<div class="rooms-page">
    <div class="page-head">
      <h1>Rooms</h1>
      <${Summary} rooms=${rooms} health=${health} known=${Boolean(data)}/>
      <span class="grow"/>
      <${AsOf} data=${data} error=${error}/>
    </div>
    <div class="filters">
      <div class="tabs" role="group" aria-label="Status">
        ${['', ...STATUSES].map(s => html`<button key=${s} type="button" aria-pressed=${s === status}
          onClick=${() => choose(s)} data-testid="status-filter" data-status=${s}>${s || 'ALL'}</button>`)}
      </div>
      <input type="search" class="search" placeholder="Title, host, region or id" aria-label="Find in the loaded rooms"
        value=${text} onInput=${event => setText(event.target.value)} data-testid="room-search"/>
    </div>
    <div class="rooms" role="list" aria-label="Rooms">
      <div class="room-row room-row-head" aria-hidden="true">
        <span>Status</span><span>Room</span><span>Host</span><span>Source</span><span>Starts</span><span>Sub-rooms</span>
      </div>
      ${shown.map(room => html`<${RoomRow} key=${room.id} room=${room} subRooms=${health.get(room.id)}/>`)}
    </div>
    ${data && !shown.length && html`<${Nothing} text=${text} status=${status} loaded=${rooms.length}/>`}
    ${!data && html`<p class="empty dim">${error ? error.message : 'Reading the rooms…'}</p>`}
    <div class="more">
      ${data?.nextPageToken && html`<button type="button" onClick=${() => { setPages(pages + 1); refresh(); }}
        data-testid="load-more">Load more</button>`}
      ${rooms.length > 0 && html`<span class="dim small">${shown.length === rooms.length
        ? count(rooms.length, 'room') : `${shown.length} of ${count(rooms.length, 'loaded room')}`}</span>`}
    </div>
  </div>`;
}

/** The first `pages` pages, one after the other, as one list. */
async function loadPages(status, pages, signal) {
  const rooms = [];
  let pageToken = null;
  let asOf = null;
  for (let i = 0; i < pages && (i === 0 || pageToken); i++) {
    const page = await get('/rooms', { status, pageSize: PAGE_SIZE, pageToken }, signal);
    rooms.push(...page.rooms);
    asOf ??= page.asOf;
    pageToken = page.nextPageToken;
  }
  return { rooms, asOf, nextPageToken: pageToken };
}

function matches(room, text) {
  const wanted = text.trim().toLowerCase();
  return !wanted || [room.title, room.hostId, room.sourceRegion, room.id].some(v => v.toLowerCase().includes(wanted));
}

function Summary({ rooms, health, known }) {
  if (!known) return html`<span class="summary dim">…</span>`;
  const live = rooms.filter(room => room.status === 'LIVE').length;
  const wrong = rooms.map(room => (health.get(room.id) ?? []).filter(isProblem).length).filter(n => n > 0);
  const bad = wrong.reduce((sum, n) => sum + n, 0);
  return html`<span class="summary" data-testid="rooms-summary">
    <span class="dim">${live} live</span>
    ${bad > 0
      ? html`<${Chip} status="FAILED" label=${`${count(bad, 'sub-room')} in ${count(wrong.length, 'room')} not playing`}/>`
      : html`<${Chip} status=${live ? 'LIVE' : 'READY'} label="No sub-room fails"/>`}
  </span>`;
}

function AsOf({ data, error }) {
  if (error?.kind === 'problem') return html`<span class="tone-bad small" role="alert">${error.message}</span>`;
  if (!data) return null;
  return html`<span class="dim small">list as of <span class="mono">${clock(data.asOf)}</span></span>`;
}

function Nothing({ text, status, loaded }) {
  if (loaded) return html`<p class="empty dim">No loaded room matches “${text}”.</p>`;
  if (status) return html`<p class="empty dim">No room is ${status}.</p>`;
  return html`<div class="empty"><p>No broadcast is scheduled yet.</p>
    <p class="dim">Schedule one with <code>roomfleet room create</code>, or start a fleet that has one with <code>roomfleet dev --demo</code>.</p></div>`;
}

function RoomRow({ room, subRooms }) {
  const wrong = (subRooms ?? []).filter(isProblem);
  const first = wrong[0];
  return html`<a class=${`room-row ${wrong.length ? 'room-row-bad' : ''}`} role="listitem" href=${`#/rooms/${room.id}`}
      data-testid="room-row" data-room=${room.id}>
    <span><${Chip} status=${room.status} data-testid="room-status"/></span>
    <span class="room-title"><b>${room.title}</b><span class="mono dim small">${room.id}</span></span>
    <span class="cell" data-label="Host">${room.hostId}</span>
    <span class="cell" data-label="Source">${room.sourceRegion}</span>
    <span class="cell room-when" data-label="Starts"><${When} room=${room}/></span>
    <span class="room-subs">
      <${Counts} room=${room} subRooms=${subRooms}/>
      ${first && html`<span class="room-why small" title=${first.reason ?? ''}><b>${first.market}</b> ${first.reason ?? 'gave no reason'}</span>`}
    </span>
  </a>`;
}

function When({ room }) {
  const time = useNow();
  const line = {
    LIVE: () => `live for ${span((time - Date.parse(room.startedAt ?? room.startsAt)) / 1000)}`,
    ENDED: () => `ended ${relative(room.endedAt ?? room.startsAt, Math.max(time, Date.parse(room.endedAt ?? room.startsAt) + 1))}`,
    CANCELLED: () => 'cancelled',
  }[room.status] ?? (() => relative(room.startsAt, time));
  return html`<span>${dayTime(room.startsAt)}</span>
    <span class="dim mono small" title=${room.startsAt}>${line()}</span>`;
}

function Counts({ room, subRooms }) {
  const n = room.subRoomIds.length;
  if (!n) return html`<span class="dim">none</span>`;
  return html`<span class="counts">
    <span class="mono count-total" title=${count(n, 'sub-room')}>${n}</span>
    ${subRooms ? countByStatus(subRooms).map(([s, k]) => html`<${Chip} key=${s} small status=${s} label=${`${k} ${s}`}/>`)
      : html`<span class="dim small">…</span>`}
  </span>`;
}
