// What one on a stage sends and plays: the devices, and a connection for oneself and for each of the others.
import { useEffect, useRef, useState } from './lib.js';
import { playing, publishing, StageLink } from './stagelink.js';

/** One who is said to be away for so long, while the connection seems to be up, connects anew. */
const MISSED_MS = 12_000;

/** Camera and microphone while `on`: {stream, problem, again}; without a camera when `video` is false. */
export function useDevices(on, video) {
  const [state, setState] = useState({ stream: null, problem: null });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (!on) return undefined;
    let over = false;
    let made = null;
    const fail = problem => !over && setState({ stream: null, problem });
    devices(video).then(stream => {
      made = stream;
      if (over) return end(stream);
      stream.getTracks().forEach(track => track.addEventListener('ended', () => {
        end(stream); // nothing listens to a microphone that is left
        fail(`The ${track.kind === 'audio' ? 'microphone' : 'camera'} is gone: it was unplugged, or taken back.`);
      }));
      return setState({ stream, problem: null });
    }, error => fail(words(error, video)));
    return () => {
      over = true;
      end(made);
      setState({ stream: null, problem: null });
    };
  }, [on, video, turn]);
  return { ...state, again: () => setTurn(n => n + 1) };
}

function end(stream) {
  stream?.getTracks().forEach(track => track.stop());
}

async function devices(video) {
  if (!navigator.mediaDevices) throw new DOMException('', 'SecurityError');
  return navigator.mediaDevices.getUserMedia({
    audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
    video: video && { width: { ideal: 960 }, height: { ideal: 540 }, frameRate: { ideal: 25, max: 30 } },
  });
}

function words(error, video) {
  const both = video ? 'camera and the microphone' : 'microphone';
  return {
    NotAllowedError: `The browser does not let this page use the ${both}. Allow it beside the address, and try again.`,
    NotFoundError: video ? 'No camera, or no microphone, was found.' : 'No microphone was found.',
    NotReadableError: `The ${both} cannot be used: another program may have it.`,
    SecurityError: 'Browsers give camera and microphone to pages that came over https alone.',
  }[error.name] ?? `The ${both} cannot be used: ${error.message}`;
}

/**
 * Keeps one connected: `url` of the stage and `seat` on it (null: nowhere), `others` by their names on it.
 * Answers {own, links}: own: {phase, problem} or null; links: by name, {phase, problem, media}.
 */
export function useStageMedia(pass, { url, seat, others, stream, away }) {
  const [, redraw] = useState(0);
  const links = useRef(new Map());
  const changed = () => redraw(n => n + 1);
  const names = others.join();
  const wanted = Boolean(url && stream);
  useEffect(() => {
    if (!wanted) return undefined;
    const own = new StageLink(() => pass.token(), publishing(url, seat, stream), changed);
    links.current.set('', own);
    return () => {
      own.stop();
      links.current.delete('');
    };
  }, [url, seat, stream]);
  useEffect(() => () => {
    links.current.forEach(link => link.stop());
    links.current.clear();
  }, [url, seat, wanted]);
  useEffect(() => {
    const all = links.current;
    const now = wanted && names ? names.split(',') : [];
    all.forEach((link, name) => {
      if (name && !now.includes(name)) {
        link.stop();
        all.delete(name);
      }
    });
    now.filter(name => !all.has(name)).forEach(name =>
      all.set(name, new StageLink(() => pass.token(), playing(url, seat, name), changed)));
    changed();
  }, [url, seat, wanted, names]);
  const own = links.current.get('');
  useEffect(() => {
    if (!away || own?.phase !== 'up') return undefined;
    const timer = setTimeout(() => own.again(), MISSED_MS);
    return () => clearTimeout(timer);
  }, [away, own, own?.phase]);
  return { own: own ?? null, links: links.current };
}
