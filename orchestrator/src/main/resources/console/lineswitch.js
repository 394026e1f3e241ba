// Another line for a room, or for one of its sub-rooms: which lines there are, and how they are.
import { useEffect, useRef, useState } from './lib.js';
import { html } from './html.js';
import { post } from './api.js';
import { Refusal } from './dialog.js';
import { LineInput } from './lines.js';

/**
 * A button that asks which line, and posts it to `path:switch-line`.
 *
 * `subRoom`: whose line it is; left out, the room's.
 */
export function SwitchLine({ room, subRoom, onDone }) {
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState(null);
  if (room.lines.length < 2 || ['ENDED', 'CANCELLED'].includes(room.status) || subRoom?.status === 'CLOSED') return null;
  const path = `/rooms/${room.id}${subRoom ? `/sub-rooms/${subRoom.id}` : ''}:switch-line`;
  const act = async body => {
    setAsking(false);
    setBusy(true);
    setFailure(null);
    try {
      await post(path, body);
    } catch (error) {
      setFailure(error);
    }
    setBusy(false);
    onDone();
  };
  return html`<span class="line-switch">
    <button type="button" class="button-quiet" disabled=${busy} data-testid=${subRoom ? 'sub-room-switch-line' : 'room-switch-line'}
      onClick=${() => setAsking(true)}>${busy ? 'Switching…' : 'Switch line…'}</button>
    ${asking && html`<${Ask} room=${room} subRoom=${subRoom} onYes=${act} onNo=${() => setAsking(false)}/>`}
    ${failure && html`<${Refusal} label="Switch line" failure=${failure} onClose=${() => setFailure(null)}/>`}
  </span>`;
}

function Ask({ room, subRoom, onYes, onNo }) {
  const dialog = useRef(null);
  const now = subRoom ? subRoom.activeLine : room.activeLine;
  const [lineId, setLineId] = useState(null);
  const [reason, setReason] = useState('');
  useEffect(() => dialog.current.showModal(), []);
  const submit = event => {
    event.preventDefault();
    onYes({ lineId: lineId === '' ? null : lineId, ...(reason.trim() && { reason: reason.trim() }) });
  };
  const choice = (value, words, disabled) => html`<label class="check" key=${value}><input type="radio" name="line" value=${value}
    disabled=${disabled} checked=${lineId === value} onChange=${() => setLineId(value)} data-testid="line-choice"/> ${words}</label>`;
  return html`<dialog ref=${dialog} class="dialog" onClose=${onNo} aria-labelledby="line-title" data-testid="line-dialog">
    <form onSubmit=${submit}>
      <h2 id="line-title">Which line shall ${subRoom ? subRoom.market : 'the room'} play?</h2>
      <p class="dim">${subRoom ? 'It plays that line whatever the room plays, until it follows the room again.' : 'In all sub-rooms that follow the room.'}
        ${' '}The picture goes on until the line brings its own; encoders are not restarted.</p>
      ${room.lines.map(line => choice(line.id, html`<b>${line.id}</b> <span class="tag">${line.kind}</span> <${LineInput} line=${line} room=${room}/>
        ${line.id === now && html` <span class="tag tag-on">plays now</span>`}`, subRoom ? line.id === subRoom.ownLine : line.id === now))}
      ${subRoom?.ownLine && choice('', html`follow the room, which plays <b>${room.activeLine}</b>`, false)}
      <label for="line-reason">Reason, for those who look later</label>
      <input id="line-reason" maxlength="500" value=${reason} onInput=${event => setReason(event.target.value)} placeholder="May be left out"/>
      <div class="dialog-buttons">
        <button type="button" onClick=${onNo}>Keep it</button>
        <button type="submit" class="button-main" disabled=${lineId === null} data-testid="line-yes">Switch</button>
      </div>
    </form>
  </dialog>`;
}
