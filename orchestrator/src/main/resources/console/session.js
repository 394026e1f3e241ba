// One session's board: where it is in its life, who is in it, its picture, its round, and what may be done.
import { useEffect, useRef, useState } from './lib.js';
import { html } from './html.js';
import { get, getAll } from './api.js';
import { amount, clock, dayTime, relative, span } from './format.js';
import { Copy } from './copy.js';
import { EventsPanel, useEvents } from './events.js';
import { useNow, usePoll } from './poll.js';
import { Results, ScoreBar } from './scorebar.js';
import { LayoutPicture, Seats, SessionActions } from './sessionseats.js';
import { Chip } from './status.js';
import { Figures, Picture, usePlayer } from './video.js';

export function SessionPage({ sessionId }) {
  const { data: session, error, refresh } = usePoll('session', signal => get(`/cohost-sessions/${sessionId}`, {}, signal), 1000, [sessionId]);
  if (!session) {
    return html`<div class="room-page"><a class="back" href="#/sessions">← Sessions</a>
      <p class="empty dim" role=${error ? 'alert' : null}>${error ? error.message : `Reading ${sessionId}…`}</p></div>`;
  }
  return html`<${Board} session=${session} refresh=${refresh}/>`;
}

function Board({ session, refresh }) {
  const time = useNow(250);
  const over = Boolean(session.endedAt);
  const room = session.rooms[0] ?? session.seats[0].roomId;
  const soon = useRef(0);
  const events = useEvents(room, () => {
    clearTimeout(soon.current);
    soon.current = setTimeout(refresh, 150);
  });
  return html`<div class="room-page session" data-testid="session-page" data-status=${session.status}>
    <header class="room-head">
      <div class="room-name">
        <a class="back" href="#/sessions">← Sessions</a>
        <div class="room-title-line">
          <h1>${session.mode} of ${session.seats.filter(seat => seat.kind === 'HOST').map(seat => seat.name).join(' & ')}</h1>
          <${Chip} status=${session.status} data-testid="session-status"/>
          ${session.locked && html`<span class="tag" data-testid="session-locked">locked</span>`}
        </div>
        <p class="room-facts dim">
          <span>made <b title=${session.createdAt}>${dayTime(session.createdAt)}</b></span>
          ${session.liveAt && html`<span>live since <b>${clock(session.liveAt)}</b></span>`}
          ${over && html`<span>ended <b>${clock(session.endedAt)}</b></span>`}
          ${session.dueAt && html`<span>next deadline <b data-testid="session-due" title=${session.dueAt}>${relative(session.dueAt, time)}</b></span>`}
          <span>revision <b>${session.revision}</b></span>
          <span class="mono small">${session.id} <${Copy} text=${session.id}/></span>
        </p>
      </div>
      <div class="room-clock"><span class="dim small">${over ? 'Lasted' : 'On for'}</span>
        <span class="mono room-clock-value">${span(((over ? Date.parse(session.endedAt) : time) - Date.parse(session.liveAt ?? session.createdAt)) / 1000)}</span></div>
      ${!over && html`<${SessionActions} session=${session} onDone=${refresh}/>`}
    </header>
    ${session.reason && html`<p class="verdict" data-testid="session-reason">${session.reason}</p>`}
    ${session.pk && html`<${ScoreBar} pk=${session.pk} seats=${session.seats} time=${time}/>`}
    <div class="room-columns">
      <div class="session-main">
        <div class="session-pictures">
          <${Mixed} session=${session}/>
          <${LayoutPicture} session=${session} onDone=${refresh}/>
        </div>
        <${Stage} session=${session}/>
        <${Seats} session=${session} time=${time} onDone=${refresh}/>
        ${session.pk && html`<${Results} results=${session.pk.results} seats=${session.seats}/>`}
        <${Before} session=${session}/>
      </div>
      <${EventsPanel} view=${events} subRoomIds=${[]}/>
    </div>
  </div>`;
}

/** Where its media meets, or why nowhere. */
function Stage({ session }) {
  const { stage } = session;
  if (!stage) {
    return html`<p class="lines line dim" data-testid="session-stage">${session.endedAt ? 'Its stage was given back.' : 'No stage was looked for yet.'}</p>`;
  }
  if (stage.reason) {
    return html`<p class="lines line" data-testid="session-stage"><${Chip} small status="FAILED" label="NO STAGE"/> <span class="tone-bad">${stage.reason}</span></p>`;
  }
  return html`<p class="lines line" data-testid="session-stage"><${Chip} small status="RUNNING" label="STAGE"/>
    <span>on <b class="mono">${stage.agentId}</b> in <a href=${`#/regions/${stage.region}`}>${stage.region}</a></span>
    <span class="line-url"><code>${stage.relay}</code> <${Copy} text=${stage.relay}/></span></p>`;
}

/** The picture of one of its rooms, as viewers see it: the mix, once the room plays that. */
function Mixed({ session }) {
  const rooms = session.rooms.join();
  const { data } = usePoll('mixed', signal => mixedOf(session.rooms, signal), 3000, [rooms]);
  const { video, player, figures } = usePlayer(data?.hls ?? null, true);
  const why = !session.rooms.length ? 'No room is in the session.' : data && !data.hls ? 'No sub-room of its rooms plays it.' : null;
  return html`<section class="card session-mixed" data-testid="session-mixed" data-room=${data?.roomId ?? ''} aria-label="The mixed picture">
    <${Picture} video=${video} player=${player} figures=${figures} name="the mix"
      over=${why && html`<div class="over over-calm"><p>${why}</p></div>`}/>
    <div class="card-body">
      <p class="dim small">${data?.hls ? html`As viewers of <a href=${`#/rooms/${data.roomId}`}>${data.title}</a> (${data.market}) see it${data.mixed ? '' : ': its own line, not the mix'}.` : 'Where viewers see it.'}</p>
      <${Figures} figures=${figures}/>
    </div>
  </section>`;
}

/** A sub-room that can be played, best one that plays the mix. */
async function mixedOf(roomIds, signal) {
  const found = await Promise.all(roomIds.map(async roomId => {
    const [room, subRooms] = await Promise.all([
      get(`/rooms/${roomId}`, {}, signal), getAll(`/rooms/${roomId}/sub-rooms`, 'subRooms', signal)]);
    return subRooms.items.filter(one => one.status !== 'CLOSED' && one.playback?.hls).map(one => ({
      roomId, title: room.title, market: one.market, hls: one.playback.hls, mixed: one.activeLine === 'stage',
    }));
  }).map(each => each.catch(error => {
    if (error.kind === 'signedOut' || error.name === 'AbortError') throw error;
    return []; // a room that is gone has no picture
  })));
  const all = found.flat();
  return all.find(one => one.mixed) ?? all[0] ?? { roomId: null, hls: null };
}

/** What its first two hosts have played before. */
function Before({ session }) {
  const [one, other] = session.seats.filter(seat => seat.kind === 'HOST').map(seat => seat.id);
  const [past, setPast] = useState([]);
  useEffect(() => {
    const stop = new AbortController();
    if (session.mode === 'PK' && other) {
      get('/cohost-sessions', { seatId: one, withSeat: other, pageSize: 20 }, stop.signal)
        .then(page => setPast(page.sessions.filter(each => each.id !== session.id && each.pk)), () => {});
    }
    return () => stop.abort();
  }, [session.id, one, other]);
  if (!past.length) return null;
  return html`<section aria-label="Before"><h2>What the two have played before</h2><table data-testid="session-before">
    <tbody>${past.map(each => html`<tr key=${each.id}><td><a href=${`#/sessions/${each.id}`}>${dayTime(each.createdAt)}</a></td>
      <td>${each.pk.results.map(result => Object.values(result.points).map(points => amount(points, 0)).join(' : ')).join(', ') || 'no round was over'}</td></tr>`)}</tbody>
  </table></section>`;
}
