// The card of a regional sub-room: its picture, its state with the reason, where it runs and why.
import { useEffect, useRef } from './lib.js';
import { html } from './html.js';
import { amount, dayTime, ladder, sides, wallClock } from './format.js';
import { useNow } from './poll.js';
import { Chip, isProblem } from './status.js';
import { SwitchLine } from './lineswitch.js';
import { Figures, Picture, usePlayer } from './video.js';
import { useVisible } from './visible.js';
import { WhyHere } from './why.js';

/**
 * `crowded`: there are so many that only those on the screen may play. `onStall(id, stalls)` is told
 * when the picture stops here, and when it moves again.
 */
export function SubRoomCard({ room, subRoom, crowded, onStall, onDone }) {
  const card = useRef(null);
  const visible = useVisible(card);
  const url = subRoom.status === 'CLOSED' ? null : subRoom.playback?.hls ?? null;
  const { video, player, figures } = usePlayer(url, visible || !crowded);
  const stalls = figures.phase === 'stalled';
  useEffect(() => {
    onStall(subRoom.id, stalls);
    return () => onStall(subRoom.id, false);
  }, [stalls]);
  const bad = isProblem(subRoom) || stalls;
  return html`<article ref=${card} id=${`sub-room-${subRoom.id}`} class=${`card ${bad ? 'card-bad' : ''}`} tabindex="-1"
      data-testid="sub-room-card" data-sub-room=${subRoom.id} data-status=${subRoom.status} aria-label=${`Sub-room ${subRoom.market}`}>
    <${Picture} video=${video} player=${player} figures=${figures} name=${subRoom.market}
      over=${html`<${Overlay} subRoom=${subRoom} playing=${figures.phase === 'playing'} url=${url}/>`}/>
    <div class="card-body">
      <header class="card-head">
        <h3>${subRoom.market}</h3>
        <span class="dim">${subRoom.locale}</span>
        <span class="grow"/>
        <${Chip} status=${subRoom.status} data-testid="sub-room-status"/>
      </header>
      <${LocalTime} zone=${subRoom.timeZone}/>
      <dl class="card-facts">
        <div><dt>Runs in</dt><dd>${subRoom.region ?? '–'}${subRoom.wantedRegion && html` <span class="dim small">(asked for ${subRoom.wantedRegion})</span>`}
          ${!subRoom.wantedRegion && subRoom.allowedRegions && html` <span class="dim small">(allowed: ${subRoom.allowedRegions.join(', ')})</span>`}</dd></div>
        ${subRoom.move && html`<div class="tone-busy" data-testid="sub-room-move"><dt>Moving to</dt><dd title=${subRoom.move.cause}>
          ${subRoom.move.region ?? 'wherever there is room'}${subRoom.move.agentId && html` <span class="mono">${subRoom.move.agentId}</span>`}
          ${' '}<span class="dim small">${subRoom.move.cause}</span></dd></div>`}
        ${subRoom.booking && html`<div class=${subRoom.booking.missing ? 'tone-bad' : ''} data-testid="sub-room-booking"><dt>Booked</dt><dd>
          ${subRoom.booking.region} <span class="dim small">from ${dayTime(subRoom.booking.from, subRoom.timeZone)} to ${dayTime(subRoom.booking.to, subRoom.timeZone)}</span>
          ${subRoom.booking.missing && html` <b>overbooked: ${sides(subRoom.booking.missing)} missing</b>`}</dd></div>`}
        <div><dt>Agent</dt><dd class="mono">${subRoom.agentId ?? '–'} <span class="dim">epoch ${subRoom.epoch}</span></dd></div>
        <div><dt>Ladder</dt><dd>${ladder(subRoom.ladder)}</dd></div>
        <div><dt>Line</dt><dd>${subRoom.activeLine}${subRoom.ownLine && html` <span class="tag" data-testid="own-line">its own</span>`}${subRoom.leftLine && html` <span class="tone-bad small" data-testid="left-line">${subRoom.leftLine}</span>`} <span class="dim">· for ${amount(subRoom.expectedViewers, 0)} viewers</span> <${SwitchLine} room=${room} subRoom=${subRoom} onDone=${onDone}/></dd></div>
      </dl>
      <${Figures} figures=${figures}/>
      <${WhyHere} subRoom=${subRoom}/>
    </div>
  </article>`;
}

function LocalTime({ zone }) {
  const time = useNow();
  return html`<p class="card-time"><span class="mono">${wallClock(time, zone)}</span> <span class="dim">${zone}</span></p>`;
}

/** Why there is no picture; or, over a picture that still runs, why it may not last. */
function Overlay({ subRoom, playing, url }) {
  if (subRoom.reason) {
    return html`<div class=${`over ${playing ? 'over-low' : ''}`} title=${subRoom.reason} data-testid="sub-room-reason">
      ${!playing && html`<b>${subRoom.status}</b>`}<p>${subRoom.reason}</p>
    </div>`;
  }
  if (url) return null;
  const words = { REQUESTED: 'Waiting for a place', PLACING: 'Looking for a place to run', STARTING: 'Its encoder is coming up', CLOSED: 'Closed' };
  return html`<div class="over over-calm"><p>${words[subRoom.status] ?? 'No picture yet'}</p></div>`;
}
