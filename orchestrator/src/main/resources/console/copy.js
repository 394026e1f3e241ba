// A button that copies a text, and says that it did.
import { useEffect, useState } from './lib.js';
import { html } from './html.js';

export function Copy({ text, label = 'Copy' }) {
  const [said, setSaid] = useState(null);
  useEffect(() => {
    if (!said) return undefined;
    const timer = setTimeout(() => setSaid(null), 1500);
    return () => clearTimeout(timer);
  }, [said]);
  const onClick = async event => {
    event.preventDefault();
    setSaid(await copy(text) ? 'Copied' : 'Not copied');
  };
  return html`<button type="button" class="button-quiet copy" onClick=${onClick} title=${`Copy ${text}`}>
    <span aria-live="polite">${said ?? label}</span>
  </button>`;
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyOfSelection(text); // there is no clipboard on pages that came over plain http
  }
}

function copyOfSelection(text) {
  const area = document.createElement('textarea');
  area.value = text;
  area.className = 'off-screen';
  document.body.append(area);
  area.select();
  const done = document.execCommand('copy');
  area.remove();
  return done;
}
