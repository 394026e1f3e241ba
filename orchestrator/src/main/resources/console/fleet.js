// The fleet in one strip: each region with its agents, what is reserved of its capacity, and its CPU.
import { useState } from './lib.js';
import { html } from './html.js';
import { get } from './api.js';
import { amount, clock, count, percent } from './format.js';
import { useNow, usePoll } from './poll.js';
import { Chip } from './status.js';
import { AgentTable } from './agents.js';

const SIDES = [
  ['transcodeUnits', 'Encode'],
  ['egressMbps', 'Egress'],
  ['slots', 'Slots'],
];

export function FleetStrip() {
  const load = async signal => {
    const [regions, agents] = await Promise.all([get('/regions', {}, signal), get('/agents', {}, signal)]);
    return { regions: regions.regions, agents: agents.agents, unanswered: regions.unanswered, asOf: regions.asOf };
  };
  const { data } = usePoll('fleet', load, 2000, []);
  const [opened, setOpened] = useState(null);
  if (!data) return html`<section class="fleet" aria-label="Fleet"><div class="tile tile-empty dim">Fleet …</div></section>`;
  const region = data.regions.find(r => r.id === opened);
  return html`<section class="fleet-section" aria-label="Fleet">
    <div class="fleet">
      ${data.regions.map(r => html`<${RegionTile} key=${r.id} region=${r} opened=${r.id === opened}
        agents=${data.agents.filter(a => a.region === r.id)}
        onToggle=${() => setOpened(r.id === opened ? null : r.id)}/>`)}
      ${data.unanswered.map(id => html`<div key=${id} class="tile tile-bad">
        <b>${id}</b><${Chip} status="LOST" label="NO ANSWER"/>
        <span class="small">Its ledger did not answer in time.</span>
      </div>`)}
      ${!data.regions.length && !data.unanswered.length && html`<div class="tile tile-empty dim">No region is configured.</div>`}
    </div>
    ${region && html`<${AgentTable} region=${region} agents=${data.agents.filter(a => a.region === region.id)}
      asOf=${clock(data.asOf)} onClose=${() => setOpened(null)}/>`}
  </section>`;
}

function RegionTile({ region, agents, opened, onToggle }) {
  const time = useNow();
  const states = ['LOST', 'SUSPECT', 'UP'].map(s => [s, agents.filter(a => a.status === s).length]).filter(([, n]) => n);
  const bad = region.agentsUp === 0 ? 'tile-bad' : states.some(([s]) => s !== 'UP') ? 'tile-warn' : '';
  return html`<button type="button" class=${`tile ${bad}`} aria-expanded=${opened} onClick=${onToggle}
      data-testid="region-tile" data-region=${region.id}>
    <span class="tile-head">
      <b>${region.id}</b>
      <span class="dim mono small">${clock(time, region.timeZone)}</span>
      <span class="grow"/>
      ${states.map(([s, n]) => html`<${Chip} key=${s} small status=${s} label=${`${n} ${s}`}/>`)}
      ${!states.length && html`<${Chip} small status=${region.agents ? 'UP' : 'LOST'} label=${region.agents ? `${region.agentsUp}/${region.agents} UP` : 'NO AGENT'}/>`}
    </span>
    <span class="tile-bars">
      ${SIDES.map(([side, label]) => html`<${Bar} key=${side} label=${label}
        used=${region.reserved[side]} of=${region.capacity[side]}/>`)}
      <${Cpu} agents=${agents}/>
    </span>
  </button>`;
}

/** Reserved against capacity; it turns amber from 85 % on, since the next ladder may not fit. */
function Bar({ label, used, of }) {
  const share = of > 0 ? used / of : 0;
  return html`<span class="bar" title=${`${label}: ${amount(used, 3)} of ${amount(of, 3)} reserved`}>
    <span class="bar-text"><span class="dim">${label}</span><span class="mono">${rounded(used)}/${rounded(of)}</span></span>
    <${Fill} share=${share} warn=${share >= 0.85}/>
  </span>`;
}

/** What fits beside its label: 4.8, 23, 1,400. */
function rounded(value) {
  return amount(value, value < 10 ? 1 : 0);
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

function Fill({ share, warn }) {
  const width = `${Math.min(100, Math.max(0, share * 100)).toFixed(1)}%`;
  return html`<span class="bar-track"><span class=${`bar-fill ${warn ? 'bar-warn' : ''}`} style=${{ width }}/></span>`;
}
