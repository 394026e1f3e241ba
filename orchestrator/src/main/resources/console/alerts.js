// Alerts: what is wrong now, with its likely cause, and what was.
import { useState } from './lib.js';
import { html } from './html.js';
import { get, post } from './api.js';
import { useAlerts } from './alertsfeed.js';
import { clock, dayTime } from './format.js';
import { Refusal } from './dialog.js';
import { usePoll } from './poll.js';
import { Shape } from './status.js';

const TONES = { CRITICAL: 'bad', WARNING: 'warn', OPPORTUNITY: 'ok' };
const WORDS = { CRITICAL: 'Critical', WARNING: 'Warning', OPPORTUNITY: 'Chance' };
const FILTERS = {
  state: ['RAISED', 'ACKNOWLEDGED', 'RESOLVED'],
  severity: ['CRITICAL', 'WARNING', 'OPPORTUNITY'],
};

/** The number of raised ones, in the bar of every page. */
export function AlertsLink() {
  const raised = useAlerts()?.raised ?? 0;
  return html`<a class="topbar-link" href="#/alerts" data-testid="open-alerts">Alerts${raised > 0
    && html` <span class="alert-badge" data-testid="alert-badge" title=${`${raised} raised, nobody looks into them yet`}>${raised}</span>`}</a>`;
}

/** #/alerts */
export function AlertsPage() {
  const [filter, setFilter] = useState({});
  const live = useAlerts();
  const list = usePoll('alerts', signal => get('/alerts', { ...filter, pageSize: 100 }, signal), 3000, [JSON.stringify(filter)]);
  const shown = merged(list.data?.alerts ?? [], live?.alerts ?? [], filter);
  return html`<div class="alerts-page" data-testid="alerts-page">
    <header class="room-head"><div class="room-name"><a class="back" href="#/">← Rooms</a><h1>Alerts</h1></div>
      <span class="grow"/>
      ${Object.entries(FILTERS).map(([name, words]) => html`<label key=${name} class="alert-filter dim">${name}
        <select data-testid=${`filter-${name}`} value=${filter[name] ?? ''}
          onChange=${event => setFilter({ ...filter, [name]: event.target.value || undefined })}>
          <option value="">all</option>${words.map(word => html`<option key=${word} value=${word}>${word.toLowerCase()}</option>`)}
        </select></label>`)}
    </header>
    ${list.error && html`<p class="empty dim" role="alert">${list.error.message}</p>`}
    ${!list.data && !list.error && html`<p class="empty dim" role="status">Reading…</p>`}
    ${list.data && !shown.length && html`<p class="empty dim">Nothing ${Object.values(filter).some(Boolean) ? 'of that kind' : 'was ever wrong'}.</p>`}
    <ol class="alerts">${shown.map(alert => html`<${One} key=${alert.id} alert=${alert} onDone=${list.refresh}/>`)}</ol>
  </div>`;
}

/** The list is a little behind: what is known of the last minute stands in its place. */
function merged(listed, live, filter) {
  const fits = alert => Object.entries(filter).every(([name, value]) => !value || alert[name] === value);
  const newer = new Map(live.map(alert => [alert.id, alert]));
  const all = listed.map(alert => newer.get(alert.id) ?? alert);
  const known = new Set(listed.map(alert => alert.id));
  all.push(...live.filter(alert => !known.has(alert.id)));
  return all.filter(fits).sort((a, b) => Date.parse(b.raisedAt) - Date.parse(a.raisedAt));
}

function One({ alert, onDone }) {
  const [note, setNote] = useState(null);
  const [failure, setFailure] = useState(null);
  const acknowledge = async event => {
    event.preventDefault();
    try {
      await post(`/alerts/${encodeURIComponent(alert.id)}:acknowledge`, note ? { note } : {});
      setNote(null);
    } catch (error) {
      setFailure(error);
    }
    onDone();
  };
  return html`<li class="alert" data-testid="alert" data-alert=${alert.id} data-state=${alert.state} data-severity=${alert.severity}>
    <span class=${`alert-severity tone-${alert.state === 'RESOLVED' ? 'off' : TONES[alert.severity]}`}>
      <${Shape} of=${TONES[alert.severity]}/> ${WORDS[alert.severity]}</span>
    <div class="alert-what">
      <p><b>${alert.title}</b>, ${where(alert)} <span class="dim">${alert.value}, expected ${alert.expected}</span></p>
      <p>Likely cause: ${alert.causeText}</p>
      <p class="dim small">
        ${alert.roomId && html`<a href=${`#/rooms/${encodeURIComponent(alert.roomId)}/live`}>the room's figures</a> · `}
        ${alert.subRooms.length > 0 && `touches ${alert.subRooms.join(', ')} · `}
        ${alert.symptoms.length > 0 && `explains ${alert.symptoms.join(', ')} · `}
        <span title=${alert.raisedAt}>raised ${dayTime(alert.raisedAt)}</span>
        ${alert.acknowledged && ` · ${alert.acknowledged.by} looks into it since ${clock(alert.acknowledged.at)}${alert.acknowledged.note ? `: ${alert.acknowledged.note}` : ''}`}
        ${alert.resolvedAt && ` · over since ${clock(alert.resolvedAt)}, ${alert.resolution}`}
      </p>
      ${failure && html`<${Refusal} label="Acknowledge" failure=${failure} onClose=${() => setFailure(null)}/>`}
    </div>
    ${alert.state === 'RAISED' && (note === null
    ? html`<button type="button" data-testid="acknowledge" onClick=${() => setNote('')}>Acknowledge</button>`
    : html`<form class="alert-note" onSubmit=${acknowledge}>
        <input data-testid="note" maxlength="500" placeholder="Note, if any" value=${note} onInput=${event => setNote(event.target.value)}/>
        <button type="submit" class="button-main" data-testid="acknowledge-yes">I look into it</button>
        <button type="button" class="button-quiet" onClick=${() => setNote(null)}>No</button></form>`)}
    ${alert.state !== 'RAISED' && html`<span class="dim">${alert.state === 'RESOLVED' ? 'resolved' : 'acknowledged'}</span>`}
  </li>`;
}

function where({ subject }) {
  if (subject.kind === 'ROOM') return 'in all markets';
  const words = { REGION: 'in region', SUB_ROOM: 'in', LINE: 'on line', AGENT: 'agent', SEAT: 'on stage:' };
  return `${words[subject.kind] ?? ''} ${subject.id}`;
}
