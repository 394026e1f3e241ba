// The page of one on a stage: camera and microphone go out, the others come in, and the round is seen.
import { render, useEffect, useRef, useState } from './lib.js';
import { html } from './html.js';
import { usePoll } from './poll.js';
import { Results, ScoreBar } from './scorebar.js';
import { useDevices, useStageMedia } from './stagemedia.js';
import { isLinkThere, StagePass } from './stagepass.js';
import { Tile } from './stagetile.js';
import { fault, isOver, story } from './stagewords.js';

const IN = ['CONNECTING', 'JOINED', 'RECONNECTING'];
const sessionId = location.pathname.split('/').at(-1);
const pass = new StagePass(sessionId);
const FAREWELL_MS = 3000;
const ON = `roomfleet.stage.on.${sessionId}`;

/** The server's time, ms, moving on four times a second. */
function useTime() {
  const [time, setTime] = useState(pass.now());
  useEffect(() => {
    const timer = setInterval(() => setTime(pass.now()), 250);
    return () => clearInterval(timer);
  }, []);
  return time;
}

/** Once it is over, what was wanted last, for a moment more: its audiences see the rooms' own pictures only then. */
function useFarewell(over, wanted) {
  const last = useRef(wanted);
  const [gone, setGone] = useState(false);
  if (!over) last.current = wanted;
  useEffect(() => {
    setGone(false);
    const timer = over ? setTimeout(() => setGone(true), FAREWELL_MS) : null;
    return () => clearTimeout(timer);
  }, [over]);
  return over && !gone ? last.current : wanted;
}

function App() {
  const [on, setOn] = useState(sessionStorage.getItem(ON) !== null);
  const [camera, setCamera] = useState(true);
  const [left, setLeft] = useState(false);
  const [said, setSaid] = useState(null);
  const { data: view, error, refresh } = usePoll('stage', signal => pass.look(signal), 1000, []);
  const time = useTime();
  const over = Boolean(view && isOver(view));
  const shut = left || !pass.isThere() || error?.kind === 'token' || over;
  const video = camera && view?.mode !== 'VOICE_CHAT';
  const live = on && !shut && Boolean(view);
  const own = view?.seats.find(seat => seat.id === view.seatId) ?? null;
  const there = view?.seats.filter(seat => seat !== own && seat.state !== 'OUT') ?? [];
  const wanted = useFarewell(over && !left, {
    live,
    url: live && own && IN.includes(own.state) ? view.url : null,
    seat: own?.stageName ?? '',
    others: there.filter(seat => seat.byBrowser && IN.includes(seat.state)).map(seat => seat.stageName),
    away: own?.state === 'RECONNECTING' || own?.state === 'CONNECTING',
  });
  const devices = useDevices(wanted.live, video);
  const media = useStageMedia(pass, { ...wanted, stream: devices.stream });
  const muted = own?.muted ?? false;
  useEffect(() => devices.stream?.getAudioTracks().forEach(track => { track.enabled = !muted; }), [devices.stream, muted]);
  const act = async what => {
    setSaid(null);
    try {
      await what();
    } catch (failure) {
      setSaid(failure.message);
    }
    refresh();
  };
  const join = () => {
    sessionStorage.setItem(ON, 'yes');
    setOn(true);
  };
  const leave = () => act(async () => {
    await pass.leave();
    sessionStorage.removeItem(ON);
    setLeft(true);
  });
  const problem = fault({ pass, view, error, left, devices, media, on });
  return html`<div class="stage" data-testid="stage" data-status=${view?.status ?? ''} data-on=${String(live)} data-own=${own?.state ?? ''}>
    <header class="stage-head">
      <h1>${view?.mode === 'PK' ? 'PK' : 'Stage'}</h1>
      <p class="stage-story" role="status" data-testid="stage-story">${story(view, own, { left, on, time })}</p>
    </header>
    ${problem && html`<div class=${`stage-fault stage-fault-${problem.tone}`} role="alert" data-testid="stage-fault" data-kind=${problem.kind}>
      <p>${problem.words}</p>
      ${problem.kind === 'devices' && html`<span class="actions">
        <button type="button" onClick=${devices.again} data-testid="devices-again">Try again</button>
        ${video && html`<button type="button" onClick=${() => setCamera(false)} data-testid="without-camera">Go on without a camera</button>`}
      </span>`}
    </div>`}
    ${said && html`<div class="stage-fault stage-fault-bad" role="alert" data-testid="stage-said"><p>${said}</p>
      <button type="button" class="button-quiet" onClick=${() => setSaid(null)}>Close</button></div>`}
    ${view?.pk && html`<${ScoreBar} pk=${view.pk} seats=${view.seats} time=${time}/>`}
    ${view && !shut && html`<section class="stage-tiles" aria-label="Who is there">
      ${own && html`<${Tile} key=${own.id} seat=${own} own link=${media.own} stream=${devices.stream} time=${time}/>`}
      ${there.map(seat => html`<${Tile} key=${seat.id} seat=${seat} link=${media.links.get(seat.stageName)}
        stream=${media.links.get(seat.stageName)?.media ?? null} time=${time}/>`)}
    </section>`}
    ${view && !shut && html`<footer class="stage-foot">
      ${!on && html`<button type="button" class="button-main stage-join" onClick=${join} data-testid="stage-join">
        ${view.mode === 'VOICE_CHAT' ? 'Join with microphone' : 'Join with camera and microphone'}</button>`}
      ${on && own && html`<button type="button" aria-pressed=${muted} disabled=${muted && own.mutedByOwner && !own.owns} data-testid="stage-mute"
        onClick=${() => act(() => pass.mute(!muted))}>${muted ? 'Unmute' : 'Mute'}</button>`}
      ${view.status === 'PUNISHMENT' && own?.kind === 'HOST' && html`<button type="button" disabled=${view.pk.rematch.includes(own.roomId)}
        data-testid="stage-rematch" onClick=${() => act(() => pass.rematch())}>${view.pk.rematch.includes(own.roomId) ? 'Waiting for the others' : 'Another round'}</button>`}
      ${on && html`<button type="button" class="button-danger" onClick=${leave} data-testid="stage-leave">Leave</button>`}
    </footer>`}
    ${view?.pk && html`<${Results} results=${view.pk.results} seats=${view.seats}/>`}
  </div>`;
}

// Another link that is opened in this tab changes the fragment alone.
addEventListener('hashchange', () => {
  if (isLinkThere()) location.reload();
});

const root = document.getElementById('app');
root.replaceChildren();
render(html`<${App}/>`, root);
