// Reports: broadcasts beside each other, with noise told from difference; and one broadcast in parts.
import { useState } from './lib.js';
import { html } from './html.js';
import { get, getAll } from './api.js';
import { amount, count, dayTime, span } from './format.js';
import { usePoll } from './poll.js';

const FIGURES = {
  VIEWERS: ['Viewers', 'at a time, in the mean', 1],
  WATCH_SECONDS: ['Watch time', 'seconds a session', 0],
  STALL_RATIO: ['Stall ratio', 'of the time watched', '%'],
  JOIN_MILLIS: ['Join time', 'median, ms', 0],
  ENGAGEMENT_PER_VIEWER_MINUTE: ['Engagement', 'a minute watched', 3],
  ORDERS_PER_VIEWER_HOUR: ['Orders', 'an hour watched', 3],
  CONVERSION: ['Conversion', 'orders / entrants', '%'],
  AVERAGE_ORDER_VALUE: ['Average order', 'revenue / orders', 2],
  REPURCHASE: ['Repurchase', 'buyers who bought before', '%'],
  COMPLAINT_RATE: ['Complaints', 'of comments', '%'],
  COVER_CTR: ['Cover CTR', 'clicks / exposures', '%'],
};

const VERDICTS = {
  DIFFERENT: ['different', 'More than noise: chance alone seldom makes as much.'],
  NOISE: ['noise', 'Chance alone makes as much.'],
  TOO_LITTLE: ['too little', 'Fewer than ten events, or fewer than six stretches of time with any.'],
};

const CUTS = [['TIME', 'time'], ['ITEM', 'agenda item'], ['PRODUCT', 'product'], ['TOPIC', 'topic'], ['HOST', 'host'], ['SUB_ROOM', 'sub-room']];

/** A change of more than this, up or down, fills its half of the bar. */
const WIDEST = 1;

function shown(figure, value) {
  const digits = FIGURES[figure]?.[2] ?? 3;
  if (value === null) return '–';
  return digits === '%' ? `${amount(value * 100, 2)} %` : amount(value, digits);
}

function signed(change) {
  return change === null ? '–' : `${change > 0 ? '+' : ''}${amount(change * 100, 1)} %`;
}

/** `ids`: rooms with commas between, or null. The first is the base. The choice is the address, so that it can be sent to others. */
export function ReportsPage({ ids }) {
  const { data, error } = usePoll('reports rooms', signal => getAll('/rooms', 'rooms', signal), 30000, []);
  const chosen = (ids ?? '').split(',').filter(Boolean).slice(0, 10);
  const begun = (data?.items ?? []).filter(room => room.startedAt)
    .sort((a, b) => Date.parse(b.startedAt) - Date.parse(a.startedAt));
  const toggle = id => {
    const next = chosen.includes(id) ? chosen.filter(one => one !== id) : [...chosen, id].slice(0, 10);
    location.hash = next.length ? `#/reports/${next.map(encodeURIComponent).join(',')}` : '#/reports';
  };
  return html`<div class="reports-page" data-testid="reports-page">
    <div class="page-head"><h1>Reports</h1>
      <span class="dim small">Choose one broadcast to see it in parts, or several to hold them against the first.</span></div>
    ${error && html`<p class="tone-bad" role="alert">${error.message}</p>`}
    ${data && !begun.length && html`<p class="empty dim">No broadcast has begun yet.</p>`}
    <div class="report-choice" role="group" aria-label="Broadcasts">
      ${begun.slice(0, 40).map(room => html`<button key=${room.id} type="button" aria-pressed=${chosen.includes(room.id)}
          onClick=${() => toggle(room.id)} data-testid="report-room" data-room=${room.id}>
        ${chosen.includes(room.id) && html`<span class="report-place mono">${chosen.indexOf(room.id) === 0 ? 'base' : chosen.indexOf(room.id)}</span>`}
        <b>${room.title}</b> <span class="dim small">${room.hostId} · ${dayTime(room.startedAt)}</span></button>`)}
    </div>
    ${chosen.length === 1 && html`<${Parts} key=${chosen[0]} roomId=${chosen[0]}/>`}
    ${chosen.length > 1 && html`<${Comparison} key=${chosen.join()} ids=${chosen}/>`}
  </div>`;
}

function Parts({ roomId }) {
  const [by, setBy] = useState('TIME');
  const { data, error } = usePoll(`report ${roomId} ${by}`, signal => get(`/rooms/${roomId}/report`, { by }, signal), 15000, [roomId, by]);
  return html`<section class="report-card" data-testid="report-parts">
    <div class="tabs" role="group" aria-label="Cut by">
      ${CUTS.map(([cut, word]) => html`<button key=${cut} type="button" aria-pressed=${cut === by} onClick=${() => setBy(cut)}
        data-testid="report-cut" data-cut=${cut}>by ${word}</button>`)}
    </div>
    ${!data && html`<p class="dim" role=${error ? 'alert' : null}>${error ? error.message : 'Reading…'}</p>`}
    ${data && html`<table class="report-table"><thead><tr><th>Part</th><th>Lasted</th><th>Viewers</th><th>Stalled</th><th>Engagement</th><th>Orders</th><th>Conversion</th><th>Differs from the rest</th></tr></thead>
      <tbody>${data.parts.map(part => html`<tr key=${part.key} data-testid="report-part">
        <th scope="row">${by === 'TIME' ? dayTime(part.key) : part.key || html`<span class="dim">nothing on</span>`}</th>
        <td>${span(part.seconds)}</td><td>${part.figures.viewing ? amount(part.figures.viewing.viewers) : '–'}</td>
        <td>${part.figures.viewing ? shown('STALL_RATIO', part.figures.viewing.stallRatio) : '–'}</td>
        <td>${amount(part.figures.counts.engagement, 0)}</td><td>${amount(part.figures.counts.orders, 0)}</td>
        <td>${shown('CONVERSION', part.figures.rates.conversion)}</td>
        <td>${part.againstTheRest.filter(it => it.verdict === 'DIFFERENT').map(it => html`<span key=${it.figure} class="report-tag">${FIGURES[it.figure]?.[0] ?? it.figure} ${signed(it.change)}</span>`)}</td>
      </tr>`)}</tbody></table>`}
  </section>`;
}

function Comparison({ ids }) {
  const { data, error } = usePoll(`report ${ids}`, signal => get('/reports/rooms', { ids: ids.join() }, signal), 15000, [ids.join()]);
  if (!data) return html`<p class="empty dim" role=${error ? 'alert' : null}>${error ? error.message : 'Reading…'}</p>`;
  return html`${data.others.map(other => html`<section class="report-card" key=${other.subject.id} data-testid="report-comparison">
    <h2>${other.subject.label} <span class="dim">against</span> ${data.base.label}</h2>
    <table class="report-table"><thead><tr><th>Figure</th><th>${data.base.label}</th><th>${other.subject.label}</th><th>Change</th><th class="report-bar-head">−100 % … +100 %, with its 95 % interval</th><th>p</th><th></th></tr></thead>
      <tbody>${other.differences.map(it => html`<${DifferenceRow} key=${it.figure} it=${it}/>`)}</tbody></table>
    ${other.viewers && html`<p class="small">${count(other.viewers.returning, 'viewer')} came again, ${amount(other.viewers.fresh, 0)} are new <span class="dim">(each ±${amount(other.viewers.error, 0)})</span></p>`}
    <p class="dim small">${other.judgedBy === 'BROADCASTS' ? 'Noise is what whole broadcasts differ by.'
      : 'Noise is what each varies by within itself. Evenings differ for other reasons too.'}</p>
  </section>`)}`;
}

function DifferenceRow({ it }) {
  const [name, unit] = FIGURES[it.figure] ?? [it.figure, ''];
  const [word, why] = VERDICTS[it.verdict] ?? [it.verdict, ''];
  return html`<tr class=${`verdict-${it.verdict.toLowerCase()}`} data-testid="report-figure" data-figure=${it.figure} data-verdict=${it.verdict}>
    <th scope="row">${name} <span class="dim small">${unit}</span></th>
    <td>${shown(it.figure, it.base)}</td><td>${shown(it.figure, it.value)}</td><td>${signed(it.change)}</td>
    <td><${Interval} it=${it}/></td>
    <td>${it.p === null ? '–' : it.p < 0.001 ? '<0.001' : amount(it.p, 3)}</td>
    <td><span class="report-verdict" title=${why}>${word}</span></td>
  </tr>`;
}

/** The change as a dot and its interval as a line, on −100 % to +100 %. */
function Interval({ it }) {
  if (it.change === null) return null;
  const x = share => 100 + 100 * Math.max(-1, Math.min(1, share / WIDEST));
  const low = x(it.changeLow ?? it.change);
  const high = x(it.changeHigh ?? it.change);
  return html`<svg class="report-bar" viewBox="0 0 200 14" role="img" aria-label=${`${signed(it.change)}, from ${signed(it.changeLow)} to ${signed(it.changeHigh)}`}>
    <line class="report-zero" x1="100" x2="100" y1="0" y2="14"/>
    <line class="report-interval" x1=${low} x2=${high} y1="7" y2="7"/>
    <circle class="report-dot" cx=${x(it.change)} cy="7" r="4"/>
  </svg>`;
}
