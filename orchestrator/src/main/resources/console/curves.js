// The figures of a room, or of one of its sub-rooms, as rows of its timeline: curves over the same axis, with what was
// on, alerts and switches of lines behind them, and their values at the instant that is chosen.
import { uPlot, useEffect, useLayoutEffect, useMemo, useRef, useState } from './lib.js';
import { html } from './html.js';
import { get, now } from './api.js';
import { amount, share } from './format.js';
import { usePoll } from './poll.js';
import { Download } from './download.js';

const HEIGHT = 50;
const MOST_POINTS = 300;
/** The API takes 7 days, and moves both ends to whole steps. */
const LONGEST_MS = 6.8 * 86_400_000;
/** Of older times only minutes are counted on, and of longer ones only minutes are told. */
const SECONDS_KEPT_MS = 6 * 86_400_000;
const LONGEST_OF_SECONDS_MS = 5.9 * 3_600_000;
const MOST_ROWS = 20_000;
const STEPS = [10, 20, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21_600, 86_400];

/** `none`: what it is in a step between others of which nothing is known. */
const CURVES = [
  { id: 'viewers', title: 'Viewers', colour: '#e8ecf4', of: f => f.viewing?.viewers ?? null, none: null, text: v => amount(v, 0) },
  { id: 'stalled', title: 'Time stalled', colour: '#f07f7f', of: f => f.viewing?.stallRatio ?? null, none: null, text: share },
  { id: 'engagement', title: 'Engagement', unit: 'in 10 s', colour: '#63a9f5', of: f => f.rates.engagementPer10Seconds, none: 0, text: v => amount(v, 1) },
  { id: 'orders', title: 'Orders', unit: 'a minute', colour: '#43c59e', of: (f, step) => f.counts.orders * 60 / step, none: 0, text: v => amount(v, 1) },
];
const AGENDA = ['rgba(99, 169, 245, 0.10)', 'rgba(99, 169, 245, 0.03)'];
const ALERTS = { CRITICAL: 'rgba(255, 92, 92, 0.28)', WARNING: 'rgba(245, 176, 66, 0.24)', OPPORTUNITY: 'rgba(67, 197, 158, 0.24)' };
const SWITCH = '#f5b042';

/** What to ask for, so that a picture of so many ms has no more points, and a table no more rows, than it can. */
function queryOf({ from, to }, subRoomId, tables = 0) {
  const start = Math.max(from, to - LONGEST_MS);
  const least = now() - start > SECONDS_KEPT_MS || to - start > LONGEST_OF_SECONDS_MS ? 60 : 10;
  const fits = step => (to - start) / 1000 / step <= (tables ? Math.min(900, MOST_ROWS / tables - 2) : MOST_POINTS);
  const step = STEPS.find(each => each >= least && fits(each)) ?? STEPS.at(-1);
  return { from: new Date(start).toISOString(), to: new Date(to).toISOString(), step, subRoomId };
}

export function Curves({ room, view, axis, at, isOver }) {
  const [subRoomId, setSubRoomId] = useState(null);
  const asked = useRef(axis);
  asked.current = axis;
  const load = signal => get(`/rooms/${room.id}/metrics`, queryOf(asked.current, subRoomId), signal);
  const { data, error } = usePoll('curves', load, isOver ? 60_000 : 10_000, [room.id, subRoomId, axis.from, isOver]);
  const behind = useMemo(() => behindOf(view, subRoomId), [view, subRoomId]);
  return html`<div class="curves" data-testid="curves" data-of=${data ? data.subRoomId ?? 'room' : ''} data-points=${data?.points.length ?? ''}
      data-agenda=${behind.agenda.length} data-alerts=${behind.alerts.length} data-switches=${behind.switches.length}>
    <div class="timeline-row curves-head" onClick=${event => event.stopPropagation()}>
      <span class="timeline-label">Figures</span>
      <div class="curves-tools">
        <select aria-label="Whose figures" data-testid="curves-of" value=${subRoomId ?? ''} onChange=${event => setSubRoomId(event.target.value || null)}>
          <option value="">of the whole room</option>
          ${room.subRoomIds.map(id => html`<option key=${id} value=${id}>of ${id.toUpperCase()}</option>`)}
        </select>
        <span class="dim small">${error ? html`<span class="tone-bad" role="alert">${error.message}</span>` : words(data)}</span>
        <span class="grow"/>
        <${Download} path=${`/rooms/${room.id}/metrics`} query=${() => queryOf(axis, subRoomId, subRoomId ? 1 : Math.max(1, room.subRoomIds.length))} testid="figures-csv">CSV of figures<//>
        <${Download} path=${`/rooms/${room.id}/timeline`} testid="timeline-csv">CSV of events<//>
      </div>
    </div>
    ${data && data.points.length > 0 && CURVES.map(curve => html`<${Curve} key=${curve.id} curve=${curve} figures=${data} axis=${axis} at=${at} behind=${behind}/>`)}
  </div>`;
}

function words(view) {
  if (!view) return 'Reading…';
  if (!view.points.length) return 'Nothing was counted in this time.';
  return view.stepSeconds < 60 ? `each ${view.stepSeconds} s` : `each ${view.stepSeconds / 60} min`;
}

/** What is drawn behind the curves: spans of the agenda and of alerts, and when lines were switched. */
function behindOf(view, subRoomId) {
  const seconds = span => ({ from: Date.parse(span.from) / 1000, to: span.to ? Date.parse(span.to) / 1000 : Infinity, state: span.state });
  const isHere = mark => mark.type === 'line.switched'
    || mark.type === 'sub_room.line_switched' && (!subRoomId || mark.entity === subRoomId);
  return {
    agenda: view.spans.filter(span => span.kind === 'AGENDA').map(seconds),
    alerts: view.spans.filter(span => span.kind === 'ALERT').map(seconds),
    switches: view.marks.filter(isHere).map(mark => Date.parse(mark.at) / 1000),
  };
}

/** [[the middle of each step, s], [its value]] from the first step that is known to the last, without holes. */
function dataOf(curve, { points, stepSeconds }) {
  const known = new Map(points.map(point => [Date.parse(point.from) / 1000, curve.of(point.figures, stepSeconds)]));
  const times = [];
  const values = [];
  const last = Date.parse(points.at(-1).from) / 1000;
  for (let time = Date.parse(points[0].from) / 1000; time <= last; time += stepSeconds) {
    times.push(time + stepSeconds / 2);
    values.push(known.has(time) ? known.get(time) : curve.none);
  }
  return [times, values];
}

/** The smallest of 1, 2, 5, 10, 20, … (and of 0.5, 0.2, …) that is not less. */
function roundUp(value) {
  if (!(value > 0)) return 1;
  const ten = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map(each => each * ten).find(each => each >= value * 0.999);
}

function Curve({ curve, figures, axis, at, behind }) {
  const place = useRef(null);
  const plot = useRef(null);
  const data = useMemo(() => dataOf(curve, figures), [curve, figures]);
  const most = roundUp(Math.max(...data[1].filter(value => value !== null), 0));
  const drawn = useRef(null);
  drawn.current = { axis, behind, most };
  useLayoutEffect(() => {
    plot.current = new uPlot(options(curve, drawn, place.current.clientWidth), data, place.current);
    const sizes = new ResizeObserver(() => plot.current?.setSize({ width: place.current.clientWidth, height: HEIGHT }));
    sizes.observe(place.current);
    return () => {
      sizes.disconnect();
      plot.current.destroy();
      plot.current = null;
    };
  }, [curve.id]);
  useEffect(() => plot.current.setData(data), [data, axis.from, axis.to, behind]);
  const index = Math.floor((at / 1000 - data[0][0]) / figures.stepSeconds + 0.5);
  const value = data[1][index] ?? null;
  return html`<div class="timeline-row curve" data-testid=${`curve-${curve.id}`} data-points=${data[1].filter(each => each !== null).length} data-most=${most}>
    <div class="curve-label">
      <span class="timeline-label" title=${curve.title}>${curve.title}</span>
      <span><b class="mono" style=${{ color: curve.colour }} data-testid=${`curve-value-${curve.id}`}>${curve.text(value)}</b>
        <span class="dim small"> ${curve.unit ?? ''}</span></span>
      <span class="curve-most mono">${curve.text(most)}</span><span class="curve-least mono">0</span>
    </div>
    <div class="curve-track" ref=${place}/>
  </div>`;
}

/** The plot is as wide as a track: its axes are hidden, and the words stand where a row has its label. */
function options(curve, drawn, width) {
  return {
    width: width || 500,
    height: HEIGHT,
    padding: [4, 0, 4, 0],
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { range: () => [drawn.current.axis.from / 1000, drawn.current.axis.to / 1000] },
      y: { range: () => [0, drawn.current.most] },
    },
    axes: [{ show: false }, { show: false }],
    series: [{}, { stroke: curve.colour, width: 1.5, points: { size: 3 } }],
    hooks: { drawClear: [plot => drawBehind(plot, drawn.current.behind)] },
  };
}

function drawBehind(plot, { agenda, alerts, switches }) {
  const { left, top, width, height } = plot.bbox;
  const x = seconds => Math.min(left + width, Math.max(left, plot.valToPos(Math.min(seconds, 1e11), 'x', true)));
  const band = (span, colour) => {
    plot.ctx.fillStyle = colour;
    plot.ctx.fillRect(x(span.from), top, x(span.to) - x(span.from), height);
  };
  plot.ctx.save();
  agenda.forEach((span, i) => band(span, AGENDA[i % 2]));
  for (const span of alerts) band(span, ALERTS[span.state] ?? 'rgba(152, 165, 184, 0.2)');
  plot.ctx.strokeStyle = SWITCH;
  plot.ctx.setLineDash([3, 3]);
  for (const at of switches) {
    plot.ctx.beginPath();
    plot.ctx.moveTo(x(at), top);
    plot.ctx.lineTo(x(at), top + height);
    plot.ctx.stroke();
  }
  plot.ctx.restore();
}
