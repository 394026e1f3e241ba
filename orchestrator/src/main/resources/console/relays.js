// Which region reads a line from which, and from where when that fails.
import { html } from './html.js';

export function Relays({ room }) {
  const hops = room.relays ?? [];
  if (!hops.length) return null;
  return html`<section class="lines relays" aria-label="Relays">
    ${hops.map(hop => html`<div key=${`${hop.lineId} ${hop.region}`} class="line" data-testid="relay" data-region=${hop.region} data-from=${hop.from ?? ''}>
      <span class="line-name"><b>${hop.region}</b>${room.lines.length > 1 && html` <span class="tag">${hop.lineId}</span>`}</span>
      <span class="line-input" title=${hop.why}>reads <b>${hop.from ?? 'nobody knows where'}</b>${!hop.confirmed && html` <span class="tag">not confirmed</span>`}</span>
      <span class="dim">${hop.why}</span>
      <span title=${hop.fallbackWhy}>${hop.fallback ? html`falls back on <b>${hop.fallback}</b>` : html`<span class="dim">no fallback</span>`}</span>
    </div>`)}
  </section>`;
}
