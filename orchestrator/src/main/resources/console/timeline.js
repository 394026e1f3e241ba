// A room's timeline: what happened to whom, as spans and marks over one axis of time, its figures as curves under them,
// and a slider that shows how everything stood at an instant.
import { useMemo, useState } from './lib.js';
import { html } from './html.js';
import { get, now } from './api.js';
import { clock, count } from './format.js';
import { usePoll } from './poll.js';
import { Picture, legend } from './spans.js';
import { Curves } from './curves.js';
import { ReplayPanel } from './replay.js';
import { Chip } from './status.js';

const OVER = new Set(['ENDED', 'CANCELLED']);
const BEFORE = new Set(['SCHEDULED', 'REQUESTED']);

/** All pages of a timeline as one. Spans that reach over the end of a page come twice. */
async function whole(roomId, signal) {
  const spans = new Map();
  const marks = new Map();
  let view = null;
  let from = null;
  do {
    const page = await get(`/rooms/${roomId}/timeline`, { from }, signal);
    for (const span of page.spans) spans.set(`${span.kind} ${span.entity} ${span.from}`, span);
    for (const mark of page.marks) marks.set(`${mark.sequence} ${mark.type}`, mark);
    view ??= page;
    from = page.nextFrom;
  } while (from);
  return { ...view, spans: [...spans.values()], marks: [...marks.values()] };
}

export function TimelinePage({ roomId }) {
  const load = async signal => {
    const [room, view] = await Promise.all([get(`/rooms/${roomId}`, {}, signal), whole(roomId, signal)]);
    return { room, view };
  };
  const { data, error } = usePoll('timeline', load, 5000, [roomId]);
  const [everything, setEverything] = useState(false);
  const [chosen, setChosen] = useState(null);
  const axis = useMemo(() => data && axisOf(data.view, everything), [data, everything]);
  if (!data) {
    return html`<div class="timeline-page"><a class="back" href=${`#/rooms/${encodeURIComponent(roomId)}`}>← Room</a>
      <p class="empty dim" role=${error ? 'alert' : null}>${error ? error.message : `Reading the past of ${roomId}…`}</p></div>`;
  }
  const { room, view } = data;
  const at = chosen ?? axis.latest;
  const choose = ms => setChosen(Math.round(Math.min(axis.latest, Math.max(axis.from, ms))));
  return html`<div class="timeline-page" data-testid="timeline-page">
    <header class="room-head">
      <div class="room-name">
        <a class="back" href=${`#/rooms/${encodeURIComponent(roomId)}`}>← ${room.title}</a>
        <div class="room-title-line"><h1>Timeline</h1><${Chip} status=${room.status}/></div>
        <p class="dim">${count(view.spans.length, 'span')} and ${count(view.marks.length, 'mark')} from ${count(view.sequence, 'event')}, the last at ${clock(view.lastEventAt)}.</p>
      </div>
      <div class="calendar-ranges" role="group" aria-label="Time shown">
        <button type="button" aria-pressed=${!everything} onClick=${() => setEverything(false)}>From its preparation</button>
        <button type="button" aria-pressed=${everything} onClick=${() => setEverything(true)}>From its creation</button>
      </div>
    </header>
    <${Picture} view=${view} axis=${axis} at=${at} onChoose=${choose}
      curves=${html`<${Curves} room=${room} view=${view} axis=${axis} at=${at} isOver=${OVER.has(room.status)}/>`}>
      <${Slider} view=${view} axis=${axis} at=${at} isLatest=${chosen === null} onChoose=${choose} onLatest=${() => setChosen(null)}/>
    <//>
    <p class="timeline-legend dim small">${legend().map(([state, cls]) => html`<span key=${state}><i class=${`timeline-swatch ${cls}`}/>${state}</span>`)}<span><i class="timeline-diamond">◆</i>what happened at an instant</span>
      <span><i class="timeline-swatch curve-agenda"/>behind curves: an item of the agenda</span><span><i class="timeline-swatch curve-alert"/>an alert</span><span><i class="curve-switch"/>a line was switched</span></p>
    <${ReplayPanel} roomId=${roomId} at=${at}/>
  </div>`;
}

/** In ms: what the picture begins and ends with, and the latest instant that has happened. */
function axisOf(view, everything) {
  const begun = view.spans.filter(span => !BEFORE.has(span.state) && span.kind !== 'AGENDA').map(span => Date.parse(span.from));
  const start = everything || !begun.length ? Date.parse(view.from) : Math.min(...begun);
  const latest = Math.min(Date.parse(view.to), now());
  return { from: Math.min(start, latest - 1000), to: Math.max(latest, start + 1000), latest };
}

function Slider({ view, axis, at, isLatest, onChoose, onLatest }) {
  const stops = useMemo(() => [...new Set([
    ...view.marks.map(mark => Date.parse(mark.at)),
    ...view.spans.map(span => Date.parse(span.from)),
  ])].filter(ms => ms >= axis.from && ms <= axis.latest).sort((a, b) => a - b), [view, axis]);
  const before = stops.findLast(ms => ms < at);
  const after = stops.find(ms => ms > at);
  const to = ms => () => ms !== undefined && onChoose(ms);
  return html`<div class="timeline-slider">
    <div class="timeline-steps">
      <button type="button" disabled=${before === undefined} onClick=${to(before)} data-testid="replay-before" aria-label="To the change before" title="To the change before">◀</button>
      <button type="button" disabled=${after === undefined} onClick=${to(after)} data-testid="replay-after" aria-label="To the next change" title="To the next change">▶</button>
      <button type="button" disabled=${isLatest} onClick=${onLatest} data-testid="replay-latest">Latest</button>
    </div>
    <input type="range" min=${axis.from} max=${axis.latest} step="1" value=${at} data-testid="replay-slider"
      aria-label="Instant that is shown" aria-valuetext=${clock(at)} onInput=${event => onChoose(Number(event.target.value))}/>
  </div>`;
}
