// Who is in a session, its layout as a picture, and what an operator may do.
import { useEffect, useRef, useState } from './lib.js';
import { html } from './html.js';
import { post } from './api.js';
import { span } from './format.js';
import { Copy } from './copy.js';
import { Confirm, Refusal, useVerbs } from './dialog.js';
import { Chip } from './status.js';

const LAYOUTS = { SIDE_BY_SIDE: 'side by side', GRID: 'grid', PICTURE_IN_PICTURE: 'picture in picture', HOST_BIG: 'host big' };
const CAN_JOIN = ['ACCEPTED', 'CONNECTING', 'JOINED', 'RECONNECTING'];
const END = {
  end: { label: 'End', busy: 'Ending…', confirm: 'End the session', keep: 'Go on', says: 'Each room plays its own picture again. A round that is on is broken off.' },
};
const REMOVE = { confirm: 'Remove from the session', keep: 'Let stay', says: 'The room plays its own picture again. Who was removed comes back by an invitation alone.' };

/** Posts, one at a time: {busy, tell(label, verb, body), said}. */
function useTold(session, onDone) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState(null);
  const tell = async (label, verb, body) => {
    setBusy(true);
    setError(null);
    try {
      await post(`/cohost-sessions/${session.id}:${verb}`, body);
    } catch (failure) {
      setError({ label, failure });
    }
    setBusy(false);
    onDone();
  };
  const said = error && html`<${Refusal} label=${error.label} failure=${error.failure} onClose=${() => setError(null)}/>`;
  return { busy, tell, said };
}

/** Lock, more time, end. */
export function SessionActions({ session, onDone }) {
  const { busy, tell, said } = useTold(session, onDone);
  const end = useVerbs(`/cohost-sessions/${session.id}`, END, onDone);
  return html`<div class="actions">
    ${session.status === 'SCORING' && html`<button type="button" disabled=${busy} data-testid="session-extend"
      onClick=${() => tell('One minute more', 'extend', { moreSeconds: 60 })}>+ 1 min</button>`}
    <button type="button" disabled=${busy} aria-pressed=${session.locked} data-testid="session-lock"
      onClick=${() => tell('Lock', 'lock', { locked: !session.locked })}>${session.locked ? 'Unlock' : 'Lock'}</button>
    <button type="button" class="button-danger" disabled=${end.busy !== null} data-testid="session-end" onClick=${() => end.press('end')}>End</button>
    ${said}${end.over(session.id)}
  </div>`;
}

/** Who is where in the picture, and another way to divide it. */
export function LayoutPicture({ session, onDone }) {
  const { busy, tell, said } = useTold(session, onDone);
  const seen = session.seats.filter(seat => seat.place);
  if (!session.layout) return html`<section class="card session-layout"><p class="empty dim">Nobody is seen: this is a voice chat.</p></section>`;
  const percent = value => `${100 * value}%`;
  return html`<section class="card session-layout" aria-label="Layout" data-testid="session-layout" data-kind=${session.layout.kind}>
    <div class="layout-picture">
      ${seen.map(seat => html`<span key=${seat.id} class="layout-seat" data-testid="layout-seat" data-seat=${seat.id} style=${{
    left: percent(seat.place.x), top: percent(seat.place.y), width: percent(seat.place.width), height: percent(seat.place.height) }}>${seat.name}</span>`)}
      ${!seen.length && html`<p class="empty dim">Nobody is in the picture yet.</p>`}
    </div>
    <div class="card-body"><label class="session-kind"><span class="dim small">Layout</span>
      <select value=${session.layout.kind} disabled=${busy || Boolean(session.endedAt)} data-testid="session-kind"
        onChange=${event => tell('Layout', 'layout', { layout: { kind: event.target.value } })}>
        ${Object.entries(LAYOUTS).map(([kind, words]) => html`<option key=${kind} value=${kind}>${words}</option>`)}
        ${session.layout.kind === 'CUSTOM' && html`<option value="CUSTOM">given regions</option>`}
      </select></label></div>
    ${said}
  </section>`;
}

export function Seats({ session, time, onDone }) {
  const { busy, tell, said } = useTold(session, onDone);
  const [removing, setRemoving] = useState(null);
  const [link, setLink] = useState(null);
  const over = Boolean(session.endedAt);
  return html`<section aria-label="Seats"><div class="scroll-x"><table class="session-seats" data-testid="session-seats">
    <thead><tr><th>State</th><th>Who</th><th>Room</th>${session.mode === 'PK' && html`<th>Team</th>`}<th>How</th><th/></tr></thead>
    <tbody>${session.seats.map(seat => html`<tr key=${seat.id} data-testid="session-seat" data-seat=${seat.id} data-state=${seat.state}>
      <td><${Chip} small status=${seat.state}/> ${seat.until && html`<span class="mono small dim" title=${seat.until}>${span(Math.max(0, (Date.parse(seat.until) - time) / 1000))}</span>`}</td>
      <td><b>${seat.name}</b> ${seat.id === session.owner && html`<span class="tag">owner</span>`} <span class="dim small">${seat.kind}</span></td>
      <td><a class="mono small" href=${`#/rooms/${seat.roomId}`}>${seat.roomId}</a></td>
      ${session.mode === 'PK' && html`<td class="small">${seat.team === seat.roomId ? html`<span class="dim">its own</span>` : seat.team}</td>`}
      <td class="small">${seat.muted && html`<span class="tone-warn">muted${seat.mutedByOwner ? ' by the owner' : ''} </span>`}
        ${seat.exit && html`<b>${seat.exit}</b>`} ${seat.reason && html`<span class="dim">${seat.reason}</span>`}</td>
      <td>${!over && CAN_JOIN.includes(seat.state) && html`<span class="seat-buttons">
        <button type="button" disabled=${busy} data-testid="seat-mute" onClick=${() => tell('Mute', 'mute', { seatId: seat.id, muted: !seat.muted })}>${seat.muted ? 'Unmute' : 'Mute'}</button>
        <button type="button" disabled=${busy} data-testid="seat-link" onClick=${() => setLink(seat)}>Link…</button>
        <button type="button" class="button-danger" disabled=${busy} data-testid="seat-remove" onClick=${() => setRemoving(seat)}>Remove</button></span>`}</td>
    </tr>`)}</tbody>
  </table></div>
    ${removing && html`<${Confirm} verb=${REMOVE} title=${removing.name} onNo=${() => setRemoving(null)}
      onYes=${body => { setRemoving(null); tell('Remove', 'remove', { seatId: removing.id, ...body }); }}/>`}
    ${link && html`<${JoinLink} session=${session} seat=${link} onClose=${() => setLink(null)}/>`}
    ${said}
  </section>`;
}

/** A link by which one joins: made once it is asked for, since it ends the one before. */
function JoinLink({ session, seat, onClose }) {
  const dialog = useRef(null);
  const [made, setMade] = useState(null);
  const [failure, setFailure] = useState(null);
  useEffect(() => dialog.current.showModal(), []);
  const make = async event => {
    event.preventDefault();
    setFailure(null);
    try {
      const { token, expiresAt } = await post(`/cohost-sessions/${session.id}:join`, { seatId: seat.id });
      const fragment = new URLSearchParams({ seat: seat.id, token });
      setMade({ url: new URL(`stage/${session.id}#${fragment}`, location.href).href, expiresAt });
    } catch (error) {
      setFailure(error);
    }
  };
  return html`<dialog ref=${dialog} class="dialog" onClose=${onClose} aria-labelledby="link-title" data-testid="link-dialog">
    <form onSubmit=${make}>
      <h2 id="link-title">A link for ${seat.name}</h2>
      <p class="dim">Whoever opens it within five minutes is ${seat.name} on the stage, with camera and microphone. A page that ${seat.name} has open already loses
        its token, and a host who sends by RTMP or SRT is waited for in the browser from then on.</p>
      ${made && html`<p><code data-testid="join-link">${made.url}</code></p>`}
      ${failure && html`<p class="tone-bad" role="alert">${failure.message}</p>`}
      <div class="dialog-buttons">
        <button type="button" onClick=${() => dialog.current.close()}>Close</button>
        ${made ? html`<${Copy} text=${made.url} label="Copy the link"/>` : html`<button type="submit" class="button-main" data-testid="link-make">Make the link</button>`}
      </div>
    </form>
  </dialog>`;
}
