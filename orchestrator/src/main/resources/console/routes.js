// Where the viewers of each sub-room are sent, and why. Asked only while it is open.
import { useState } from './lib.js';
import { html } from './html.js';
import { get } from './api.js';
import { usePoll } from './poll.js';

/** More are not asked for: each is a request. */
const MOST = 20;

export function Routes({ roomId, subRooms }) {
  const [open, setOpen] = useState(false);
  if (!subRooms.length) return null;
  return html`<details class="routes" data-testid="routes" onToggle=${event => setOpen(event.currentTarget.open)}>
    <summary>Where viewers are sent</summary>
    ${open && html`<${Table} roomId=${roomId} ids=${subRooms.slice(0, MOST).map(it => it.id)}/>`}
    ${open && subRooms.length > MOST && html`<p class="dim small">The first ${MOST} of ${subRooms.length}.</p>`}
  </details>`;
}

async function load(roomId, ids, signal) {
  const routes = await Promise.all(ids.map(subRoomId => get('/routes', { roomId, subRoomId }, signal).then(
    route => ({ subRoomId, route }),
    error => {
      if (error.kind === 'signedOut') throw error;
      return { subRoomId, fault: error.message };
    })));
  return routes;
}

function Table({ roomId, ids }) {
  const { data, error } = usePoll('routes', signal => load(roomId, ids, signal), 3000, [roomId, ids.join()]);
  if (!data) return html`<p class="dim small">${error ? error.message : 'Asking…'}</p>`;
  return html`<table class="routes-table">
    <thead><tr><th>Viewers of</th><th>Sent to</th><th>Part</th><th>Edge</th><th>Load</th><th>Why</th></tr></thead>
    <tbody>${data.flatMap(({ subRoomId, route, fault }) => fault
    ? [html`<tr key=${subRoomId}><td>${subRoomId}</td><td colspan="5">${fault}</td></tr>`]
    : ways(subRoomId, route).map((way, i) => html`<tr key=${`${subRoomId} ${i}`} data-testid="route-row" data-sub-room=${subRoomId}>
        <td>${i ? '' : subRoomId}</td>
        <td>${way.subRoomId}</td>
        <td class="mono">${percent(way.share)}</td>
        <td class="mono">${way.agentId ?? '–'}</td>
        <td class="mono">${way.agentId ? percent(way.load) : '–'}</td>
        <td>${way.reason}</td>
      </tr>`))}</tbody>
  </table>`;
}

/** Where they are sent, or might be: other markets that nobody named for it are left out. */
function ways(subRoomId, { candidates }) {
  return candidates.filter(it => it.share > 0 || it.match === 'ASKED' || it.match === 'FALLBACK');
}

function percent(part) {
  return `${Math.round(part * 100)} %`;
}
