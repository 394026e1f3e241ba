// The agents of one region: heard or not, what they measured, what they run and what fails there.
import { html } from './html.js';
import { amount, clock, count, percent, span } from './format.js';
import { useNow } from './poll.js';
import { Chip } from './status.js';

export function AgentTable({ region, agents, asOf, onClose }) {
  const time = useNow();
  return html`<div class="agents" data-testid="agents">
    <div class="agents-head">
      <h2>Agents of ${region.id}</h2>
      <span class="dim small">as of <span class="mono">${asOf}</span></span>
      <span class="grow"/>
      <button type="button" class="button-quiet" onClick=${onClose}>Close</button>
    </div>
    ${!agents.length && html`<p class="dim">No agent has joined this region. A sub-room that wants it will wait.</p>`}
    ${agents.length > 0 && html`<div class="scroll-x"><table>
      <thead><tr><th>Agent</th><th>Status</th><th>Last seen</th><th class="num">Encode</th><th class="num">Egress Mbit/s</th>
        <th class="num">Slots</th><th class="num">CPU</th><th class="num">Sending</th><th>Assignments</th></tr></thead>
      <tbody>${agents.map(agent => html`<${AgentRow} key=${agent.id} agent=${agent} time=${time}/>`)}</tbody>
    </table></div>`}
  </div>`;
}

function seconds(at, time) {
  const s = Math.max(0, (time - Date.parse(at)) / 1000);
  return s < 60 ? `${Math.floor(s)} s` : span(s);
}

function AgentRow({ agent, time }) {
  const { capacity, reserved, measured, assignments } = agent;
  const of = side => `${amount(reserved[side], 2)} / ${amount(capacity[side], 2)}`;
  const faults = assignments.filter(a => a.state && a.state.phase !== 'RUNNING');
  return html`<tr>
    <td class="mono">${agent.id}</td>
    <td><${Chip} small status=${agent.status}/></td>
    <td class="mono" title=${agent.lastSeenAt ?? ''}>${agent.lastSeenAt ? `${clock(agent.lastSeenAt)} · ${seconds(agent.lastSeenAt, time)} ago` : 'never'}</td>
    <td class="num mono">${of('transcodeUnits')}</td>
    <td class="num mono">${of('egressMbps')}</td>
    <td class="num mono">${of('slots')}</td>
    <td class="num mono">${measured ? `${amount(measured.cpuCores)} cores · ${percent(measured.machineCpu)}` : '–'}</td>
    <td class="num mono">${measured ? `${amount(measured.egressMbps)} Mbit/s` : '–'}</td>
    <td class="agents-work">
      ${count(assignments.length, 'assignment')}
      ${faults.map(a => html`<div key=${a.id} class="small">
        <${Chip} small status=${a.state.phase}/> <span class="mono">${a.id}</span>
        ${a.state.reason && html`<span> ${a.state.reason}</span>`}
        ${a.state.stderr.length > 0 && html`<details><summary>What its process wrote</summary><pre>${a.state.stderr.join('\n')}</pre></details>`}
      </div>`)}
    </td>
  </tr>`;
}
