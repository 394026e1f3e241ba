// Why a sub-room runs where it runs: the choice, and every place that lost.
import { html } from './html.js';
import { amount, clock, sides } from './format.js';

export function WhyHere({ subRoom }) {
  const { placement } = subRoom;
  const title = placement?.missing ? 'Why nowhere' : 'Why here';
  return html`<details class="why" data-testid="why-here">
    <summary>${title}<span class="why-short dim">${placement ? placement.reason : 'no place was chosen yet'}</span></summary>
    ${placement && html`<div class="why-body">
      <p>${placement.reason}</p>
      <dl class="why-facts">
        <div><dt>Needs</dt><dd>${sides(placement.wanted)}</dd></div>
        ${placement.missing && html`<div class="tone-bad"><dt>Short of</dt><dd>${sides(placement.missing)}</dd></div>`}
        <div><dt>Decided</dt><dd class="mono" title=${placement.decidedAt}>${clock(placement.decidedAt)}</dd></div>
      </dl>
      ${placement.candidates.length > 0 && html`<table class="why-table">
        <thead><tr><th>Place</th><th class="num" title="US dollars for an hour of broadcast">$/h</th><th>Verdict</th></tr></thead>
        ${placement.candidates.map(c => html`<${Candidate} key=${`${c.kind}/${c.id}`} candidate=${c}/>`)}
      </table>`}
    </div>`}
  </details>`;
}

/** What each term of a cost stands for. */
const TERMS = {
  egress: "What is sent to the viewers' networks",
  latency: "The viewers' round trips to the region",
  relay: 'A copy of the line to where it is not yet',
  move: 'Taking it from where it runs',
  balance: 'How full the place would be',
  stale: 'What was just sent there and is not in its books yet',
};

const MARKS = { chosen: '✓', costlier: '–', impossible: '✕' };

function Candidate({ candidate }) {
  const { kind, id, cost, verdict, reason, terms } = candidate;
  const parts = Object.entries(terms ?? {}).sort((a, b) => b[1] - a[1]);
  return html`<tbody class=${`verdict-${verdict}`}>
    <tr><td><span class="dim">${kind}</span> <b>${id}</b></td><td class="num mono">${cost === null ? '–' : amount(cost, 3)}</td>
      <td>${MARKS[verdict] ?? ''} ${verdict}</td></tr>
    <tr class="why-reason"><td colspan="3">${reason}
      ${parts.length > 0 && html`<ul class="why-terms">${parts.map(([name, value]) =>
        html`<li key=${name} title=${TERMS[name] ?? ''}>${name} <span class="mono">${amount(value, 4)}</span></li>`)}</ul>`}
    </td></tr>
  </tbody>`;
}
