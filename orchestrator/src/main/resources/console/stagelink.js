// One WebRTC connection of a stage, by WHIP or WHEP, made again until nobody wants it any more.

const GATHER_MS = 2000;
const CONNECT_MS = 15_000;
// Patient enough for a machine that is busy: to connect anew costs it more than to wait.
const QUIET_S = 8;
const LOST_S = 5;
const ANSWER_MS = 10_000;
const PAUSES_MS = [300, 1000, 2000, 4000];

export class StageLink {
  /**
   * `negotiate(pc, link)` agrees with the agent, and answers where the connection is to be ended.
   * phase: connecting, up, absent (the other does not publish), cut; problem: in words, or null.
   */
  constructor(token, negotiate, onChange) {
    this.token = token;
    this.negotiate = negotiate;
    this.onChange = onChange;
    this.phase = 'connecting';
    this.problem = null;
    this.since = Date.now();
    this.stopped = false;
    this.media = null;
    this.run();
  }

  async run() {
    let failures = 0;
    while (!this.stopped) {
      let pc = null;
      let at = null;
      try {
        pc = new RTCPeerConnection();
        this.pc = pc;
        at = await this.negotiate(pc, this);
        await this.until(pc, () => pc.connectionState === 'connected', CONNECT_MS);
        failures = 0;
        this.say('up', null);
        await this.watch(pc);
        this.say('cut', 'The connection was cut.');
      } catch (error) {
        failures++;
        this.say(error.status === 409 ? 'absent' : 'cut', error.message);
      }
      pc?.close();
      if (at) this.send('DELETE', at).catch(() => {});
      if (!this.stopped) await pause(PAUSES_MS[Math.min(failures, PAUSES_MS.length - 1)]);
    }
  }

  say(phase, problem) {
    if (this.stopped || (phase === this.phase && problem === this.problem)) return;
    if (phase !== this.phase) this.since = Date.now();
    this.phase = phase;
    this.problem = problem;
    this.onChange();
  }

  stop() {
    this.stopped = true;
    this.pc?.close();
  }

  /** Makes it anew, though nothing seems to be wrong with it here. */
  again() {
    this.broken = this.pc;
  }

  async until(pc, met, longest) {
    const end = Date.now() + longest;
    while (!met()) {
      if (this.stopped || isOver(pc)) throw new Error('The connection could not be made.');
      if (Date.now() > end) throw new Error('No connection to the stage came about: a firewall may be in the way.');
      await pause(100);
    }
  }

  /** Until it is over. A dead peer is silent long before the browser says so. */
  async watch(pc) {
    let lost = 0;
    let quiet = 0;
    let bytes = -1;
    while (!this.stopped && !isOver(pc) && this.broken !== pc) {
      await pause(1000);
      lost = pc.connectionState === 'connected' ? 0 : lost + 1;
      const now = await received(pc);
      quiet = now === bytes ? quiet + 1 : 0;
      bytes = now;
      if (lost >= LOST_S || quiet >= QUIET_S) return;
    }
  }

  async send(method, url, body) {
    const headers = { Authorization: `Bearer ${this.token()}` };
    if (body) headers['Content-Type'] = 'application/sdp';
    let answer;
    let sdp;
    try {
      answer = await fetch(url, { method, headers, body, signal: AbortSignal.timeout(ANSWER_MS) });
      sdp = await answer.text();
    } catch {
      throw new Error('The agent that has the stage cannot be reached.');
    }
    if (!answer.ok) {
      const error = new Error(WORDS[answer.status] ?? `The stage answered ${answer.status}.`);
      error.status = answer.status;
      throw error;
    }
    const at = answer.headers.get('Location');
    return { sdp, at: at && new URL(at, url).href };
  }
}

const WORDS = {
  401: 'The stage does not know this token yet.',
  404: 'The stage has no such seat yet.',
  409: 'Not there yet.',
  422: 'The stage could not use what this browser offers.',
  503: 'The stage is starting.',
};

/** Sends `stream`. */
export function publishing(base, seat, stream) {
  return async (pc, link) => {
    stream.getTracks().forEach(track => pc.addTrack(track, stream));
    await pc.setLocalDescription(await pc.createOffer());
    await gathered(pc);
    const { sdp, at } = await link.send('POST', `${base}/${seat}/whip`, pc.localDescription.sdp);
    await pc.setRemoteDescription({ type: 'answer', sdp });
    return at;
  };
}

/** Plays what another one sends: the stage offers, and is answered. Its stream is `link.media`. */
export function playing(base, seat, other) {
  return async (pc, link) => {
    const stream = new MediaStream();
    pc.addEventListener('track', event => stream.addTrack(event.track));
    const { sdp, at } = await link.send('POST', `${base}/${seat}/whep/${other}`);
    await pc.setRemoteDescription({ type: 'offer', sdp });
    await pc.setLocalDescription(await pc.createAnswer());
    await gathered(pc);
    await link.send('PATCH', at, pc.localDescription.sdp);
    link.media = stream;
    return at;
  };
}

/** Connected in the eyes of the browser may still be closed by the other end. */
function isOver(pc) {
  const ends = pc.getTransceivers().flatMap(one => [one.sender.transport, one.receiver.transport]);
  return ['failed', 'closed'].includes(pc.connectionState)
    || ends.some(end => end && (end.state === 'closed' || end.state === 'failed'));
}

/** Bytes that came, of media and of reports on what is sent. */
async function received(pc) {
  let bytes = 0;
  (await pc.getStats()).forEach(each => {
    if (each.type === 'transport') bytes += each.bytesReceived ?? 0;
  });
  return bytes;
}

async function gathered(pc) {
  const end = Date.now() + GATHER_MS;
  while (pc.iceGatheringState !== 'complete' && Date.now() < end) await pause(20);
}

function pause(ms) {
  return new Promise(done => setTimeout(done, ms));
}
