// Start, End, Cancel: with a second question where it cannot be undone, and the server's own words
// when it says no.
import { useEffect, useRef, useState } from './lib.js';
import { html } from './html.js';
import { post } from './api.js';

const VERBS = {
  start: { label: 'Start now', from: ['SCHEDULED', 'PREPARING'], busy: 'Starting…' },
  end: {
    label: 'End', from: ['LIVE'], busy: 'Ending…', confirm: 'End the broadcast',
    says: 'Every sub-room stops playing, for every viewer. An ended room cannot be started again.',
  },
  cancel: {
    label: 'Cancel', from: ['SCHEDULED', 'PREPARING'], busy: 'Cancelling…', confirm: 'Cancel the broadcast',
    says: 'It will not start, and its sub-rooms are closed. A cancelled room cannot be taken back.',
  },
};

export function Actions({ room, onDone }) {
  const [busy, setBusy] = useState(null);
  const [asking, setAsking] = useState(null);
  const [error, setError] = useState(null);
  const act = async (verb, reason) => {
    setAsking(null);
    setBusy(verb);
    setError(null);
    try {
      await post(`/rooms/${room.id}:${verb}`, reason ? { reason } : undefined);
    } catch (failure) {
      setError({ verb, failure });
    }
    setBusy(null);
    onDone();
  };
  const possible = Object.entries(VERBS).filter(([, verb]) => verb.from.includes(room.status));
  return html`<div class="actions">
    ${possible.map(([name, verb]) => html`<button key=${name} type="button" disabled=${busy !== null}
      class=${name === 'start' ? 'button-main' : 'button-danger'} data-testid=${`room-${name}`}
      onClick=${() => (verb.confirm ? setAsking(name) : act(name))}>${busy === name ? verb.busy : verb.label}</button>`)}
    ${asking && html`<${Confirm} verb=${VERBS[asking]} title=${room.title} onYes=${reason => act(asking, reason)} onNo=${() => setAsking(null)}/>`}
    ${error && html`<${Refusal} label=${VERBS[error.verb].label} failure=${error.failure} onClose=${() => setError(null)}/>`}
  </div>`;
}

function Confirm({ verb, title, onYes, onNo }) {
  const dialog = useRef(null);
  const [reason, setReason] = useState('');
  useEffect(() => dialog.current.showModal(), []);
  const submit = event => {
    event.preventDefault();
    onYes(reason.trim());
  };
  return html`<dialog ref=${dialog} class="dialog" onClose=${onNo} aria-labelledby="confirm-title" data-testid="confirm">
    <form onSubmit=${submit}>
      <h2 id="confirm-title">${verb.confirm}?</h2>
      <p><b>${title}</b></p>
      <p class="dim">${verb.says}</p>
      <label for="confirm-reason">Reason, for those who read the events later</label>
      <input id="confirm-reason" maxlength="500" value=${reason} onInput=${event => setReason(event.target.value)} placeholder="May be left out"/>
      <div class="dialog-buttons">
        <button type="button" autofocus onClick=${onNo}>Keep it</button>
        <button type="submit" class="button-danger" data-testid="confirm-yes">${verb.confirm}</button>
      </div>
    </form>
  </dialog>`;
}

function Refusal({ label, failure, onClose }) {
  const fields = failure.problem?.errors ?? [];
  return html`<div class="refusal" role="alert" data-testid="action-error">
    <p><b>“${label}” did not work.</b> ${failure.message}</p>
    ${fields.map(field => html`<p key=${field.field} class="small"><code>${field.field}</code>: ${field.value ?? 'missing'} (expected: ${field.expected})</p>`)}
    <p class="small dim">${failure.problem?.code ? html`<code>${failure.problem.code}</code> · HTTP ${failure.status}` : ''}</p>
    <button type="button" class="button-quiet" onClick=${onClose}>Close</button>
  </div>`;
}
