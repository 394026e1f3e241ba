// Rebalances: what the fleet does by itself, what it suggests, what is moving now, and what was moved.
import { useState } from './lib.js';
import { html } from './html.js';
import { get, post } from './api.js';
import { amount, clock, count, dayTime, percent } from './format.js';
import { Refusal, useVerbs } from './dialog.js';
import { usePoll } from './poll.js';
import { Chip } from './status.js';

const KINDS = {
  NO_PLACE: 'make room for what has no place',
  HOT_AGENTS: 'relieve what is hot',
  COST: 'make it cheaper',
};
const MODES = { OFF: 'off', SUGGEST: 'only suggested', AUTO: 'carried out' };
const CANCEL = {
  cancel: {
    label: 'Stop', busy: 'Stopping…', confirm: 'Begin no further move', keep: 'Go on',
    says: 'Moves that are under way come to their end, since their viewers may be on the way already.',
  },
};

/** #/rebalances, and #/rebalances/{id} for one of them. */
export function RebalancesPage({ id }) {
  const list = usePoll('rebalances', signal => get('/rebalances', {}, signal), 2000, []);
  const [dry, setDry] = useState(null);
  const all = list.data?.rebalances ?? [];
  const shown = id ?? all.find(one => one.state === 'RUNNING' || one.state === 'STOPPING')?.id ?? all[0]?.id ?? null;
  return html`<div class="region-page" data-testid="rebalances-page">
    <header class="room-head">
      <div class="room-name">
        <a class="back" href="#/">← Rooms</a>
        <h1>Rebalances</h1>
        ${list.data && html`<p class="room-facts dim">By itself the fleet:
          ${Object.entries(KINDS).map(([kind, words]) => html`<span key=${kind}>${words}: <b>${MODES[list.data.modes[kind]] ?? '–'}</b></span>`)}</p>`}
      </div>
      <span class="grow"/>
      <${Ask} onDry=${setDry} onDone=${list.refresh}/>
    </header>
    ${dry && html`<${Rebalance} one=${dry} onClose=${() => setDry(null)}/>`}
    ${!dry && shown && html`<${One} key=${shown} id=${shown} onDone=${list.refresh}/>`}
    ${list.data && !all.length && html`<p class="empty dim">Nothing was rebalanced yet.</p>`}
    ${all.length > 0 && html`<${History} all=${all} shown=${dry ? null : shown}/>`}
  </div>`;
}

/** Ask what would be moved; carry it out. */
function Ask({ onDry, onDone }) {
  const [busy, setBusy] = useState(null);
  const [error, setError] = useState(null);
  const ask = async (name, body) => {
    setBusy(name);
    setError(null);
    try {
      const view = await post('/rebalances', body);
      onDry(body.dryRun ? view : null);
      if (!body.dryRun) location.hash = `#/rebalances/${view.id}`;
    } catch (failure) {
      setError({ name, failure });
    }
    setBusy(null);
    onDone();
  };
  return html`<div class="actions">
    <button type="button" disabled=${busy !== null} data-testid="rebalance-dry"
      onClick=${() => ask('Show what would move', { dryRun: true })}>${busy ? 'Planning…' : 'Show what would move'}</button>
    <button type="button" class="button-main" disabled=${busy !== null} data-testid="rebalance-start"
      onClick=${() => ask('Rebalance', {})}>Rebalance</button>
    ${error && html`<${Refusal} label=${error.name} failure=${error.failure} onClose=${() => setError(null)}/>`}
  </div>`;
}

function One({ id, onDone }) {
  const { data, error, refresh } = usePoll('rebalance', signal => get(`/rebalances/${encodeURIComponent(id)}`, {}, signal), 2000, [id]);
  const { busy, press, over } = useVerbs(`/rebalances/${encodeURIComponent(id)}`, CANCEL, () => { refresh(); onDone(); });
  if (!data) return html`<p class="empty dim" role="status">${error?.message ?? 'Reading…'}</p>`;
  return html`<${Rebalance} one=${data}>
    ${data.state === 'RUNNING' && html`<button type="button" class="button-danger" disabled=${busy !== null} data-testid="rebalance-cancel"
      onClick=${() => press('cancel')}>${busy ? CANCEL.cancel.busy : CANCEL.cancel.label}</button>`}
    ${over(data.summary)}
  <//>`;
}

function Rebalance({ one, children, onClose }) {
  const share = n => ({ width: `${one.total ? (100 * n) / one.total : 100}%` });
  const moving = one.moves?.filter(move => move.state === 'MOVING').length ?? 0;
  return html`<section class="upkeep" data-testid="rebalance" data-state=${one.state} data-done=${String(one.endedAt !== null)}>
    <p class="upkeep-line"><${Chip} status=${one.state}/> <b>${one.summary}</b>
      <span class="grow"/>${children}${onClose && html`<button type="button" class="button-quiet" onClick=${onClose}>Close</button>`}</p>
    <p class="upkeep-line dim"><span>${one.cause}</span><span>by ${one.by}</span>
      <span>${dayTime(one.startedAt)}${one.endedAt ? ` to ${clock(one.endedAt)}` : ''}</span>
      ${one.ended && html`<span class="tone-warn">${one.ended}</span>`}</p>
    ${one.id && one.total > 0 && html`<span class="upkeep-track" role="progressbar" aria-valuemin="0" aria-valuemax=${one.total} aria-valuenow=${one.done}>
      <span class="upkeep-moved" style=${share(one.done)}/>${moving > 0 && html`<span class="upkeep-moving" style=${share(moving)}/>`}
    </span>
    <p class="small" data-testid="rebalance-progress">moved ${one.done} of ${one.total}${moving ? ` · ${moving} moving` : ''}${one.failed ? ` · ${one.failed} not` : ''}</p>`}
    <${Figures} one=${one}/>
    ${one.moves?.length > 0 && html`<${Moves} moves=${one.moves}/>`}
  </section>`;
}

/** The fleet before, as expected, and after. */
function Figures({ one }) {
  const rows = [['before', one.before], ['expected', one.expected], ['after', one.after]].filter(([, of]) => of);
  return html`<div class="scroll-x"><table>
    <thead><tr><th/><th class="num">$ an hour</th><th class="num">running</th><th class="num">without a place</th><th>hottest agent</th></tr></thead>
    <tbody>${rows.map(([when, of]) => html`<tr key=${when}>
      <td class="dim">${when}</td><td class="num">${amount(of.costPerHour, 2)}</td><td class="num">${of.running}</td>
      <td class=${`num ${of.withoutPlace ? 'tone-bad' : ''}`}>${of.withoutPlace}</td>
      <td>${of.hottestAgent ? html`<span class="mono">${of.hottestAgent}</span> ${percent(of.hottestHeat)}` : '–'}</td>
    </tr>`)}</tbody>
  </table></div>`;
}

function Moves({ moves }) {
  return html`<div class="scroll-x"><table>
    <thead><tr><th>State</th><th>Sub-room</th><th>From</th><th>To</th><th class="num">Viewers</th><th>Why</th></tr></thead>
    <tbody>${moves.map(move => html`<tr key=${`${move.roomId} ${move.subRoomId}`} data-testid="rebalance-move" data-state=${move.state}>
      <td><${Chip} small status=${move.state}/></td>
      <td><a class="mono small" href=${`#/rooms/${move.roomId}`}>${move.roomId}</a> <b>${move.subRoomId}</b></td>
      <td class="mono small">${move.fromAgentId}</td>
      <td class="mono small">${move.toAgentId ?? move.toRegion}</td>
      <td class="num">${amount(move.viewers, 0)}</td>
      <td>${move.reason}${move.outcome && html`<span class="agent-why"> ${move.outcome}</span>`}</td>
    </tr>`)}</tbody>
  </table></div>`;
}

function History({ all, shown }) {
  return html`<section aria-label="History"><h2>History</h2><div class="scroll-x"><table data-testid="rebalance-history">
    <thead><tr><th>State</th><th>Started</th><th>Moved</th><th class="num">$ an hour</th><th>Cause</th><th>What</th></tr></thead>
    <tbody>${all.map(one => html`<tr key=${one.id} data-testid="rebalance-row" aria-current=${one.id === shown ? 'true' : null}>
      <td><${Chip} small status=${one.state}/></td>
      <td><a href=${`#/rebalances/${one.id}`}>${dayTime(one.startedAt)}</a></td>
      <td>${one.done} of ${count(one.total, 'move')}</td>
      <td class="num">${amount(one.before.costPerHour, 2)} → ${amount((one.after ?? one.expected).costPerHour, 2)}</td>
      <td>${one.cause}</td><td>${one.ended ?? one.summary}</td>
    </tr>`)}</tbody>
  </table></div></section>`;
}
