// A room: is it playing everywhere, and if not, where and why.
import { useCallback, useRef, useState } from './lib.js';
import { html } from './html.js';
import { get, getAll } from './api.js';
import { dayTime, span } from './format.js';
import { useNow, usePoll } from './poll.js';
import { Actions } from './actions.js';
import { Copy } from './copy.js';
import { EventsPanel, useEvents } from './events.js';
import { Lines } from './lines.js';
import { SwitchLine } from './lineswitch.js';
import { Moves, movesOf } from './moves.js';
import { Relays } from './relays.js';
import { SessionOfRoom } from './sessions.js';
import { Routes } from './routes.js';
import { Chip } from './status.js';
import { SubRoomCard } from './subroom.js';
import { Verdict } from './verdict.js';

/** With more cards than this, only those on the screen play. */
const ALL_PLAY = 6;

/** `agents`: all of the fleet, as far as they are known. */
export function RoomPage({ roomId, agents }) {
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
  const [stalled, setStalled] = useState(new Set());
  const onStall = useCallback((id, stalls) => setStalled(old => {
    if (old.has(id) === stalls) return old;
    const next = new Set(old);
    if (stalls) next.add(id);
    else next.delete(id);
    return next;
  }), []);
  if (!data) return html`<${Missing} roomId=${roomId} error=${error}/>`;
  const { room, subRooms } = data;
  return html`<div class="room-page">
    <${Head} room=${room} onDone=${refresh}/>
    <${Verdict} room=${room} subRooms=${subRooms} stalled=${stalled} asOf=${data.asOf}/>
    <${Moves} moves=${movesOf(subRooms, agents)}/>
    <${SessionOfRoom} roomId=${room.id}/>
    <${Lines} room=${room}/>
    <${SwitchLine} room=${room} onDone=${refresh}/>
    <${Relays} room=${room}/>
    <${Routes} roomId=${room.id} subRooms=${subRooms}/>
    <div class="room-columns">
      <section class="cards" aria-label="Sub-rooms">
        ${subRooms.map(subRoom => html`<${SubRoomCard} key=${subRoom.id} room=${room} subRoom=${subRoom} onDone=${refresh} onStall=${onStall} crowded=${subRooms.length > ALL_PLAY}/>`)}
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
        <a href=${`#/rooms/${encodeURIComponent(room.id)}/live`} data-testid="open-live">figures</a>
        <a href=${`#/rooms/${encodeURIComponent(room.id)}/timeline`} data-testid="open-timeline">timeline</a>
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
