// A room: is it playing everywhere, and if not, where and why.
import { useRef } from './lib.js';
import { html } from './html.js';
import { get, getAll } from './api.js';
import { clock, count, dayTime, span } from './format.js';
import { useNow, usePoll } from './poll.js';
import { Actions } from './actions.js';
import { Copy } from './copy.js';
import { EventsPanel, useEvents } from './events.js';
import { Lines } from './lines.js';
import { Chip, countByStatus, isProblem, Shape } from './status.js';
import { SubRoomCard } from './subroom.js';

/** With more cards than this, only those on the screen play. */
const ALL_PLAY = 6;

export function RoomPage({ roomId }) {
  const load = async signal => {
    const [room, subRooms] = await Promise.all([
      get(`/rooms/${roomId}`, {}, signal),
      getAll(`/rooms/${roomId}/sub-rooms`, 'subRooms', signal),
    ]);
    return { room, subRooms: inOrder(room, subRooms.items), asOf: subRooms.asOf };
  };
  const { data, error, refresh } = usePoll('room', load, 2000, [roomId]);
  const soon = useRef(0);
  const events = useEvents(roomId, () => {
    clearTimeout(soon.current);
    soon.current = setTimeout(refresh, 150);
  });
  if (!data) return html`<${Missing} roomId=${roomId} error=${error}/>`;
  const { room, subRooms } = data;
  return html`<div class="room-page">
    <${Head} room=${room} onDone=${refresh}/>
    <${Verdict} room=${room} subRooms=${subRooms} asOf=${data.asOf}/>
    <${Lines} room=${room}/>
    <div class="room-columns">
      <section class="cards" aria-label="Sub-rooms">
        ${subRooms.map(subRoom => html`<${SubRoomCard} key=${subRoom.id} subRoom=${subRoom} crowded=${subRooms.length > ALL_PLAY}/>`)}
        ${!subRooms.length && html`<p class="empty dim">This room has no sub-room yet. Add one with <code>roomfleet sub-room add ${room.id}</code>.</p>`}
      </section>
      <${EventsPanel} view=${events} subRoomIds=${room.subRoomIds}/>
    </div>
  </div>`;
}

/** In the order they were asked for, so that no card ever changes its place. */
function inOrder(room, subRooms) {
  const place = new Map(room.subRoomIds.map((id, i) => [id, i]));
  const at = subRoom => place.get(subRoom.id) ?? Infinity;
  return [...subRooms].sort((a, b) => at(a) - at(b) || a.id.localeCompare(b.id));
}

function Missing({ roomId, error }) {
  return html`<div class="room-page"><a class="back" href="#/">← Rooms</a>
    <p class="empty dim" role=${error ? 'alert' : null}>${error ? error.message : `Reading ${roomId}…`}</p></div>`;
}

function Head({ room, onDone }) {
  return html`<header class="room-head">
    <div class="room-name">
      <a class="back" href="#/">← Rooms</a>
      <div class="room-title-line">
        <h1>${room.title}</h1>
        <${Chip} status=${room.status} data-testid="room-status"/>
      </div>
      <p class="room-facts dim">
        <span>host <b>${room.hostId}</b></span><span>${room.mode}</span><span>source <b>${room.sourceRegion}</b></span>
        <span>starts <b title=${room.startsAt}>${dayTime(room.startsAt)}</b></span>
        ${room.endsAt && html`<span>ends <b title=${room.endsAt}>${dayTime(room.endsAt)}</b></span>`}
        <span class="mono small">${room.id} <${Copy} text=${room.id}/></span>
      </p>
    </div>
    <${RoomClock} room=${room}/>
    <${Actions} room=${room} onDone=${onDone}/>
  </header>`;
}

function RoomClock({ room }) {
  const time = useNow(500);
  const since = at => (time - Date.parse(at)) / 1000;
  const began = room.startedAt ?? room.startsAt;
  const [label, value] = {
    LIVE: () => ['On the air for', span(since(began))],
    ENDED: () => ['Was on the air for', span((Date.parse(room.endedAt ?? began) - Date.parse(began)) / 1000)],
    CANCELLED: () => ['Cancelled', '–'],
  }[room.status]?.() ?? (since(room.startsAt) < 0
    ? ['Starts in', span(since(room.startsAt))]
    : ['Due since', span(since(room.startsAt))]);
  return html`<div class="room-clock"><span class="dim small">${label}</span><span class="mono room-clock-value" data-testid="room-clock">${value}</span></div>`;
}

/** One line that always stands here: all is well, or what is not, each with the way to it. */
function Verdict({ room, subRooms, asOf }) {
  const wrong = subRooms.filter(isProblem);
  const open = subRooms.filter(subRoom => subRoom.status !== 'CLOSED');
  const playing = open.filter(subRoom => subRoom.status === 'LIVE' || subRoom.status === 'READY');
  const tone = wrong.length ? 'bad' : playing.length === open.length ? 'ok' : 'busy';
  const words = wrong.length ? `${wrong.length} of ${count(open.length, 'sub-room')} not playing`
    : open.length === 0 ? room.reason ?? 'No sub-room is open'
      : playing.length === open.length ? `All ${count(open.length, 'sub-room')} play`
        : `${playing.length} of ${count(open.length, 'sub-room')} play, the others are on their way`;
  return html`<div class=${`verdict verdict-line-${tone}`} data-testid="verdict" role="status">
    <span class=${`verdict-words tone-${open.length ? tone : 'off'}`}><${Shape} of=${open.length ? tone : 'off'}/> <b>${words}</b></span>
    ${wrong.map(subRoom => html`<button key=${subRoom.id} type="button" class="verdict-jump" onClick=${() => show(subRoom)}
      title=${subRoom.reason ?? ''}><b>${subRoom.market}</b> <span>${subRoom.reason ?? subRoom.status}</span></button>`)}
    <span class="grow"/>
    <span class="counts">${countByStatus(subRooms).map(([s, n]) => html`<${Chip} key=${s} small status=${s} label=${`${n} ${s}`}/>`)}</span>
    <span class="dim small as-of">as of <span class="mono">${clock(asOf)}</span></span>
  </div>`;
}

function show(subRoom) {
  const card = document.getElementById(`sub-room-${subRoom.id}`);
  card?.scrollIntoView({ block: 'center' });
  card?.focus({ preventScroll: true });
}
