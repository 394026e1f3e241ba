// One line that always stands at the same place: all is well; or what is not, and the way to it.
import { html } from './html.js';
import { clock, count } from './format.js';
import { Chip, countByStatus, isProblem, Shape } from './status.js';

const PLAYS = new Set(['LIVE', 'READY']);

/** `stalled`: ids of sub-rooms whose picture does not move in this browser, whatever they report. */
export function Verdict({ room, subRooms, stalled, asOf }) {
  const open = subRooms.filter(subRoom => subRoom.status !== 'CLOSED');
  const wrong = open.filter(isProblem);
  const stalls = open.filter(subRoom => !isProblem(subRoom) && stalled.has(subRoom.id));
  const { tone, words } = judge(room, open, wrong, stalls);
  return html`<div class=${`verdict verdict-line-${tone}`} data-testid="verdict" role="status">
    <span class=${`verdict-words tone-${tone}`}><${Shape} of=${tone}/> <b>${words}</b></span>
    <span class="verdict-jumps">
      ${wrong.map(subRoom => html`<${Jump} key=${subRoom.id} subRoom=${subRoom} why=${subRoom.reason ?? subRoom.status}/>`)}
      ${stalls.map(subRoom => html`<${Jump} key=${subRoom.id} subRoom=${subRoom}
        why=${`reports ${subRoom.status}, but its picture does not move here`}/>`)}
    </span>
    <span class="verdict-end">
      <span class="counts">${countByStatus(subRooms).map(([s, n]) => html`<${Chip} key=${s} small status=${s} label=${`${n} ${s}`}/>`)}</span>
      <span class="dim small">as of <span class="mono">${clock(asOf)}</span></span>
    </span>
  </div>`;
}

function judge(room, open, wrong, stalls) {
  const all = count(open.length, 'sub-room');
  const bad = wrong.length + stalls.length;
  const playing = open.filter(subRoom => PLAYS.has(subRoom.status)).length;
  if (!open.length) return { tone: 'off', words: room.reason ?? 'No sub-room is open' };
  if (bad) return { tone: 'bad', words: open.length === 1 ? 'Its only sub-room is not playing' : `${bad} of ${all} not playing` };
  if (playing < open.length) return { tone: 'busy', words: `${playing} of ${all} ${playing === 1 ? 'plays' : 'play'}, the rest is on its way` };
  return { tone: 'ok', words: open.length === 1 ? 'Its only sub-room plays' : `All ${all} play` };
}

function Jump({ subRoom, why }) {
  return html`<button type="button" class="verdict-jump" onClick=${() => show(subRoom)} title=${why}>
    <b>${subRoom.market}</b> <span>${why}</span>
  </button>`;
}

function show(subRoom) {
  const card = document.getElementById(`sub-room-${subRoom.id}`);
  card?.scrollIntoView({ block: 'center' });
  card?.focus({ preventScroll: true });
}
