// Capacity booked ahead: for each region what is booked against what is available, as a picture over time, and in
// words what is missing where more is booked than available.
import { useState } from './lib.js';
import { html } from './html.js';
import { get, now } from './api.js';
import { SIDES } from './bars.js';
import { amount, clock, count, dayTime, sides } from './format.js';
import { usePoll } from './poll.js';

/** [what it is called, days, seconds of a bar] */
const RANGES = [['A day', 1, 900], ['A week', 7, 3600], ['A month', 30, 14400]];
const HEIGHT = 120;
const HEADROOM = 1.25; // so much of what is available the picture shows at least

export function CalendarPage() {
  const [range, setRange] = useState(1);
  const [, days, step] = RANGES[range];
  const load = signal => get('/calendar', { to: new Date(now() + days * 86_400_000).toISOString(), step }, signal);
  const { data, error } = usePoll('calendar', load, 10_000, [range]);
  return html`<div class="calendar-page" data-testid="calendar-page">
    <header class="room-head">
      <div class="room-name">
        <a class="back" href="#/">← Rooms</a>
        <h1>Calendar</h1>
        <p class="dim">What sub-rooms have booked ahead, against what each region has or plans to have.</p>
      </div>
      <div class="calendar-ranges" role="group" aria-label="Time shown">
        ${RANGES.map(([label], i) => html`<button key=${label} type="button" aria-pressed=${i === range}
          onClick=${() => setRange(i)}>${label}</button>`)}
      </div>
    </header>
    ${!data && html`<p class="empty dim" role="status">${error?.message ?? 'Reading the calendars…'}</p>`}
    ${data && data.regions.map(region => html`<${Region} key=${region.region} of=${region} calendar=${data}/>`)}
    ${data && data.unanswered.map(id => html`<p key=${id} class="holding tone-warn" role="status">The calendar of ${id} did not answer.</p>`)}
    ${data && html`<p class="dim small">as of <span class="mono">${clock(data.asOf)}</span>. A bar is the peak of the fullest side; the line is what is available.</p>`}
  </div>`;
}

function Region({ of, calendar }) {
  return html`<section class="calendar-region" aria-label=${`Calendar of ${of.region}`} data-testid="calendar-region" data-region=${of.region}>
    <header class="calendar-head">
      <h2>${of.region}</h2>
      <span class="dim">${count(of.bookings, 'booking')}</span>
      <span class="grow"/>
      ${SIDES.map(([side, label]) => html`<span key=${side} class="dim small">${label} <span class="mono">${amount(of.available[side], 1)}</span></span>`)}
    </header>
    <${Picture} of=${of} calendar=${calendar}/>
    <ul class="calendar-over" data-testid="calendar-over">
      ${of.overbooked.map(window => html`<li key=${window.from} class="tone-bad">
        <b>Overbooked</b> from ${dayTime(window.from)} to ${dayTime(window.to)}: ${sides(window.missing)} missing.
        <span class="dim"> ${count(window.bookings, 'booking')}, the largest ${window.largest.map(booked => html`<a key=${`${booked.roomId}/${booked.subRoomId}`}
          href=${`#/rooms/${encodeURIComponent(booked.roomId)}`}>${booked.roomId}/${booked.subRoomId}</a> `)}</span>
      </li>`)}
      ${of.moreOverbooked > 0 && html`<li class="tone-bad">And ${of.moreOverbooked} more.</li>`}
    </ul>
  </section>`;
}

/** Share of the fullest side; 1 where there is none of what is booked. */
function shareOf(booked, available) {
  return Math.max(...SIDES.map(([side]) => (booked[side] <= 0 ? 0 : available[side] > 0 ? booked[side] / available[side] : 1)));
}

function Picture({ of, calendar }) {
  const shares = of.buckets.map(bucket => shareOf(bucket.booked, of.available));
  const top = Math.max(HEADROOM, ...shares);
  const y = share => HEIGHT * (1 - share / top);
  const label = `Booked in ${of.region}: at most ${Math.round(Math.max(0, ...shares) * 100)} % of its fullest side`;
  return html`<div class="calendar-picture">
    <svg viewBox=${`0 0 ${of.buckets.length} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label=${label}>
      ${days(calendar, of.buckets.length).map(day => html`<line key=${day.x} class="calendar-day" x1=${day.x} x2=${day.x} y1="0" y2=${HEIGHT}/>`)}
      ${of.buckets.map((bucket, i) => shares[i] > 0 && html`<rect key=${bucket.from} class=${bucket.overbooked ? 'calendar-bar calendar-bar-over' : 'calendar-bar'}
        data-testid=${bucket.overbooked ? 'calendar-bar-over' : 'calendar-bar'}
        x=${i} width="1" y=${y(shares[i])} height=${HEIGHT - y(shares[i])}><title>${titleOf(bucket, of.available)}</title></rect>`)}
      <line class="calendar-available" x1="0" x2=${of.buckets.length} y1=${y(1)} y2=${y(1)}/>
    </svg>
    <div class="calendar-days" aria-hidden="true">
      ${days(calendar, of.buckets.length).map(day => html`<span key=${day.x} style=${{ left: `${(100 * day.x / of.buckets.length).toFixed(2)}%` }}>${dayTime(day.at).split(',')[0]}</span>`)}
    </div>
  </div>`;
}

function titleOf(bucket, available) {
  const sides = SIDES.map(([side, label]) => `${label} ${amount(bucket.booked[side], 1)} of ${amount(available[side], 1)}`);
  return `${dayTime(bucket.from)}: ${sides.join(', ')}${bucket.overbooked ? ': overbooked' : ''}`;
}

/** Where the browser's days begin, on the picture's scale; of a month every fourth. */
function days(calendar, buckets) {
  const from = Date.parse(calendar.from);
  const wide = buckets * calendar.stepSeconds > 10 * 86_400 ? 4 : 1;
  const midnight = new Date(from);
  midnight.setHours(24, 0, 0, 0);
  const found = [];
  for (let i = 0; ; i++) {
    const x = (midnight.getTime() - from) / 1000 / calendar.stepSeconds;
    if (x >= buckets) return found;
    if (i % wide === 0) found.push({ x, at: midnight.toISOString() });
    midnight.setDate(midnight.getDate() + 1);
  }
}
