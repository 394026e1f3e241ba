// How a room and all that belongs to it stood at an instant, read from its past.
import { useEffect, useState } from './lib.js';
import { html } from './html.js';
import { get } from './api.js';
import { clock, clockMillis } from './format.js';
import { Lines } from './lines.js';
import { Chip } from './status.js';

/** While the slider moves, only where it rests is asked for. */
const REST_MS = 120;

/** The replay at an instant (ms); while the next one is read, the last one stays. */
function useReplay(roomId, at) {
  const [state, setState] = useState({ replay: null, error: null });
  useEffect(() => {
    const controller = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const replay = await get(`/rooms/${roomId}/replay`, { at: new Date(at).toISOString() }, controller.signal);
        if (!controller.signal.aborted) setState({ replay, error: null });
      } catch (error) {
        if (!controller.signal.aborted) setState(old => ({ ...old, error }));
      }
    }, REST_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [roomId, at]);
  return state;
}

export function ReplayPanel({ roomId, at }) {
  const { replay, error } = useReplay(roomId, at);
  const isShown = replay && Date.parse(replay.at) === at;
  return html`<section class=${`replay ${isShown ? '' : 'replay-waits'}`} aria-label="As it stood" data-testid="replay" data-at=${replay ? Date.parse(replay.at) : ''}>
    <header class="replay-head">
      <h2>At <span class="mono">${clockMillis(at)}</span></h2>
      ${replay && html`<${Chip} status=${replay.room.status} data-testid="replay-room"/>`}
      ${replay && html`<span class="dim small">after event ${replay.sequence} of <span class="mono">${clockMillis(replay.lastEventAt)}</span></span>`}
      <span class="grow"/>
      ${replay?.session && html`<span class="dim" data-testid="replay-session">${replay.session.heldUntil ? 'held for' : 'in'} session <span class="mono">${replay.session.sessionId}</span></span>`}
      <span data-testid="replay-on-air">${replay && onAir(replay.onAir)}</span>
    </header>
    ${error && html`<p class="tone-bad" role="alert">${error.message}</p>`}
    ${replay && html`<${Lines} room=${replay.room}/>`}
    ${replay && html`<${SubRooms} subRooms=${replay.subRooms}/>`}
  </section>`;
}

function onAir(span) {
  if (!span) return html`<span class="dim">nothing on the agenda</span>`;
  const { item } = span;
  const about = [item.topic, item.productId && `product ${item.productId}`, item.hostId && `host ${item.hostId}`].filter(Boolean).join(', ');
  return html`<span><span class="dim">on air</span> <b>${item.id}</b> ${about} <span class="dim small">since ${clock(span.from)}${span.planned ? ', by the plan' : ''}</span></span>`;
}

function SubRooms({ subRooms }) {
  if (!subRooms.length) return html`<p class="dim">There was no sub-room yet.</p>`;
  return html`<div class="scroll-x"><table class="replay-table">
    <thead><tr><th>Market</th><th>State</th><th>Region</th><th>Agent</th><th class="num">Epoch</th><th>Why</th></tr></thead>
    <tbody>${subRooms.map(it => html`<tr key=${it.id} data-testid="replay-sub-room" data-sub-room=${it.id} data-status=${it.status}>
      <td><b>${it.market}</b> <span class="dim small">${it.locale}</span></td>
      <td><${Chip} small status=${it.status}/></td>
      <td class="mono">${it.region ?? '–'}</td>
      <td class="mono">${it.agentId ?? '–'}</td>
      <td class="num mono">${it.epoch || '–'}</td>
      <td>${it.reason ?? (it.move ? html`<span class="tone-busy">moves to ${it.move.region ?? 'another region'}: ${it.move.cause}</span>` : html`<span class="dim">${it.placement?.reason ?? ''}</span>`)}</td>
    </tr>`)}</tbody>
  </table></div>`;
}
