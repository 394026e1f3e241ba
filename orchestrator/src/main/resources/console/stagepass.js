// What lets one onto a stage, a seat and its token, and what the page asks with it.
import { isOver } from './stagewords.js';

const KEPT = 'roomfleet.stage.';
const TIMEOUT_MS = 8000;
const RENEW_BEFORE_MS = 150_000;

/** `kind`: token (it is not good), problem (the server said no), unreachable (no answer). */
export class StageError extends Error {
  constructor(kind, message, status = 0) {
    super(message);
    this.kind = kind;
    this.status = status;
  }
}

export class StagePass {
  /**
   * Takes `#seat=…&token=…` out of the address bar; what is kept for this tab stands in for it, and may
   * be newer than a link that is opened again. So there may be several tokens, and the first is tried first.
   * `next`: one that the server was asked to take, and may have.
   */
  constructor(sessionId) {
    this.sessionId = sessionId;
    this.skewMs = 0;
    this.quickest = Infinity;
    this.expiresAt = null;
    this.over = false;
    this.next = null;
    const given = fromAddress();
    const kept = JSON.parse(sessionStorage.getItem(KEPT + sessionId) ?? '{"tokens":[]}');
    this.seat = given?.seat ?? kept.seat ?? null;
    const older = kept.seat === this.seat ? [...kept.tokens, kept.next] : [];
    this.tokens = [...new Set([given?.token, ...older].filter(Boolean))];
    this.keep();
  }

  keep() {
    sessionStorage.setItem(KEPT + this.sessionId, JSON.stringify({ seat: this.seat, tokens: this.tokens, next: this.next }));
  }

  isThere() {
    return Boolean(this.seat);
  }

  token() {
    return this.tokens[0] ?? '';
  }

  /** The server's time, ms. The difference is taken of the answer that was quickest. */
  now() {
    return Date.now() + this.skewMs;
  }

  /** The stage as it is; before it, another token when this one ends soon. A refusal is told by how it is. */
  async look(signal) {
    if (!this.over && this.expiresAt !== null && this.expiresAt - this.now() < RENEW_BEFORE_MS) {
      await this.renew(signal).catch(error => {
        if (error.kind !== 'problem') throw error;
      });
    }
    return this.call('', undefined, signal);
  }

  /** The next token is kept before it is sent: when the answer is lost, both are tried. */
  async renew(signal) {
    const next = this.next ?? randomToken();
    this.next = next;
    this.keep();
    await this.call(':renew', { next }, signal);
    this.tokens = [next];
    this.next = null;
    this.keep();
  }

  mute(muted) {
    return this.call(':mute', { muted });
  }

  rematch() {
    return this.call(':rematch', null);
  }

  leave() {
    return this.call(':leave', null);
  }

  async call(verb, body, signal) {
    for (;;) {
      const token = this.token();
      if (!token) throw new StageError('token', 'the token of this page is not good');
      const sent = Date.now();
      const { response, answer } = await this.send(verb, body, token, signal);
      if (response.status === 401) {
        this.drop(token);
        continue;
      }
      if (!response.ok || !answer) {
        throw new StageError('problem', answer?.detail ?? `The server answered ${response.status}.`, response.status);
      }
      this.heard(answer, sent, Date.now());
      return answer;
    }
  }

  drop(token) {
    this.tokens = this.tokens.filter(other => other !== token);
    if (!this.tokens.length && this.next) {
      this.tokens = [this.next];
      this.next = null;
    }
    this.keep();
  }

  /** The response with its body, null unless that is JSON; both come in time, or neither. */
  async send(verb, body, token, signal) {
    const headers = { Accept: 'application/json', Authorization: `Bearer ${token}` };
    if (body) headers['Content-Type'] = 'application/json';
    const timeout = new AbortController();
    const stop = () => timeout.abort();
    const timer = setTimeout(stop, TIMEOUT_MS);
    signal?.addEventListener('abort', stop);
    try {
      const path = `/v1/cohost-sessions/${this.sessionId}/stage/${encodeURIComponent(this.seat)}${verb}`;
      const response = await fetch(path, {
        method: verb ? 'POST' : 'GET',
        headers,
        body: body ? JSON.stringify(body) : undefined,
        signal: timeout.signal,
        cache: 'no-store',
      });
      return { response, answer: json(await response.text()) };
    } catch {
      throw new StageError('unreachable', 'The control plane cannot be reached. It is tried again.');
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
    }
  }

  heard(view, sent, came) {
    this.over = isOver(view);
    this.expiresAt = view.tokenExpiresAt === null ? null : Date.parse(view.tokenExpiresAt);
    const trip = came - sent;
    const skewMs = Date.parse(view.serverTime) - (sent + came) / 2;
    // Each is right but for half its trip. Two that cannot both be: one of the clocks was set.
    const wasSet = Math.abs(skewMs - this.skewMs) > (trip + this.quickest) / 2 + 5;
    if (trip < this.quickest || wasSet) {
      this.quickest = trip;
      this.skewMs = skewMs;
    }
  }
}

/** Whether there is a link in the address bar that nobody has taken yet. */
export function isLinkThere() {
  return new URLSearchParams(location.hash.slice(1)).has('token');
}

function fromAddress() {
  if (!isLinkThere()) return null;
  const given = new URLSearchParams(location.hash.slice(1));
  history.replaceState(null, '', location.pathname);
  return { seat: given.get('seat') ?? '', token: given.get('token') };
}

function json(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** 32 random bytes, base64url. */
function randomToken() {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
