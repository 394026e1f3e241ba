// The door: a token, and one plain sentence when it does not fit.
import { useState } from './lib.js';
import { html } from './html.js';
import { get, setToken } from './api.js';

export function SignIn({ why }) {
  const [value, setValue] = useState('');
  const [sentence, setSentence] = useState(why);
  const [busy, setBusy] = useState(false);
  const submit = async event => {
    event.preventDefault();
    const given = value.trim();
    if (!given) {
      setSentence('Paste the access token first.');
      return;
    }
    setBusy(true);
    setSentence(await signIn(given));
    setBusy(false);
  };
  return html`<main class="signin">
    <form class="signin-card" onSubmit=${submit} data-testid="sign-in">
      <h1 class="brand"><img src="favicon.svg" alt="" width="28" height="28"/> Roomfleet</h1>
      <p class="dim">The console shows the broadcasts of this cluster. It needs an access token.</p>
      <label for="token">Access token</label>
      <input id="token" type="password" autocomplete="current-password" spellcheck=${false} autofocus
        data-testid="sign-in-token" value=${value} onInput=${event => setValue(event.target.value)}/>
      <p class="signin-why" role="alert" data-testid="sign-in-message">${sentence ?? ''}</p>
      <button type="submit" class="button-main" disabled=${busy} data-testid="sign-in-submit">
        ${busy ? 'Signing in…' : 'Sign in'}
      </button>
      <p class="dim small">The token stays in this tab and is forgotten when the tab is closed.
        It is the value of <code>ROOMFLEET_API_TOKEN</code>; <code>roomfleet dev</code> prints it.</p>
    </form>
  </main>`;
}

/** Tries a token; keeps it when it works, and answers the sentence to show when it does not. */
async function signIn(given) {
  try {
    await get('/cluster', {}, undefined, given);
    setToken(given);
    return null;
  } catch (error) {
    return error.kind === 'signedOut' ? 'The server did not accept this token.' : error.message;
  }
}
