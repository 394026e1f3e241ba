// A button that keeps an answer of the API as a file.
import { useState } from './lib.js';
import { html } from './html.js';
import { download } from './api.js';

/** `query`: asked for when it is pressed; without it there is none. */
export function Download({ path, query = () => ({}), testid, children }) {
  const [state, setState] = useState({ running: false, error: null });
  const run = async () => {
    setState({ running: true, error: null });
    const error = await download(path, query()).then(() => null, fault => fault);
    setState({ running: false, error });
  };
  return html`<span class="download">
    <button type="button" disabled=${state.running} onClick=${run} data-testid=${testid}>${children}</button>
    ${state.error && html`<span class="tone-bad small" role="alert">${state.error.message}</span>`}
  </span>`;
}
