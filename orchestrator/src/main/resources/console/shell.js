// What stands around every page: the bar with the cluster's health and the connection, and the fleet.
import { html } from './html.js';
import { get, setToken } from './api.js';
import { clock, count, span } from './format.js';
import { useConnection, useNow, usePoll } from './poll.js';
import { FleetStrip } from './fleet.js';
import { Shape } from './status.js';
import { AlertsLink } from './alerts.js';

/** `fleet`: its data or null; `region`: the one whose page is shown, or null. */
export function Shell({ fleet, region, children }) {
  return html`<div class="shell">
    <a class="skip" href="#main" onClick=${skip}>Skip to the page</a>
    <${TopBar}/>
    <${FleetStrip} data=${fleet} opened=${region}/>
    <main id="main" tabindex="-1">${children}</main>
    <${LostConnection}/>
  </div>`;
}

function skip(event) {
  event.preventDefault();
  document.getElementById('main').focus();
}

function TopBar() {
  const time = useNow();
  return html`<header class="topbar">
    <a class="brand" href="#/"><img src="favicon.svg" alt="" width="22" height="22"/> Roomfleet</a>
    <a class="topbar-link" href="#/sessions" data-testid="open-sessions">Sessions</a>
    <a class="topbar-link" href="#/calendar" data-testid="open-calendar">Calendar</a>
    <a class="topbar-link" href="#/rebalances" data-testid="open-rebalances">Rebalances</a>
    <a class="topbar-link" href="#/reports" data-testid="open-reports">Reports</a>
    <${AlertsLink}/>
    <${ClusterHealth}/>
    <span class="grow"/>
    <${Freshness}/>
    <span class="topbar-clock mono" title="The server's time, in UTC">${clock(time, 'UTC')} UTC</span>
    <button type="button" class="button-quiet" onClick=${() => setToken(null)}>Sign out</button>
  </header>`;
}

/** Nodes and Cassandra: one line when all is well, a loud one when not. */
function ClusterHealth() {
  const { data } = usePoll('cluster', signal => get('/cluster', {}, signal), 4000, []);
  if (!data) return html`<span class="cluster dim">Cluster …</span>`;
  const up = data.members.filter(member => member.status === 'Up').length;
  const faults = [];
  if (data.unreachable.length) faults.push(`${count(data.unreachable.length, 'node')} unreachable`);
  if (!data.leader) faults.push('no leader');
  if (data.cassandra !== 'up') faults.push(`Cassandra: ${data.cassandra}`);
  const title = data.members.map(m => `${m.address} ${m.status}`).join('\n');
  return html`<span class=${`cluster tone-${faults.length ? 'bad' : 'ok'}`} title=${title} data-testid="cluster-health">
    <${Shape} of=${faults.length ? 'bad' : 'ok'}/>
    <span>${count(up, 'node')} up${faults.length ? ` · ${faults.join(' · ')}` : ' · Cassandra up'}</span>
  </span>`;
}

/** The worst of the page's polls: since when what is seen has not been fresh, or null. */
function useStaleSince() {
  const lost = useConnection().filter(state => state.error?.kind === 'unreachable' || state.error?.status >= 500);
  if (!lost.length) return null;
  const oldest = Math.min(...lost.map(state => state.at ?? 0));
  return { at: oldest || null, message: lost[0].error.message };
}

function Freshness() {
  const states = useConnection();
  const stale = useStaleSince();
  const at = Math.max(0, ...states.map(state => state.at ?? 0));
  if (stale) return html`<span class="fresh tone-warn"><${Shape} of="warn"/> <span>Not fresh</span></span>`;
  return html`<span class="fresh dim" data-testid="fresh">as of <span class="mono">${at ? clock(at) : '–'}</span></span>`;
}

function LostConnection() {
  const stale = useStaleSince();
  useNow();
  if (!stale) return null;
  const age = stale.at ? `What you see is from ${clock(stale.at)}, ${span((Date.now() - stale.at) / 1000)} ago.` : '';
  return html`<div class="lost" role="alert" data-testid="connection-lost">
    <${Shape} of="warn"/>
    <span><b>Connection lost, retrying.</b> ${age} Videos come from the agents and play on. <span class="dim">${stale.message}</span></span>
  </div>`;
}
