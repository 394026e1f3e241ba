// The sub-rooms of a room that move, as the agents' assignments tell it: a sub-room that has a place
// beside the one that counts, or one that goes on for those who have not left it.
import { html } from './html.js';
import { Chip } from './status.js';

/**
 * [{subRoom, to, from}] of those that move. to: [agent] on which it comes up; from: [agent] at which it
 * goes on for its viewers.
 */
export function movesOf(subRooms, agents) {
  const places = new Map();
  for (const agent of agents) {
    for (const held of agent.assignments) {
      if (held.kind !== 'TRANSCODE') continue;
      const key = `${held.roomId}/${held.subRoomId}`;
      places.set(key, [...(places.get(key) ?? []), { agent, role: held.role }]);
    }
  }
  return subRooms.map(subRoom => {
    const held = places.get(`${subRoom.roomId}/${subRoom.id}`) ?? [];
    // On its way to another region its new place counts there already, while the old one still does here.
    const stillHere = held.some(place => place.role === 'ACTIVE' && place.agent.id === subRoom.agentId);
    const comes = place => place.role === 'NEXT' || (place.role === 'ACTIVE' && stillHere && place.agent.id !== subRoom.agentId);
    return {
      subRoom,
      to: held.filter(comes).map(place => place.agent),
      from: held.filter(place => place.role === 'LEAVING').map(place => place.agent),
    };
  }).filter(move => move.to.length || move.from.length);
}

export function Moves({ moves }) {
  if (!moves.length) return null;
  return html`<section class="lines" aria-label="Sub-rooms that move" data-testid="moves">
    ${moves.map(({ subRoom, to, from }) => html`<div key=${subRoom.id} class="line" data-testid="move" data-sub-room=${subRoom.id}>
      <span class="line-name"><b>${subRoom.market}</b></span>
      ${to.length > 0 && html`<span><${Chip} small status="NEXT" label="MOVING"/> from <${Place} agent=${{ id: subRoom.agentId, region: subRoom.region }}/> to
        ${' '}<${Place} agent=${to[0]}/>. <span class="dim">It plays here until it plays there.</span></span>`}
      ${from.length > 0 && html`<span><${Chip} small status="LEAVING" label="HAS MOVED"/> from <${Place} agent=${from[0]}/> to
        ${' '}<${Place} agent=${{ id: subRoom.agentId, region: subRoom.region }}/>. <span class="dim">It goes on there for those who have not followed yet.</span></span>`}
    </div>`)}
  </section>`;
}

function Place({ agent }) {
  return html`<b class="mono">${agent.id}</b> <span class="dim">(${agent.region})</span>`;
}
