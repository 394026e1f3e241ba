// The ingest lines of a room: what comes in, and where a publisher sends to.
import { html } from './html.js';
import { Copy } from './copy.js';
import { Chip } from './status.js';

export function Lines({ room }) {
  return html`<section class="lines" aria-label="Ingest lines">
    ${room.lines.map(line => html`<div key=${line.id} class="line" data-testid="line" data-line=${line.id} data-input=${line.input ?? ''}>
      <span class="line-name"><b>${line.id}</b> <span class="tag">${line.kind}</span>
        ${line.id === room.activeLine && room.lines.length > 1 && html`<span class="tag tag-on">active</span>`}</span>
      <span class="line-input"><${LineInput} line=${line} room=${room}/></span>
      <span class="dim">${line.agentId ? html`taken in by <span class="mono">${line.agentId}</span>${line.region !== room.sourceRegion && html` in <b>${line.region}</b>`}` : 'no agent takes it in'}</span>
      ${line.next && html`<span class="line-next" data-testid="line-next"><span class="tone-warn">goes to <span class="mono">${line.next.agentId}</span> in <b>${line.next.region}</b></span> <span class="dim">since ${line.next.cause}</span></span>`}
      ${line.next?.ingestUrl && html`<span class="line-url"><span class="tone-warn">publish to this from now on</span> <code>${line.next.ingestUrl}</code><${Copy} text=${line.next.ingestUrl}/></span>`}
      ${line.ingestUrl && html`<span class="line-url"><span class="dim">publish to</span> <code>${line.ingestUrl}</code><${Copy} text=${line.ingestUrl}/></span>`}
      ${!line.ingestUrl && line.url && html`<span class="line-url"><span class="dim">from</span> <code>${line.url}</code></span>`}
      ${line.reason && html`<span class="line-reason tone-bad">${line.reason}</span>`}
    </div>`)}
  </section>`;
}

/** What comes in on a line. */
export function LineInput({ line, room }) {
  if (line.input === 'live') return html`<${Chip} small status="LIVE" label="INPUT LIVE"/>`;
  if (line.input === 'fallback') return html`<${Chip} small status="LIVE" label="INPUT BY ANOTHER AGENT"/>`;
  if (line.input === 'slate') return html`<${Chip} small status="SLATE" label="SLATE, NO INPUT"/>`;
  return html`<${Chip} small status=${room.status === 'LIVE' ? 'FAILED' : 'SCHEDULED'} label="NOT TAKEN IN"/>`;
}
