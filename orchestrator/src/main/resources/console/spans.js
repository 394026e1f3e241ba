// Spans and marks over one axis of time: a row for the room, its agenda, its sessions, each line and each sub-room.
import { useRef } from './lib.js';
import { html } from './html.js';
import { clock, clockMillis, dayTime } from './format.js';
import { sentence } from './sentences.js';
import { tone } from './status.js';

const KINDS = ['ROOM', 'AGENDA', 'SESSION', 'LINE', 'SUB_ROOM', 'ALERT'];
const ALERT_CLASSES = { CRITICAL: 'span-bad', WARNING: 'span-warn', OPPORTUNITY: 'span-ok' };
/** Of a line: the same word as of a sub-room means something else there. */
const LINE_TONES = { LIVE: 'ok', SLATE: 'warn', FALLBACK: 'warn', STARTING: 'busy', UNASSIGNED: 'bad' };
const TICKS = 6;

export function legend() {
  return [
    ['live', 'span-ok'], ['ready', 'span-good'], ['preparing, placing, starting', 'span-busy'], ['scheduled', 'span-wait'],
    ['slate or fallback', 'span-warn'], ['degraded, failed, no agent', 'span-bad'], ['by the plan', 'span-planned'],
  ];
}

function classOf(span) {
  if (span.kind === 'AGENDA') return /, by the plan$/.test(span.reason ?? '') ? 'span-planned' : 'span-told';
  if (span.kind === 'SESSION') return 'span-told';
  if (span.kind === 'ALERT') return ALERT_CLASSES[span.state] ?? 'span-off';
  return `span-${span.kind === 'LINE' ? LINE_TONES[span.state] ?? 'off' : tone(span.state)}`;
}

/** [{key, label, spans, marks}], in order of their kinds, then as they came. */
function rowsOf(view) {
  const rows = new Map();
  const row = it => {
    const key = `${it.kind} ${it.entity}`;
    if (!rows.has(key)) rows.set(key, { key, kind: it.kind, label: labelOf(it), spans: [], marks: [] });
    return rows.get(key);
  };
  for (const span of view.spans) row(span).spans.push(span);
  for (const mark of view.marks) row(mark).marks.push(mark);
  return [...rows.values()].sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind));
}

function labelOf({ kind, entity }) {
  if (kind === 'ROOM') return 'Room';
  if (kind === 'AGENDA') return 'Agenda';
  if (kind === 'SESSION') return 'Session';
  if (kind === 'ALERT') return `Alert ${entity}`;
  return kind === 'LINE' ? `Line ${entity}` : entity.toUpperCase();
}

/** On the same axis `curves` are further rows, and `children` stand below all of them. */
export function Picture({ view, axis, at, onChoose, curves, children }) {
  const place = ms => 100 * (ms - axis.from) / (axis.to - axis.from);
  const tracks = useRef(null);
  const choose = event => {
    const box = tracks.current.getBoundingClientRect();
    onChoose(axis.from + (axis.to - axis.from) * (event.clientX - box.left) / box.width);
  };
  return html`<div class="timeline-picture" data-testid="timeline-picture">
    <div class="timeline-axis"><span/><div class="timeline-track">
      ${ticks(axis).map(ms => html`<span key=${ms} class="timeline-tick mono" style=${{ left: `${place(ms).toFixed(3)}%` }}>${tickText(ms, axis)}</span>`)}
    </div></div>
    <div class="timeline-rows" onClick=${choose}>
      ${rowsOf(view).map(row => html`<div key=${row.key} class="timeline-row" data-testid="timeline-row" data-row=${row.key}>
        <span class="timeline-label" title=${row.label}>${row.label}</span>
        <div class="timeline-track">
          ${row.spans.map(span => html`<${Span} key=${`${span.from} ${span.state}`} span=${span} axis=${axis} place=${place}/>`)}
          ${row.marks.map(mark => html`<${Mark} key=${`${mark.sequence} ${mark.type} ${mark.at}`} mark=${mark} axis=${axis} place=${place}/>`)}
        </div>
      </div>`)}
      ${curves}
      <div class="timeline-cursor-row" aria-hidden="true"><span/><div class="timeline-track" ref=${tracks}>
        <i class="timeline-cursor" data-testid="timeline-cursor" style=${{ left: `${Math.min(100, Math.max(0, place(at))).toFixed(3)}%` }}/>
      </div></div>
    </div>
    ${children}
  </div>`;
}

function Span({ span, axis, place }) {
  const from = Math.max(axis.from, Date.parse(span.from));
  const to = Math.min(axis.to, span.to ? Date.parse(span.to) : axis.to);
  if (to <= axis.from || from >= axis.to) return null;
  const words = span.kind === 'AGENDA' ? span.state : span.kind === 'SESSION' ? span.reason : '';
  return html`<span class=${`timeline-span ${classOf(span)}`} data-testid="timeline-span" data-state=${span.state} title=${titleOf(span)}
    style=${{ left: `${place(from).toFixed(3)}%`, width: `${(place(to) - place(from)).toFixed(3)}%` }}>${words}</span>`;
}

function titleOf(span) {
  const where = span.agentId ? ` on ${span.agentId} in ${span.region}` : '';
  const until = span.to ? `to ${clock(span.to)}` : 'on';
  return `${span.state}${where}, from ${clock(span.from)} ${until}${span.reason ? `\n${span.reason}` : ''}`;
}

function Mark({ mark, axis, place }) {
  const ms = Date.parse(mark.at);
  if (ms < axis.from || ms > axis.to) return null;
  const words = sentence({ type: mark.type, data: mark.reason ? { reason: mark.reason } : {} });
  return html`<span class="timeline-mark" data-testid="timeline-mark" data-type=${mark.type} title=${`${clockMillis(mark.at)} ${words} (${mark.by})`}
    style=${{ left: `${place(ms).toFixed(3)}%` }}>◆</span>`;
}

/** Round instants, about six of them. */
function ticks(axis) {
  const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 172_800, 604_800];
  const wanted = (axis.to - axis.from) / 1000 / TICKS;
  const step = 1000 * (steps.find(each => each >= wanted) ?? Math.ceil(wanted / 604_800) * 604_800);
  const found = [];
  // One at the very end would have its text cut off.
  const last = axis.to - (axis.to - axis.from) / 25;
  for (let ms = Math.ceil(axis.from / step) * step; ms < last; ms += step) found.push(ms);
  return found;
}

function tickText(ms, axis) {
  if (axis.to - axis.from > 36 * 3_600_000) return dayTime(new Date(ms).toISOString());
  return axis.to - axis.from > 10 * 60_000 ? clock(ms).slice(0, 5) : clock(ms);
}
