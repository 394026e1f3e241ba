// The events of one room, kept complete: live by SSE, joined again where it was cut, and with every
// gap in the sequence named, and filled when the server still has what is missing.
import { get, open } from './api.js';
import { messages } from './sse.js';

const SILENCE_MS = 45000;
const LONGEST_PAUSE_MS = 5000;
const KEPT = 5000;
const REDRAW_MS = 120;

export class EventFeed {
  /** `onChange` is called at most every 120 ms, after anything in `view()` changed. */
  constructor(roomId, onChange) {
    this.roomId = roomId;
    this.onChange = onChange;
    this.events = [];
    this.last = 0;
    this.phase = 'connecting';
    this.problem = null;
    this.stopped = false;
  }

  start() {
    this.run();
    return this;
  }

  stop() {
    this.stopped = true;
    clearTimeout(this.drawing);
    this.controller?.abort();
  }

  /** {events, gaps, phase, problem}; events oldest first; a gap is {from, to}. */
  view() {
    return { events: this.events, gaps: this.gaps(), phase: this.phase, problem: this.problem };
  }

  async run() {
    let failures = 0;
    while (!this.stopped) {
      try {
        await this.listen(() => { failures = 0; });
      } catch (error) {
        if (this.stopped || error.kind === 'signedOut') return;
        this.problem = error.kind ? error.message : 'The stream of events was cut.';
      }
      if (this.stopped) return;
      this.phase = 'retrying';
      this.changed();
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
      const headers = { Accept: 'text/event-stream' };
      if (this.last) headers['Last-Event-ID'] = String(this.last);
      const response = await open(`/rooms/${this.roomId}/events`, { headers, signal: controller.signal });
      onOpen();
      this.phase = 'live';
      this.problem = null;
      this.changed();
      for await (const message of messages(response.body)) {
        heard();
        if (message?.data) this.take(JSON.parse(message.data));
      }
    } finally {
      clearTimeout(silence);
    }
  }

  take(event) {
    if (typeof event.sequence !== 'number') return;
    if (event.sequence > this.last) {
      const gap = this.last > 0 && event.sequence > this.last + 1;
      const from = this.last;
      this.events.push(event);
      this.last = event.sequence;
      if (gap) this.fill(from);
    } else {
      this.insert(event);
    }
    if (this.events.length > KEPT) this.events.splice(0, this.events.length - KEPT);
    this.changed();
  }

  /** Puts an event that came late where it belongs; one that is there already is dropped. */
  insert(event) {
    let at = this.events.length;
    while (at > 0 && this.events[at - 1].sequence > event.sequence) at--;
    if (at > 0 && this.events[at - 1].sequence === event.sequence) return;
    this.events.splice(at, 0, event);
  }

  async fill(afterSequence) {
    try {
      const page = await get(`/rooms/${this.roomId}/events`, { afterSequence });
      page.events.filter(event => event.sequence < this.last).forEach(event => this.insert(event));
    } catch {
      // the gap stays, and the panel says so
    }
    this.changed();
  }

  gaps() {
    const found = [];
    for (let i = 1; i < this.events.length; i++) {
      const before = this.events[i - 1].sequence;
      const after = this.events[i].sequence;
      if (after > before + 1) found.push({ from: before + 1, to: after - 1 });
    }
    return found;
  }

  changed() {
    if (this.stopped || this.drawing) return;
    this.drawing = setTimeout(() => {
      this.drawing = null;
      this.onChange(this.view());
    }, REDRAW_MS);
  }
}
