// Curves over time by uPlot: one for each name, with marks where something happened.
import { uPlot, useEffect, useLayoutEffect, useRef } from './lib.js';
import { html } from './html.js';
import { clock } from './format.js';

const COLOURS = ['#e8ecf4', '#63a9f5', '#43c59e', '#f5b042', '#c58cf0', '#f07f7f', '#6cd4e0', '#b7c95b', '#e58fc0', '#9aa7ff'];
const MARKS = { LINE: '#f5b042', AGENDA: '#43c59e', SUB_ROOM: '#f07f7f', ALERT: '#ff5c5c' };
const HEIGHT = 180;

/**
 * @param times seconds since 1970, ascending
 * @param series for each name a value for each time, null where none is known
 * @param marks {at, kind, text}: lines over the picture
 * @param until where it ends at the earliest: marks may be later than all that was counted
 */
export function Chart({ times, names, series, text, marks, spanSeconds, until }) {
  const place = useRef(null);
  const plot = useRef(null);
  const drawn = useRef(marks);
  drawn.current = marks;
  const key = names.join(' ');
  useLayoutEffect(() => {
    plot.current = new uPlot(options(names, text, drawn, place.current.clientWidth), [[], ...names.map(() => [])], place.current);
    const sizes = new ResizeObserver(() => plot.current?.setSize({ width: place.current.clientWidth, height: HEIGHT }));
    sizes.observe(place.current);
    return () => {
      sizes.disconnect();
      plot.current.destroy();
      plot.current = null;
    };
  }, [key]);
  useEffect(() => {
    const last = Math.max(times.at(-1) ?? until, until);
    plot.current.batch(() => {
      plot.current.setData([times, ...series], true);
      plot.current.setScale('x', { min: Math.max(times[0] ?? last, last - spanSeconds), max: Math.max(last, (times[0] ?? last) + 10) });
    });
  }, [times, series, until]);
  return html`<div class="chart" ref=${place} data-points=${times.length} data-marks=${marks.length}/>`;
}

function options(names, text, marks, width) {
  const axis = { stroke: '#98a5b8', grid: { stroke: '#253041', width: 1 }, ticks: { stroke: '#253041' }, font: '11px system-ui' };
  return {
    width: width || 500,
    height: HEIGHT,
    scales: { y: { range: (_, min, max) => [Math.min(0, min ?? 0), max > 0 ? max * 1.1 : 1] } },
    axes: [{ ...axis, values: (_, ticks) => ticks.map(at => clock(at * 1000)), space: 70 }, { ...axis, size: 56, values: (_, ticks) => ticks.map(text).map((words, i, all) => words === all[i - 1] ? '' : words) }],
    series: [{ value: (_, at) => (at === null ? '–' : clock(at * 1000)) }, ...names.map((name, i) => ({
      label: name,
      stroke: COLOURS[i % COLOURS.length],
      width: i === 0 ? 2 : 1.25,
      value: (_, value) => text(value),
      points: { size: 4 },
    }))],
    hooks: { draw: [plot => drawMarks(plot, marks.current)] },
  };
}

function drawMarks(plot, marks) {
  const { left, top, height, width } = plot.bbox;
  const context = plot.ctx;
  context.save();
  context.setLineDash([3, 3]);
  for (const mark of marks) {
    const x = plot.valToPos(mark.at, 'x', true);
    if (x < left || x > left + width) continue;
    context.strokeStyle = MARKS[mark.kind] ?? '#98a5b8';
    context.beginPath();
    context.moveTo(x, top);
    context.lineTo(x, top + height);
    context.stroke();
  }
  context.restore();
}
