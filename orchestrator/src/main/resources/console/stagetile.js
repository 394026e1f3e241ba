// One on the stage: the picture, the name, and how that one is.
import { useEffect, useRef, useState } from './lib.js';
import { html } from './html.js';
import { span } from './format.js';
import { Shape } from './status.js';

const STATES = {
  INVITED: ['wait', 'invited'],
  ASKING: ['wait', 'asks to come up'],
  ACCEPTED: ['busy', 'on the way'],
  CONNECTING: ['busy', 'connecting'],
  JOINED: ['ok', 'there'],
  RECONNECTING: ['warn', 'reconnecting'],
  OUT: ['off', 'gone'],
};

const COME = ['JOINED', 'RECONNECTING'];

/** `link`: of the connection, or none; `stream`: what it brings, or what one's own devices do. */
export function Tile({ seat, own, link, stream, time }) {
  const video = useRef(null);
  const [silent, setSilent] = useState(false);
  const play = () => video.current?.play().then(() => setSilent(false), error => setSilent(error.name === 'NotAllowedError'));
  useEffect(() => {
    video.current.srcObject = stream;
    if (stream) play();
  }, [stream]);
  const [tone, word] = STATES[seat.state];
  const shown = Boolean(stream) && (own || link?.phase === 'up');
  const dark = own ? 'your camera is off' : seat.byBrowser || !COME.includes(seat.state) ? link?.problem ?? word
    : 'comes by an encoder: in the mix, and not here';
  const left = seat.state === 'RECONNECTING' && seat.until ? ` · ${span((Date.parse(seat.until) - time) / 1000)}` : '';
  return html`<article class=${`stage-tile ${own ? 'stage-tile-own' : ''}`} data-testid="stage-tile" data-seat=${seat.id} data-state=${seat.state}
      data-link=${link?.phase ?? 'none'} aria-label=${seat.name}>
    <video ref=${video} autoplay playsinline muted=${Boolean(own)} class=${shown ? '' : 'stage-dark'} aria-label=${`Picture of ${seat.name}`}/>
    ${!shown && html`<div class="stage-card"><b>${seat.name}</b><span class="dim">${dark}</span></div>`}
    ${silent && html`<button type="button" class="stage-hear button-main" onClick=${play}>Click to see and hear</button>`}
    <p class="stage-name">
      <b>${seat.name}</b>${own && html`<span class="dim"> you</span>`}
      ${seat.owns && html`<span class="tag">owner</span>`}
      <span class="grow"/>
      ${seat.muted && html`<span class="tone-warn small" data-testid="tile-muted">muted${seat.mutedByOwner ? ' by the owner' : ''}</span>`}
      <span class=${`small tone-${tone}`}><${Shape} of=${tone}/> ${word}${left}</span>
    </p>
  </article>`;
}
