// A room's live board: what its viewers see and do, market by market, each second; and the last minutes of it on one
// axis of time, with what was on and what happened to lines and sub-rooms.
import { useEffect, useState } from './lib.js';
import { html } from './html.js';
import { get, now } from './api.js';
import { amount, clock, percent, share } from './format.js';
import { usePoll } from './poll.js';
import { Chart } from './chart.js';
import { MetricsFeed } from './metricsfeed.js';
import { Chip } from './status.js';
import { Download } from './download.js';

const SPAN_MS = 15 * 60 * 1000;
const STEP_SECONDS = 10;
const CHARTS = [
  { id: 'viewers', title: 'Viewers', of: f => f.viewing?.viewers ?? null, text: v => amount(v, 0) },
  { id: 'stalled', title: 'Time stalled', of: f => f.viewing?.stallRatio ?? null, text: share },
  { id: 'engagement', title: 'Engagement in 10 s', of: f => f.rates.engagementPer10Seconds, text: v => amount(v, 1) },
  { id: 'orders', title: 'Orders in 10 s', of: f => f.counts.orders, text: v => amount(v, 0) },
];

/** The room, what marked its last minutes, and its figures: of each sub-room, and of all. */
async function load(roomId, signal) {
  const to = now();
  const from = new Date(to - SPAN_MS).toISOString();
  const room = await get(`/rooms/${roomId}`, {}, signal);
  const [marks, all, ...each] = await Promise.all([
    marksOf(roomId, from, signal),
    get(`/rooms/${roomId}/metrics`, { from, step: STEP_SECONDS }, signal),
    ...room.subRoomIds.map(subRoomId => get(`/rooms/${roomId}/metrics`, { from, step: STEP_SECONDS, subRoomId }, signal)),
  ]);
  return { room, marks, all, each: room.subRoomIds.map((id, i) => ({ id, view: each[i] })) };
}

/** A room without a past has no timeline of that time yet. */
async function marksOf(roomId, from, signal) {
  const kinds = 'LINE,AGENDA,SUB_ROOM,ALERT';
  return get(`/rooms/${roomId}/timeline`, { from, kinds }, signal).then(view => view.marks, error => {
    if (error.kind === 'signedOut') throw error;
    return [];
  });
}

export function LivePage({ roomId }) {
  const { data, error } = usePoll('figures', signal => load(roomId, signal), STEP_SECONDS * 1000, [roomId]);
  const [feed, setFeed] = useState({ frame: null, phase: 'connecting' });
  useEffect(() => {
    const live = new MetricsFeed(roomId, setFeed).start();
    return () => live.stop();
  }, [roomId]);
  const back = `#/rooms/${encodeURIComponent(roomId)}`;
  if (!data) {
    return html`<div class="live-page"><a class="back" href=${back}>← Room</a>
      <p class="empty dim" role=${error ? 'alert' : null}>${error ? error.message : `Reading the figures of ${roomId}…`}</p></div>`;
  }
  return html`<div class="live-page" data-testid="live-page">
    <header class="room-head">
      <div class="room-name">
        <a class="back" href=${back}>← ${data.room.title}</a>
        <div class="room-title-line"><h1>Figures</h1><${Chip} status=${data.room.status}/>
          <span class="dim small" data-testid="live-phase">${feed.phase === 'live' ? `live, ${clock(feed.frame?.at)}` : feed.phase}</span></div>
      </div>
      <${Download} path=${`/rooms/${roomId}/metrics`} query=${() => ({ from: new Date(now() - SPAN_MS).toISOString(), step: STEP_SECONDS })} testid="live-csv">CSV of these 15 minutes<//>
      <div class="live-now"><span class="dim">Viewers now</span><b class="mono" data-testid="viewers-now">${amount(feed.frame?.room.viewers ?? null, 0)}</b></div>
    </header>
    <${Board} frame=${feed.frame}/>
    <div class="live-charts">${CHARTS.map(chart => html`<${ChartOf} key=${chart.id} chart=${chart} data=${data}/>`)}</div>
  </div>`;
}

function Board({ frame }) {
  if (!frame) return html`<p class="empty dim">Waiting for the first second…</p>`;
  const rows = [...frame.subRooms.map(each => ({ id: each.subRoomId, newest: each.newest })), { id: 'room', newest: frame.room, all: true }];
  return html`<table class="live-board" data-testid="live-board">
    <thead><tr><th>Last minute</th><th>Viewers now</th><th>Joins</th><th>Stalled</th><th title="How old the newest picture is that players can have">Latency</th><th>Join p95</th><th>Buffer p50</th>
      <th>Engagement</th><th>Orders</th><th>Conversion</th><th>Complaints</th></tr></thead>
    <tbody>${rows.map(row => html`<${BoardRow} key=${row.id} row=${row}/>`)}</tbody>
  </table>`;
}

function BoardRow({ row }) {
  const { viewers, lastMinute } = row.newest;
  const seen = lastMinute.viewing;
  const seconds = spread => (spread ? `${amount(spread / 1000, 1)} s` : '–');
  return html`<tr data-testid="live-row" data-sub-room=${row.id} class=${row.all ? 'live-total' : ''}>
    <th>${row.all ? 'All together' : row.id}</th>
    <td class="mono">${amount(viewers, 0)}</td>
    <td class="mono">${amount(seen?.joins ?? null, 0)}</td>
    <td class=${`mono ${tone(seen?.stallRatio)}`}>${share(seen?.stallRatio)}</td>
    <td class="mono">${seconds(seen?.latencyMillis)}</td>
    <td class="mono">${seconds(seen?.joinMillis?.p95)}</td>
    <td class="mono">${seconds(seen?.bufferMillis?.p50)}</td>
    <td class="mono">${amount(lastMinute.counts.engagement, 0)}</td>
    <td class="mono">${amount(lastMinute.counts.orders, 0)}</td>
    <td class="mono">${share(lastMinute.rates.conversion)}</td>
    <td class="mono">${percent(lastMinute.rates.complaintRate)}</td>
  </tr>`;
}

/** Viewers leave when the picture stands still for more than a few seconds in a minute. */
function tone(ratio) {
  return ratio > 0.05 ? 'tone-bad' : ratio > 0.01 ? 'tone-warn' : '';
}

function ChartOf({ chart, data }) {
  const lines = [{ id: 'all together', view: data.all }, ...data.each];
  const times = [...new Set(lines.flatMap(line => line.view.points.map(point => Date.parse(point.from) / 1000)))].sort((a, b) => a - b);
  const series = lines.map(line => {
    const at = new Map(line.view.points.map(point => [Date.parse(point.from) / 1000, chart.of(point.figures)]));
    return times.map(time => at.get(time) ?? null);
  });
  const marks = data.marks.map(mark => ({ at: Date.parse(mark.at) / 1000, kind: mark.kind, text: `${clock(mark.at)} ${mark.entity}: ${mark.type} ${mark.reason ?? ''}` }));
  return html`<figure class="live-chart" data-testid=${`chart-${chart.id}`}>
    <figcaption>${chart.title}</figcaption>
    ${times.length ? html`<${Chart} times=${times} names=${lines.map(line => line.id)} series=${series} text=${chart.text} marks=${marks} spanSeconds=${SPAN_MS / 1000} until=${Date.parse(data.all.to) / 1000}/>`
    : html`<p class="empty dim">Nothing was counted in the last 15 minutes.</p>`}
  </figure>`;
}
