// Start, End, Cancel: with a second question where it cannot be undone.
import { html } from './html.js';
import { useVerbs } from './dialog.js';

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
  const { busy, press, over } = useVerbs(`/rooms/${room.id}`, VERBS, onDone);
  const possible = Object.entries(VERBS).filter(([, verb]) => verb.from.includes(room.status));
  return html`<div class="actions">
    ${possible.map(([name, verb]) => html`<button key=${name} type="button" disabled=${busy !== null}
      class=${name === 'start' ? 'button-main' : 'button-danger'} data-testid=${`room-${name}`}
      onClick=${() => press(name)}>${busy === name ? verb.busy : verb.label}</button>`)}
    ${over(room.title)}
  </div>`;
}
