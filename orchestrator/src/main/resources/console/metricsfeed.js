// A room's newest figures, each second, by SSE; joined again where the stream was cut.
import { open } from './api.js';
import { messages } from './sse.js';

const SILENCE_MS = 10000;
const LONGEST_PAUSE_MS = 5000;

export class MetricsFeed {
  /** `onChange` is called with {frame, phase}. */
  constructor(roomId, onChange) {
    this.roomId = roomId;
    this.onChange = onChange;
    this.frame = null;
    this.stopped = false;
  }

  start() {
    this.run();
    return this;
  }

  stop() {
    this.stopped = true;
    this.controller?.abort();
  }

  async run() {
    let failures = 0;
    while (!this.stopped) {
      try {
        await this.listen(() => { failures = 0; });
      } catch (error) {
        if (this.stopped || error.kind === 'signedOut') return;
      }
      if (this.stopped) return;
      this.say('joining again');
      failures++;
      await new Promise(next => setTimeout(next, Math.min(300 * 2 ** failures, LONGEST_PAUSE_MS)));
    }
  }

  async listen(onOpen) {
    const controller = new AbortController();
    this.controller = controller;
    let silence;
    const heard = () => {
      clearTimeout(silence);
      silence = setTimeout(() => controller.abort(), SILENCE_MS);
    };
    heard();
    try {
      const response = await open(`/rooms/${this.roomId}/metrics/live`, { headers: { Accept: 'text/event-stream' }, signal: controller.signal });
      for await (const message of messages(response.body)) {
        heard();
        if (!message?.data) continue;
        onOpen();
        this.frame = JSON.parse(message.data);
        this.say('live');
      }
    } finally {
      clearTimeout(silence);
    }
  }

  say(phase) {
    if (!this.stopped) this.onChange({ frame: this.frame, phase });
  }
}
