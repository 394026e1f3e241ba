// Data that keeps itself fresh, and what the page knows of its connection.
import { useEffect, useRef, useState } from './lib.js';
import { now } from './api.js';

const LONGEST_PAUSE_MS = 5000;
const states = new Map();
const watchers = new Set();

/** What each poll last met: [{name, error, at}], at = when it last succeeded (ms) or null. */
export function useConnection() {
  const [, redraw] = useState(0);
  useEffect(() => {
    const watcher = () => redraw(n => n + 1);
    watchers.add(watcher);
    return () => watchers.delete(watcher);
  }, []);
  return [...states.values()];
}

function report(name, state) {
  if (state) states.set(name, state);
  else states.delete(name);
  for (const watcher of watchers) watcher();
}

/**
 * Calls `load(signal)` now, and again `everyMs` after each answer; after a failure it keeps the last
 * data, says the error, and tries again with growing pauses. `deps` start it anew.
 *
 * @returns {{data, error, at, refresh}} at: when the data came, ms; refresh: asks at once
 */
export function usePoll(name, load, everyMs, deps) {
  const [state, setState] = useState({ data: null, error: null, at: null });
  const turn = useRef(() => {});
  useEffect(() => {
    let stopped = false;
    let running = false;
    let wanted = false;
    let failures = 0;
    let timer = 0;
    let at = null;
    const controller = new AbortController();
    async function run() {
      if (stopped) return;
      if (running) {
        wanted = true;
        return;
      }
      clearTimeout(timer);
      running = true;
      wanted = false;
      try {
        const data = await load(controller.signal);
        failures = 0;
        at = Date.now();
        if (!stopped) setState({ data, error: null, at });
        if (!stopped) report(name, { name, error: null, at });
      } catch (error) {
        failures++;
        if (!stopped) setState(old => ({ ...old, error }));
        if (!stopped) report(name, { name, error, at });
      }
      running = false;
      const pause = failures ? Math.min(1000 * 2 ** (failures - 1), LONGEST_PAUSE_MS) : everyMs;
      if (!stopped) timer = setTimeout(run, wanted ? 0 : pause);
    }
    turn.current = run;
    run();
    return () => {
      stopped = true;
      clearTimeout(timer);
      controller.abort();
      report(name, null);
    };
  }, deps);
  return { ...state, refresh: () => turn.current() };
}

/** The server's time, ms, moving on each second. */
export function useNow(everyMs = 1000) {
  const [time, setTime] = useState(now());
  useEffect(() => {
    const timer = setInterval(() => setTime(now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return time;
}
