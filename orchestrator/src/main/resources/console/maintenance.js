// Emptying agents and regions: how far it is, what waits and why, and the buttons for it.
import { html } from './html.js';
import { clock, count, relative } from './format.js';
import { useNow } from './poll.js';
import { Chip } from './status.js';
import { useVerbs } from './dialog.js';

const FORCE = 'At the deadline, stop what has found no other place. Its viewers lose the picture.';
const RESTORE = {
  label: 'Restore', busy: 'Restoring…', danger: false, keep: 'Not yet', confirm: 'Take what comes again',
  says: 'What has moved stays where it is, and what has not moved yet stays here.',
};
const AGENT = {
  drain: {
    label: 'Drain', busy: 'Draining…', confirm: 'Drain the agent', deadline: 10, force: FORCE,
    says: 'It takes nothing new. What it runs moves to other agents, a few at a time: the new place plays before '
      + 'viewers are sent there. What finds no agent in the region is asked to go to another region.',
  },
  restore: RESTORE,
};
const REGION = {
  drain: {
    label: 'Drain', busy: 'Draining…', confirm: 'Drain the region', deadline: 240, danger: false,
    says: 'It takes nothing new. What runs there stays until it ends by itself.',
  },
  evacuate: {
    label: 'Evacuate', busy: 'Evacuating…', confirm: 'Evacuate the region', deadline: 30, force: FORCE,
    says: 'It takes nothing new. What runs there moves to other regions, a few at a time: the new place plays before '
      + 'viewers are sent there.',
  },
  restore: RESTORE,
};

export function AgentActions({ agent, onDone }) {
  const wanted = agent.maintenance ? ['restore'] : ['drain'];
  return html`<${Buttons} path=${`/agents/${encodeURIComponent(agent.id)}`} verbs=${AGENT} wanted=${wanted} title=${agent.id} onDone=${onDone}/>`;
}

export function RegionActions({ region, onDone }) {
  const kind = region.maintenance?.kind;
  const wanted = kind === 'EVACUATE' ? ['restore'] : kind ? ['evacuate', 'restore'] : ['drain', 'evacuate'];
  return html`<${Buttons} path=${`/regions/${encodeURIComponent(region.id)}`} verbs=${REGION} wanted=${wanted} title=${region.id} onDone=${onDone}/>`;
}

function Buttons({ path, verbs, wanted, title, onDone }) {
  const { busy, press, over } = useVerbs(path, verbs, onDone);
  return html`<div class="actions">
    ${wanted.map(name => html`<button key=${name} type="button" disabled=${busy !== null}
      class=${verbs[name].danger === false ? '' : 'button-danger'} data-testid=${`verb-${name}`}
      onClick=${() => press(name)}>${busy === name ? verbs[name].busy : verbs[name].label}</button>`)}
    ${over(title)}
  </div>`;
}

/** DRAINING 12/40, EVACUATED; nothing without maintenance. */
export function MaintenanceChip({ of }) {
  if (!of) return null;
  const stem = of.kind === 'DRAIN' ? 'DRAIN' : 'EVACUAT';
  if (of.doneAt) return html`<${Chip} small status=${`${stem}ED`}/>`;
  return html`<${Chip} small status=${`${stem}ING`} label=${`${stem}ING ${of.moved}/${of.total}`}/>`;
}

/** What is done, how far it is, and what waits. */
export function Maintenance({ of }) {
  const time = useNow();
  if (!of) return null;
  const share = n => ({ width: `${of.total ? (100 * n) / of.total : 100}%` });
  const verb = of.kind === 'DRAIN' ? 'Drained' : 'Evacuated';
  return html`<div class="upkeep" data-testid="maintenance" data-done=${String(Boolean(of.doneAt))}>
    <p class="upkeep-line">
      <b>${of.doneAt ? `${verb} at ${clock(of.doneAt)}` : `Is being ${verb.toLowerCase()}`}</b>
      <span class="dim">since ${clock(of.since)} by ${of.by}${of.reason ? `: ${of.reason}` : ''}</span>
      ${!of.doneAt && html`<span class=${Date.parse(of.deadline) < time ? 'tone-warn' : 'dim'}>deadline <span class="mono">${clock(of.deadline)}</span>,
        ${' '}${relative(of.deadline, time)}${of.force ? ', then what is left is stopped' : ''}</span>`}
    </p>
    <span class="upkeep-track" role="progressbar" aria-valuemin="0" aria-valuemax=${of.total} aria-valuenow=${of.moved}>
      <span class="upkeep-moved" style=${share(of.moved)}/>${of.moving > 0 && html`<span class="upkeep-moving" style=${share(of.moving)}/>`}
    </span>
    <p class="small" data-testid="maintenance-progress">${progress(of)}</p>
    ${of.waiting.length > 0 && html`<table class="upkeep-waiting"><tbody>
      ${of.waiting.map(w => html`<tr key=${w.assignmentId} data-testid="waiting"><td class="mono">${w.assignmentId}</td><td>${w.reason}</td></tr>`)}
    </tbody></table>`}
  </div>`;
}

/** moved 12 of 40 · 4 moving · 2 waiting */
export function progress(of) {
  const parts = [`moved ${of.moved} of ${of.total}`];
  if (of.doneAt) return parts[0];
  if (of.moved === of.total) return `${parts[0]} · the last viewers are leaving`;
  parts.push(`${of.moving} moving`);
  const turn = of.total - of.moved - of.moving - of.waiting.length;
  if (of.waiting.length) parts.push(`${of.waiting.length} waiting`);
  if (turn > 0) parts.push(`${count(turn, 'assignment')} to go`);
  return parts.join(' · ');
}
