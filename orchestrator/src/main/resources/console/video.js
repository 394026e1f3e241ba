// The picture of a sub-room, with what the player knows laid over it.
import { useEffect, useRef, useState } from './lib.js';
import { html } from './html.js';
import { amount, bitrate } from './format.js';
import { Player } from './player.js';
import { Shape } from './status.js';

const IDLE = { phase: 'idle' };
let audible = null; // the one player that may be heard

/** The player of `url` while `active`, and its figures, read each second. */
export function usePlayer(url, active) {
  const video = useRef(null);
  const player = useRef(null);
  const [figures, setFigures] = useState(IDLE);
  useEffect(() => {
    player.current = new Player(video.current);
    const read = () => setFigures(player.current.figures());
    const timer = setInterval(read, 500);
    return () => {
      clearInterval(timer);
      player.current.stop();
      if (audible === player.current) audible = null;
    };
  }, []);
  useEffect(() => player.current.play(active ? url : null), [url, active]);
  return { video, player, figures };
}

export function Picture({ video, player, figures, name, over }) {
  const [muted, setMuted] = useState(true);
  useEffect(() => {
    const element = video.current;
    const follow = () => setMuted(element.muted);
    element.addEventListener('volumechange', follow);
    return () => element.removeEventListener('volumechange', follow);
  }, []);
  const toggle = () => {
    const wanted = video.current.muted;
    if (audible && audible !== player.current) audible.video.muted = true;
    audible = wanted ? player.current : null;
    video.current.muted = !wanted;
    player.current.start();
  };
  const enlarge = () => video.current.requestFullscreen?.();
  return html`<div class=${`picture picture-${figures.phase}`}>
    <video ref=${video} playsinline data-testid="sub-room-video" data-phase=${figures.phase} aria-label=${`Video of ${name}`}/>
    ${over}
    <${Badge} figures=${figures}/>
    ${figures.phase === 'blocked' && html`<button type="button" class="picture-start button-main" onClick=${() => player.current.start()}>Play</button>`}
    ${figures.phase !== 'idle' && html`<div class="picture-buttons">
      <button type="button" onClick=${toggle} aria-pressed=${!muted} aria-label=${`${muted ? 'Unmute' : 'Mute'} ${name}`}
        title=${muted ? 'Unmute' : 'Mute'} data-testid="unmute">${muted ? MUTED : HEARD}</button>
      <button type="button" onClick=${enlarge} aria-label=${`${name} on the whole screen`} title="Whole screen">${WHOLE}</button>
    </div>`}
  </div>`;
}

const icon = path => html`<svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" fill="none"
  stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round"><path d=${path}/></svg>`;
const MUTED = icon('M2 6h2.5L8 3v10L4.5 10H2zM11 6l4 4m0-4-4 4');
const HEARD = icon('M2 6h2.5L8 3v10L4.5 10H2zM11 5.5a3.5 3.5 0 0 1 0 5M13 3.5a6.4 6.4 0 0 1 0 9');
const WHOLE = icon('M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4');

/** Only what deserves a look: a stall, with what the player met; a picture that is coming. */
function Badge({ figures }) {
  if (figures.phase === 'stalled') {
    return html`<span class="badge badge-bad" role="status" data-testid="stalled">
      <${Shape} of="bad"/> <b>STALLED</b> <span class="mono">${Math.floor(figures.stillSeconds)} s</span>
      <span class="badge-why">${figures.error ?? 'no new picture'} · trying again</span>
    </span>`;
  }
  if (figures.phase === 'loading') return html`<span class="badge"><${Shape} of="busy"/> Loading ${figures.error ?? ''}</span>`;
  return null;
}

/** One line under the picture; it keeps its place when there is nothing to say. */
export function Figures({ figures }) {
  if (figures.phase === 'idle') return html`<p class="figures dim mono">not playing here</p>`;
  const cells = [
    ['Picture', figures.height ? `${figures.width}×${figures.height}` : '–',
      `what is shown now, in pixels; ${amount(figures.dropped, 0)} frames dropped, attached anew ${figures.rebuilds} times`],
    ['Rate', bitrate(figures.bitrate), 'as the playlist declares it'],
    ['Buffer', `${figures.buffer.toFixed(1)} s`, 'ahead of the picture'],
    ['Behind', figures.latency ? `${figures.latency.toFixed(1)} s` : '–', 'behind the live edge of the playlist'],
  ];
  return html`<dl class="figures" data-testid="figures">
    ${cells.map(([label, value, title]) => html`<div key=${label} title=${title}><dt>${label}</dt><dd class="mono">${value}</dd></div>`)}
  </dl>`;
}
