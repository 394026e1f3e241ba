// What is wrong now, each second, by SSE; one stream for all who look, joined again where it was cut.
import { useEffect, useState } from './lib.js';
import { open } from './api.js';
import { messages } from './sse.js';

const SILENCE_MS = 10000;
const LONGEST_PAUSE_MS = 5000;
const watchers = new Set();
let newest = null;
let controller = null;

/** The newest frame: {at, raised, alerts}; null before the first. */
export function useAlerts() {
  const [frame, setFrame] = useState(newest);
  useEffect(() => {
    watchers.add(setFrame);
    if (watchers.size === 1) run();
    return () => {
      watchers.delete(setFrame);
      if (watchers.size === 0) controller?.abort();
    };
  }, []);
  return frame;
}

async function run() {
  let failures = 0;
  while (watchers.size > 0) {
    try {
      await listen(() => { failures = 0; });
    } catch (error) {
      if (error.kind === 'signedOut') return;
    }
    if (watchers.size === 0) return;
    failures++;
    await new Promise(next => setTimeout(next, Math.min(300 * 2 ** failures, LONGEST_PAUSE_MS)));
  }
}

async function listen(onFrame) {
  const mine = new AbortController();
  controller = mine;
  let silence;
  const heard = () => {
    clearTimeout(silence);
    silence = setTimeout(() => mine.abort(), SILENCE_MS);
  };
  heard();
  try {
    const response = await open('/alerts/live', { headers: { Accept: 'text/event-stream' }, signal: mine.signal });
    for await (const message of messages(response.body)) {
      heard();
      if (!message?.data) continue;
      onFrame();
      newest = JSON.parse(message.data);
      for (const watcher of watchers) watcher(newest);
    }
  } finally {
    clearTimeout(silence);
  }
}
