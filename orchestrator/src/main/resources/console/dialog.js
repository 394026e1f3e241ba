// A second question before something is done, and the server's own words when it says no.
import { useEffect, useRef, useState } from './lib.js';
import { html } from './html.js';
import { post } from './api.js';

/**
 * `verb`: {confirm, says, danger, deadline, force}. deadline: minutes that are proposed, none when
 * left out; force: what its box says, none when left out. `onYes` gets {reason, deadlineSeconds, force}
 * with what was asked for, and of that what was filled in.
 */
export function Confirm({ verb, title, onYes, onNo }) {
  const dialog = useRef(null);
  const [reason, setReason] = useState('');
  const [minutes, setMinutes] = useState(verb.deadline ?? 0);
  const [force, setForce] = useState(false);
  useEffect(() => dialog.current.showModal(), []);
  const submit = event => {
    event.preventDefault();
    onYes({
      ...(reason.trim() && { reason: reason.trim() }),
      ...(verb.deadline && { deadlineSeconds: Math.round(minutes * 60) }),
      ...(verb.force && force && { force }),
    });
  };
  return html`<dialog ref=${dialog} class="dialog" onClose=${onNo} aria-labelledby="confirm-title" data-testid="confirm">
    <form onSubmit=${submit}>
      <h2 id="confirm-title">${verb.confirm}?</h2>
      <p><b>${title}</b></p>
      <p class="dim">${verb.says}</p>
      ${verb.deadline && html`<label for="confirm-deadline">${verb.by ?? 'It should be empty within (minutes)'}</label>
        <input id="confirm-deadline" type="number" min="1" max="1440" required value=${minutes}
          onInput=${event => setMinutes(event.target.value)} data-testid="confirm-deadline"/>`}
      ${verb.force && html`<label class="check"><input type="checkbox" checked=${force}
        onChange=${event => setForce(event.target.checked)} data-testid="confirm-force"/> ${verb.force}</label>`}
      <label for="confirm-reason">Reason, for those who look later</label>
      <input id="confirm-reason" maxlength="500" value=${reason} onInput=${event => setReason(event.target.value)}
        placeholder="May be left out" data-testid="confirm-reason"/>
      <div class="dialog-buttons">
        <button type="button" autofocus onClick=${onNo}>${verb.keep ?? 'Keep it'}</button>
        <button type="submit" class=${verb.danger === false ? 'button-main' : 'button-danger'} data-testid="confirm-yes">${verb.confirm}</button>
      </div>
    </form>
  </dialog>`;
}

export function Refusal({ label, failure, onClose }) {
  const fields = failure.problem?.errors ?? [];
  return html`<div class="refusal" role="alert" data-testid="action-error">
    <p><b>“${label}” did not work.</b> ${failure.message}</p>
    ${fields.map(field => html`<p key=${field.field} class="small"><code>${field.field}</code>: ${field.value ?? 'missing'} (expected: ${field.expected})</p>`)}
    <p class="small dim">${failure.problem?.code ? html`<code>${failure.problem.code}</code> · HTTP ${failure.status}` : ''}</p>
    <button type="button" class="button-quiet" onClick=${onClose}>Close</button>
  </div>`;
}

/**
 * What a row of buttons needs: busy (the verb that runs), asking (the one that is asked about), and
 * `act(name, body)`, which posts to `path:name` and calls `onDone`.
 */
export function useVerbs(path, verbs, onDone) {
  const [busy, setBusy] = useState(null);
  const [asking, setAsking] = useState(null);
  const [error, setError] = useState(null);
  const act = async (name, body) => {
    setAsking(null);
    setBusy(name);
    setError(null);
    try {
      await post(`${path}:${name}`, body);
    } catch (failure) {
      setError({ name, failure });
    }
    setBusy(null);
    onDone();
  };
  const press = name => (verbs[name].confirm ? setAsking(name) : act(name));
  const over = title => html`
    ${asking && html`<${Confirm} verb=${verbs[asking]} title=${title} onYes=${said => act(asking, said)} onNo=${() => setAsking(null)}/>`}
    ${error && html`<${Refusal} label=${verbs[error.name].label} failure=${error.failure} onClose=${() => setError(null)}/>`}`;
  return { busy, press, over };
}
