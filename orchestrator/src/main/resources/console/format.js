// Times, spans and amounts as people read them. Input is what the API sends (ISO-8601 strings,
// numbers, null); what is not there is shown as a dash.

const formats = new Map();

function format(zone, options) {
  const key = zone + JSON.stringify(options);
  if (!formats.has(key)) {
    let made;
    try {
      made = new Intl.DateTimeFormat('en-GB', { ...options, timeZone: zone || undefined, hourCycle: 'h23' });
    } catch {
      made = null; // a zone that this browser does not know
    }
    formats.set(key, made);
  }
  return formats.get(key);
}

const HMS = { hour: '2-digit', minute: '2-digit', second: '2-digit' };

/** 20:14:03 in the zone, or in the browser's own. */
export function clock(at, zone) {
  return at === null || at === undefined ? '–' : format(zone, HMS)?.format(new Date(at)) ?? '–';
}

/** 20:14:03.250 */
export function clockMillis(at) {
  return `${clock(at)}.${String(new Date(at).getMilliseconds()).padStart(3, '0')}`;
}

/** Sat 22 Nov, 20:14 */
export function dayTime(at, zone) {
  if (!at) return '–';
  const options = { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' };
  return format(zone, options)?.format(new Date(at)) ?? '–';
}

/** Sat 20:14:03: what a market's own clock shows. */
export function wallClock(now, zone) {
  return format(zone, { weekday: 'short', ...HMS })?.format(new Date(now)).replace(',', '') ?? 'unknown zone';
}

/** 04:12, 1:02:33, 2 d 03:10: a span of seconds; its sign is dropped. */
export function span(seconds) {
  const s = Math.floor(Math.abs(seconds));
  const two = n => String(n).padStart(2, '0');
  const days = Math.floor(s / 86400);
  const hours = Math.floor((s % 86400) / 3600);
  const minutes = Math.floor((s % 3600) / 60);
  if (days) return `${days} d ${two(hours)}:${two(minutes)}`;
  if (hours) return `${hours}:${two(minutes)}:${two(s % 60)}`;
  return `${two(minutes)}:${two(s % 60)}`;
}

/** in 04:12, or 04:12 ago. */
export function relative(at, now) {
  if (!at) return '–';
  const seconds = (Date.parse(at) - now) / 1000;
  return seconds >= 0 ? `in ${span(seconds)}` : `${span(seconds)} ago`;
}

/** At most `digits` after the point, none that say nothing: 3, 3.5, 1,250. */
export function amount(value, digits = 1) {
  if (value === null || value === undefined || Number.isNaN(value)) return '–';
  return value.toLocaleString('en-GB', { maximumFractionDigits: digits });
}

/** 43 %, of a share from 0 to 1. */
export function percent(share) {
  return share === null || share === undefined ? '–' : `${Math.round(share * 100)} %`;
}

/** 3.4 %, where small shares matter. */
export function share(value) {
  return value === null || value === undefined ? '–' : `${amount(value * 100, 1)} %`;
}

/** 2.6 Mbit/s, 250 kbit/s. */
export function bitrate(bitsPerSecond) {
  if (!bitsPerSecond) return '–';
  return bitsPerSecond >= 1e6
    ? `${amount(bitsPerSecond / 1e6, 1)} Mbit/s`
    : `${amount(bitsPerSecond / 1e3, 0)} kbit/s`;
}

/** 1 agent, 3 agents. */
export function count(n, word) {
  return `${amount(n, 0)} ${word}${n === 1 ? '' : 's'}`;
}

/** The three sides of an amount of capacity, without those that are 0: 1.2 units · 3 Mbit/s · 1 slot. */
export function sides(capacity) {
  if (!capacity) return '–';
  const parts = [];
  if (capacity.transcodeUnits > 0) {
    const units = amount(capacity.transcodeUnits, 3);
    parts.push(`${units} transcode unit${units === '1' ? '' : 's'}`);
  }
  if (capacity.egressMbps > 0) parts.push(`${amount(capacity.egressMbps, 3)} Mbit/s of egress`);
  if (capacity.slots > 0) parts.push(count(capacity.slots, 'slot'));
  return parts.join(' · ') || 'nothing';
}

/** 360p · 180p · 15 fps */
export function ladder(value) {
  if (!value) return '–';
  const rungs = value.renditions?.join(' ') || value.preset || '–';
  return value.frameRate ? `${rungs} · ${value.frameRate} fps` : rungs;
}
