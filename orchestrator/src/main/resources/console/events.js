// The events of a room as they happen, newest first.
import { useEffect, useState } from './lib.js';
import { html } from './html.js';
import { clockMillis, count, dayTime } from './format.js';
import { EventFeed } from './feed.js';
import { eventTone, sentence } from './sentences.js';
import { Shape } from './status.js';

const STEP = 150;
const PHASES = {
  connecting: ['busy', 'Connecting'],
  live: ['ok', 'Live'],
  retrying: ['warn', 'Cut, joining again'],
};

/** The room's feed while the caller is on the page; `onNews` is called when something happened. */
export function useEvents(roomId, onNews) {
  const [view, setView] = useState({ events: [], gaps: [], phase: 'connecting', problem: null });
  useEffect(() => {
    let newest = 0;
    const feed = new EventFeed(roomId, next => {
      setView(next);
      const last = next.events.at(-1)?.sequence ?? 0;
      if (last > newest) onNews();
      newest = last;
    });
    feed.start();
    return () => feed.stop();
  }, [roomId]);
  return view;
}

export function EventsPanel({ view, subRoomIds }) {
  const [text, setText] = useState('');
  const [subRoom, setSubRoom] = useState('');
  const [limit, setLimit] = useState(STEP);
  const { events, gaps, phase, problem } = view;
  const found = events.filter(event => matches(event, text, subRoom)).reverse();
  const [tone, word] = PHASES[phase];
  const gapAbove = new Map(gaps.map(gap => [gap.to + 1, gap]));
  return html`<section class="events" aria-label="Events" data-testid="events">
    <header class="events-head">
      <h2>Events</h2>
      <span class=${`events-phase tone-${tone}`} title=${problem ?? ''} data-testid="events-phase"><${Shape} of=${tone}/> ${word}</span>
      <span class="grow"/>
      <span class="dim small mono">${found.length === events.length ? count(events.length, 'event') : `${found.length} of ${events.length}`}</span>
    </header>
    <div class="events-filters">
      <select aria-label="Sub-room" value=${subRoom} onChange=${event => setSubRoom(event.target.value)}>
        <option value="">All sub-rooms</option>
        <option value="-">The room itself</option>
        ${subRoomIds.map(id => html`<option key=${id} value=${id}>${id}</option>`)}
      </select>
      <input type="search" class="search" placeholder="Type or text" aria-label="Find in events" value=${text}
        onInput=${event => setText(event.target.value)} data-testid="event-search"/>
    </div>
    ${gaps.length > 0 && html`<p class="events-gap" role="alert" data-testid="event-gap">
      <${Shape} of="bad"/> The sequence has a gap: ${gaps.map(range).join(', ')} ${gaps.length > 1 || gaps[0].to > gaps[0].from ? 'are' : 'is'} missing.
    </p>`}
    <ol class="event-list" tabindex="0" aria-label="Events, newest first">
      ${found.slice(0, limit).map(event => html`<${EventRow} key=${event.sequence} event=${event} gap=${gapAbove.get(event.sequence)}/>`)}
      ${!found.length && html`<li class="empty dim">${events.length ? 'No event matches.' : 'Nothing has happened yet.'}</li>`}
      ${found.length > limit && html`<li class="more"><button type="button" onClick=${() => setLimit(limit + STEP)}>Show ${Math.min(STEP, found.length - limit)} more</button></li>`}
    </ol>
  </section>`;
}

function range({ from, to }) {
  return from === to ? `${from}` : `${from}–${to}`;
}

function matches(event, text, subRoom) {
  if (subRoom === '-' ? event.subRoomId : subRoom && event.subRoomId !== subRoom) return false;
  const wanted = text.trim().toLowerCase();
  return !wanted || `${event.type} ${event.by} ${event.subRoomId ?? ''} ${sentence(event)}`.toLowerCase().includes(wanted);
}

function EventRow({ event, gap }) {
  const [open, setOpen] = useState(false);
  const tone = eventTone(event);
  return html`<li class=${`event tone-edge-${tone}`} data-testid="event-row" data-sequence=${event.sequence} data-type=${event.type}>
    <div class="event-line">
      <time class="mono" datetime=${event.at} title=${`${dayTime(event.at)} · ${event.at}`}>${clockMillis(event.at)}</time>
      <b class=${`event-type tone-${tone}`}>${event.type}</b>
      ${event.subRoomId && html`<span class="tag">${event.subRoomId}</span>`}
      <span class="grow"/>
      <span class="mono dim">#${event.sequence}</span>
    </div>
    <p class="event-text">${sentence(event)}</p>
    <div class="event-foot small dim">
      <span>by ${event.by}</span>
      <button type="button" class="button-link" aria-expanded=${open} onClick=${() => setOpen(!open)}>${open ? 'Hide JSON' : 'JSON'}</button>
    </div>
    ${open && html`<pre class="event-json">${JSON.stringify(event, null, 2)}</pre>`}
    ${gap && html`<p class="event-gap">Events ${range(gap)} are missing here.</p>`}
  </li>`;
}
