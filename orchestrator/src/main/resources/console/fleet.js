// The fleet in one strip: each region with its agents, what is reserved of its capacity, and its CPU.
import { html } from './html.js';
import { get } from './api.js';
import { Bar, Fill, SIDES } from './bars.js';
import { amount, clock, count, percent } from './format.js';
import { MaintenanceChip } from './maintenance.js';
import { useNow, usePoll } from './poll.js';
import { Chip } from './status.js';

/** Regions and agents, fresh every 2 s; data: {regions, agents, unanswered, asOf} or null. */
export function useFleet() {
  const load = async signal => {
    const [regions, agents] = await Promise.all([get('/regions', {}, signal), get('/agents', {}, signal)]);
    return { regions: regions.regions, agents: agents.agents, unanswered: regions.unanswered, asOf: regions.asOf };
  };
  return usePoll('fleet', load, 2000, []);
}

/** `opened`: the region whose page is shown, or null. */
export function FleetStrip({ data, opened }) {
  if (!data) return html`<section class="fleet" aria-label="Fleet"><div class="tile tile-empty dim">Fleet …</div></section>`;
  return html`<section class="fleet" aria-label="Fleet">
    ${data.regions.map(r => html`<${RegionTile} key=${r.id} region=${r} opened=${r.id === opened}
      agents=${data.agents.filter(a => a.region === r.id)}/>`)}
    ${data.unanswered.map(id => html`<div key=${id} class="tile tile-bad">
      <b>${id}</b><${Chip} status="LOST" label="NO ANSWER"/>
      <span class="small">Its ledger did not answer in time.</span>
    </div>`)}
    ${!data.regions.length && !data.unanswered.length && html`<div class="tile tile-empty dim">No region is configured.</div>`}
  </section>`;
}

function RegionTile({ region, agents, opened }) {
  const time = useNow();
  const states = ['LOST', 'SUSPECT', 'UP'].map(s => [s, agents.filter(a => a.status === s).length]).filter(([, n]) => n);
  const bad = region.agentsUp === 0 ? 'tile-bad' : states.some(([s]) => s !== 'UP') ? 'tile-warn' : '';
  const emptied = agents.filter(a => a.maintenance).length;
  return html`<a class=${`tile ${bad}`} aria-current=${opened ? 'page' : null} href=${`#/regions/${encodeURIComponent(region.id)}`}
      data-testid="region-tile" data-region=${region.id}>
    <span class="tile-head">
      <b>${region.id}</b>
      <span class="dim mono small">${clock(time, region.timeZone)}</span>
      <span class="grow"/>
      <${MaintenanceChip} of=${region.maintenance}/>
      ${emptied > 0 && html`<${Chip} small status="DRAINING" label=${`${emptied} IN MAINTENANCE`}/>`}
      ${states.map(([s, n]) => html`<${Chip} key=${s} small status=${s} label=${`${n} ${s}`}/>`)}
      ${!states.length && html`<${Chip} small status=${region.agents ? 'UP' : 'LOST'} label=${region.agents ? `${region.agentsUp}/${region.agents} UP` : 'NO AGENT'}/>`}
    </span>
    <span class="tile-bars">
      ${SIDES.map(([side, label]) => html`<${Bar} key=${side} label=${label}
        used=${region.reserved[side]} of=${region.capacity[side]}/>`)}
      <${Cpu} agents=${agents}/>
    </span>
  </a>`;
}

function Cpu({ agents }) {
  const measured = agents.filter(a => a.status !== 'LOST' && a.measured).map(a => a.measured);
  const busiest = measured.length ? Math.max(...measured.map(m => m.machineCpu)) : null;
  const cores = measured.reduce((sum, m) => sum + m.cpuCores, 0);
  const title = measured.length
    ? `Busiest machine: ${percent(busiest)} of its CPU. Agents use ${amount(cores)} cores. ${count(measured.length, 'agent')} measured.`
    : 'No agent has measured';
  return html`<span class="bar" title=${title}>
    <span class="bar-text"><span class="dim">CPU</span><span class="mono">${percent(busiest)}</span></span>
    <${Fill} share=${busiest ?? 0} warn=${busiest >= 0.9}/>
  </span>`;
}
