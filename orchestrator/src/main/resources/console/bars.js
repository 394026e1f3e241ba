// What is taken of what there is, as a bar; the three sides of a capacity.
import { html } from './html.js';
import { amount } from './format.js';

/** [field of a capacity, what it is called, field of what an agent measured or null]. */
export const SIDES = [
  ['transcodeUnits', 'Encode', 'transcodeUnits'],
  ['egressMbps', 'Egress', 'egressMbps'],
  ['slots', 'Slots', null],
];

/**
 * Reserved against capacity; it turns amber from 85 % on, since the next ladder may not fit. What was
 * measured, where it is known, is a mark on the bar.
 */
export function Bar({ label, used, of, measured = null }) {
  const share = of > 0 ? used / of : 0;
  const also = measured === null ? '' : `, ${amount(measured, 3)} measured`;
  return html`<span class="bar" title=${`${label}: ${amount(used, 3)} of ${amount(of, 3)} reserved${also}`}>
    <span class="bar-text"><span class="dim">${label}</span><span class="mono">${rounded(used)}/${rounded(of)}</span></span>
    <${Fill} share=${share} warn=${share >= 0.85} mark=${measured === null || !(of > 0) ? null : measured / of}/>
  </span>`;
}

export function Fill({ share, warn, mark = null }) {
  return html`<span class="bar-track"><span class=${`bar-fill ${warn ? 'bar-warn' : ''}`} style=${{ width: width(share) }}/>
    ${mark !== null && html`<span class="bar-mark" style=${{ left: width(mark) }}/>`}
  </span>`;
}

function width(share) {
  return `${Math.min(100, Math.max(0, share * 100)).toFixed(1)}%`;
}

/** What fits beside its label: 4.8, 23, 1,400. */
function rounded(value) {
  return amount(value, value < 10 ? 1 : 0);
}
