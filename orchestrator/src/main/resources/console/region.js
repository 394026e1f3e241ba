// A region: its agents with their load, what they run, and how far it is with emptying it.
import { html } from './html.js';
import { AgentCard } from './agents.js';
import { Bar, SIDES } from './bars.js';
import { clock, wallClock } from './format.js';
import { Maintenance, MaintenanceChip, RegionActions } from './maintenance.js';
import { useNow } from './poll.js';
import { Chip } from './status.js';

/** `fleet`: what useFleet answers. */
export function RegionPage({ regionId, fleet }) {
  const region = fleet.data?.regions.find(r => r.id === regionId);
  if (!region) return html`<${Missing} regionId=${regionId} fleet=${fleet}/>`;
  const agents = fleet.data.agents.filter(a => a.region === regionId).sort((a, b) => a.id.localeCompare(b.id));
  return html`<div class="region-page" data-testid="region-page" data-region=${region.id}>
    <${Head} region=${region} onDone=${fleet.refresh}/>
    ${region.holding && html`<p class="holding tone-warn" role="status">${region.holding}</p>`}
    <${Maintenance} of=${region.maintenance}/>
    <section class="agents" aria-label="Agents" data-testid="agents">
      ${agents.map(agent => html`<${AgentCard} key=${agent.id} agent=${agent} onDone=${fleet.refresh}/>`)}
      ${!agents.length && html`<p class="empty dim">No agent has joined this region. A sub-room that wants it will wait.</p>`}
    </section>
    <p class="dim small">as of <span class="mono">${clock(fleet.data.asOf)}</span>. Bars: what is reserved of the capacity; the mark is what was measured.</p>
  </div>`;
}

function Head({ region, onDone }) {
  const time = useNow();
  return html`<header class="room-head">
    <div class="room-name">
      <a class="back" href="#/">← Rooms</a>
      <div class="room-title-line">
        <h1>${region.id}</h1>
        <${Chip} status=${region.agentsUp ? 'UP' : 'LOST'} label=${`${region.agentsUp} of ${region.agents} agents UP`}/>
        <${MaintenanceChip} of=${region.maintenance}/>
      </div>
      <p class="room-facts dim"><span class="mono">${wallClock(time, region.timeZone)}</span><span>${region.timeZone}</span>
        <span><b>${region.assignments}</b> assignments</span></p>
    </div>
    <div class="region-bars">
      ${SIDES.map(([side, label]) => html`<${Bar} key=${side} label=${label} used=${region.reserved[side]} of=${region.capacity[side]}/>`)}
    </div>
    <${RegionActions} region=${region} onDone=${onDone}/>
  </header>`;
}

function Missing({ regionId, fleet }) {
  const why = fleet.data?.unanswered.includes(regionId)
    ? `The ledger of ${regionId} did not answer in time.`
    : fleet.data ? `There is no region ${regionId}.` : fleet.error?.message ?? `Reading ${regionId}…`;
  return html`<div class="region-page"><a class="back" href="#/">← Rooms</a><p class="empty dim" role="status">${why}</p></div>`;
}
