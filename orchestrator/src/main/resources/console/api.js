// The public HTTP API: the token, one request function, and the pages of a list.

const KEY = 'roomfleet.token';
const TIMEOUT_MS = 8000;
const DOWNLOAD_MS = 60_000;
const watchers = new Set();
let token = sessionStorage.getItem(KEY);
let skewMs = 0;

/**
 * What went wrong with a request. `kind`: signedOut (401), problem (the server said no, `problem` is
 * its problem+json or null), unreachable (no answer in time, or none at all).
 */
export class ApiError extends Error {
  constructor(kind, message, status = 0, problem = null) {
    super(message);
    this.kind = kind;
    this.status = status;
    this.problem = problem;
  }
}

/** Takes `#token=…` out of the address bar, before anything else sees it. */
export function takeTokenFromAddress() {
  const found = /^#token=([^&]+)(?:&(.*))?$/.exec(location.hash);
  if (!found) return;
  history.replaceState(null, '', `${location.pathname}#${found[2] ?? '/'}`);
  let given = found[1];
  try {
    given = decodeURIComponent(given);
  } catch {
    // not percent-encoded: taken as it stands
  }
  setToken(given);
}

export function hasToken() {
  return Boolean(token);
}

/** Keeps the token for this tab alone; null signs out. */
export function setToken(value, why = null) {
  token = value;
  if (value) sessionStorage.setItem(KEY, value);
  else sessionStorage.removeItem(KEY);
  for (const watcher of watchers) watcher(why);
}

/** Calls back when the token comes or goes, with a sentence why; returns the way out. */
export function onTokenChange(watcher) {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

/** The server's time, ms: clocks of people's machines are off, and a countdown must not be. */
export function now() {
  return Date.now() + skewMs;
}

function noteServerTime(response) {
  const theirs = Date.parse(response.headers.get('Date') ?? '');
  // The header has whole seconds, so a smaller difference means nothing.
  if (!Number.isNaN(theirs)) {
    const difference = theirs + 500 - Date.now();
    skewMs = Math.abs(difference) > 2000 ? difference : 0;
  }
}

/** The raw response to an authorized request (`as`: with another token); throws ApiError unless it is a success. */
export async function open(path, { method = 'GET', headers = {}, body, signal, as } = {}) {
  const used = as ?? token;
  let response;
  try {
    response = await fetch(`/v1${path}`, {
      method,
      headers: { Authorization: `Bearer ${used}`, ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal,
      cache: 'no-store',
    });
  } catch (cause) {
    if (cause.name === 'AbortError') throw cause;
    const why = cause.name === 'TimeoutError' ? `no answer within ${TIMEOUT_MS / 1000} s` : 'no connection';
    throw new ApiError('unreachable', `The control plane cannot be reached: ${why}.`);
  }
  noteServerTime(response);
  if (response.ok) return response;
  const problem = await response.json().catch(() => null);
  if (response.status === 401) {
    const why = 'The server did not accept the token. It may have changed since this page was opened.';
    if (used === token) setToken(null, why);
    throw new ApiError('signedOut', why, 401, problem);
  }
  const detail = problem?.detail ?? problem?.title ?? `The server answered ${response.status}.`;
  throw new ApiError('problem', detail, response.status, problem);
}

async function json(path, options) {
  const { signal, release } = either(options.signal, AbortSignal.timeout(TIMEOUT_MS));
  try {
    const response = await open(path, {
      ...options, signal, headers: { Accept: 'application/json', ...options.headers },
    });
    return response.status === 204 ? null : await whole(response);
  } finally {
    release();
  }
}

async function whole(response) {
  try {
    return await response.json();
  } catch (cause) {
    if (cause.name === 'AbortError') throw cause;
    throw new ApiError('unreachable', 'The control plane was cut off in the middle of its answer.');
  }
}

/** GET, as JSON. `query`: what is null or empty in it is left out; `as`: a token that is tried. */
export function get(path, query = {}, signal, as) {
  return json(path + search(query), { signal, as });
}

function search(query) {
  const given = Object.entries(query).filter(([, value]) => value !== null && value !== '');
  return given.length ? `?${new URLSearchParams(given)}` : '';
}

/** GET as CSV, kept as a file under the name that the server gives it: a plain link would carry no token. */
export async function download(path, query = {}) {
  const response = await open(path + search({ ...query, format: 'csv' }), { signal: AbortSignal.timeout(DOWNLOAD_MS) });
  const name = /filename="([^"]+)"/.exec(response.headers.get('Content-Disposition') ?? '')?.[1] ?? 'roomfleet.csv';
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await response.blob());
  link.download = name;
  link.click();
  // Not at once: a browser may still be about to read it.
  setTimeout(() => URL.revokeObjectURL(link.href), DOWNLOAD_MS);
}

/** POST with a fresh idempotency key; `body` may be left out. */
export function post(path, body) {
  const headers = { 'Idempotency-Key': randomKey() };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  return json(path, { method: 'POST', headers, body });
}

/** Every page of a list, as one list of what `field` holds, with the first page's `asOf`. */
export async function getAll(path, field, signal) {
  const items = [];
  let pageToken = null;
  let asOf = null;
  do {
    const page = await get(path, { pageSize: 100, pageToken }, signal);
    items.push(...page[field]);
    asOf ??= page.asOf;
    pageToken = page.nextPageToken;
  } while (pageToken);
  return { items, asOf };
}

/** A signal that fires with the first of two, until it is released (AbortSignal.any is too new for some browsers). */
function either(a, b) {
  const controller = new AbortController();
  const given = [a, b].filter(Boolean);
  const fire = () => controller.abort(given.find(signal => signal.aborted).reason);
  if (given.some(signal => signal.aborted)) fire();
  given.forEach(signal => signal.addEventListener('abort', fire));
  return { signal: controller.signal, release: () => given.forEach(signal => signal.removeEventListener('abort', fire)) };
}

/** 128 random bits in hex; randomUUID() is missing on pages that came over plain http. */
function randomKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}
