// The agents of one region: heard or not, what is reserved and measured on each side, what each runs
// and in which role, what fails there, and how far a drain is.
import { html } from './html.js';
import { Bar, SIDES } from './bars.js';
import { amount, clock, count, percent, sides, span } from './format.js';
import { AgentActions, Maintenance, MaintenanceChip } from './maintenance.js';
import { useNow } from './poll.js';
import { Chip } from './status.js';

const ROLES = ['ACTIVE', 'NEXT', 'LEAVING'];

export function AgentCard({ agent, onDone }) {
  const time = useNow();
  const { capacity, reserved, measured, maintenance } = agent;
  const heard = agent.status !== 'LOST' && measured;
  return html`<article class="agent" data-testid="agent" data-agent=${agent.id} data-status=${agent.status} aria-label=${`Agent ${agent.id}`}>
    <header class="agent-head">
      <h3 class="mono">${agent.id}</h3>
      <${Chip} small status=${agent.status}/>
      <${MaintenanceChip} of=${maintenance}/>
      <span class="dim small" title=${agent.lastSeenAt ?? ''}>${agent.lastSeenAt ? `heard ${ago(agent.lastSeenAt, time)} ago` : 'not heard'}</span>
      ${heard && html`<span class="dim small">uses ${amount(measured.cpuCores)} cores · its machine ${percent(measured.machineCpu)}</span>`}
      <span class="grow"/>
      <${AgentActions} agent=${agent} onDone=${onDone}/>
    </header>
    <div class="agent-bars">
      ${SIDES.map(([side, label, measures]) => html`<${Bar} key=${side} label=${label} used=${reserved[side]} of=${capacity[side]}
        measured=${heard && measures ? measured[measures] : null}/>`)}
    </div>
    <${Maintenance} of=${maintenance}/>
    <${Assignments} assignments=${agent.assignments}/>
  </article>`;
}

function ago(at, time) {
  const s = Math.max(0, (time - Date.parse(at)) / 1000);
  return s < 60 ? `${Math.floor(s)} s` : span(s);
}

/** Open where something is not as it should be. */
function Assignments({ assignments }) {
  if (!assignments.length) return html`<p class="dim small">It runs nothing.</p>`;
  const sorted = [...assignments].sort((a, b) => ROLES.indexOf(a.role) - ROLES.indexOf(b.role) || a.id.localeCompare(b.id));
  const faults = assignments.filter(a => a.state && a.state.phase !== 'RUNNING').length;
  const parts = ROLES.map(role => [role, assignments.filter(a => a.role === role).length]).filter(([, n]) => n);
  return html`<details class="agent-work" open=${faults > 0 || assignments.length <= 12}>
    <summary>${count(assignments.length, 'assignment')} <span class="dim">${parts.length > 1 && parts.map(([role, n]) => `${n} ${role}`).join(' · ')}</span></summary>
    <div class="scroll-x"><table>
      <thead><tr><th>Role</th><th>What</th><th>Room or session</th><th>Phase</th></tr></thead>
      <tbody>${sorted.map(a => html`<${Assignment} key=${`${a.id} ${a.role}`} assignment=${a}/>`)}</tbody>
    </table></div>
  </details>`;
}

const WHAT = {
  RELAY: a => html`line <b>${a.lineId}</b>`,
  TRANSCODE: a => html`sub-room <b>${a.subRoomId}</b>`,
  MIX: a => html`mix of <b>${a.state?.stage?.seats.length ?? '…'}</b>`,
};

function Assignment({ assignment: a }) {
  const { state } = a;
  return html`<tr data-testid="assignment" data-role=${a.role} data-assignment=${a.id} title=${`Takes ${sides(a.cost)}`}>
    <td><${Chip} small status=${a.role}/></td>
    <td>${WHAT[a.kind](a)}</td>
    <td><a class="mono small" href=${`#/${a.kind === 'MIX' ? 'sessions' : 'rooms'}/${a.roomId}`}>${a.roomId}</a></td>
    <td>
      ${state ? html`<${Chip} small status=${state.phase}/>` : html`<span class="dim">not reported yet</span>`}
      ${state?.watched === true && html` <span class="tag">watched</span>`}
      ${state?.input && html` <span class="tag">${state.input}</span>`}
      ${state?.reason && html`<span class="agent-why"> ${state.reason}</span>`}
      ${state?.stderr.length > 0 && html`<details><summary>What its process wrote</summary><pre>${state.stderr.join('\n')}</pre></details>`}
    </td>
  </tr>`;
}
