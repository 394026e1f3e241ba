// Start: takes the token, then shows the sign-in form or the page that the address names.
import { render, useEffect, useState } from './lib.js';
import { html } from './html.js';
import { hasToken, onTokenChange, takeTokenFromAddress } from './api.js';
import { SignIn } from './signin.js';
import { Shell } from './shell.js';
import { useFleet } from './fleet.js';
import { RegionPage } from './region.js';
import { RoomsPage } from './rooms.js';
import { RoomPage } from './room.js';
import { RebalancesPage } from './rebalances.js';
import { CalendarPage } from './calendar.js';
import { LivePage } from './live.js';
import { ReportsPage } from './reports.js';
import { TimelinePage } from './timeline.js';
import { AlertsPage } from './alerts.js';
import { SessionsPage } from './sessions.js';
import { SessionPage } from './session.js';

takeTokenFromAddress();

/** #/ is the list; #/rooms/{roomId}, #/rooms/{roomId}/live, #/rooms/{roomId}/timeline, #/regions/{regionId}; #/rebalances, #/rebalances/{id}; #/calendar; #/alerts; #/sessions, #/sessions?room={roomId}, #/sessions/{sessionId}; #/reports, #/reports/{roomId},{roomId}. */
function route() {
  const [, ofRoom] = /^#\/sessions(?:\?room=([^/?&]+))?$/.exec(location.hash) ?? [null, false];
  if (ofRoom !== false) return { page: 'sessions', id: ofRoom ?? null };
  const [, whole] = /^#\/(rebalances|calendar|alerts|reports)$/.exec(location.hash) ?? [];
  if (whole) return { page: whole, id: null };
  const [, past] = /^#\/rooms\/([^/?&]+)\/timeline$/.exec(location.hash) ?? [];
  if (past) return { page: 'timeline', id: decodeURIComponent(past) };
  const [, watched] = /^#\/rooms\/([^/?&]+)\/live$/.exec(location.hash) ?? [];
  if (watched) return { page: 'live', id: decodeURIComponent(watched) };
  const [, page, id] = /^#\/(rooms|regions|rebalances|reports|sessions)\/([^/?&]+)$/.exec(location.hash) ?? [];
  return page ? { page: page === 'sessions' ? 'session' : page, id: decodeURIComponent(id) } : { page: 'list', id: null };
}

function App() {
  const [signed, setSigned] = useState({ in: hasToken(), why: null });
  const [place, setPlace] = useState(route());
  useEffect(() => onTokenChange(why => setSigned({ in: hasToken(), why })), []);
  useEffect(() => {
    const follow = () => {
      takeTokenFromAddress();
      setPlace(route());
      window.scrollTo(0, 0);
    };
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, []);
  if (!signed.in) return html`<${SignIn} why=${signed.why}/>`;
  return html`<${Console} place=${place}/>`;
}

function Console({ place }) {
  const fleet = useFleet();
  const page = {
    rooms: () => html`<${RoomPage} key=${place.id} roomId=${place.id} agents=${fleet.data?.agents ?? []}/>`,
    regions: () => html`<${RegionPage} key=${place.id} regionId=${place.id} fleet=${fleet}/>`,
    rebalances: () => html`<${RebalancesPage} id=${place.id}/>`,
    sessions: () => html`<${SessionsPage} key=${place.id} room=${place.id}/>`,
    session: () => html`<${SessionPage} key=${place.id} sessionId=${place.id}/>`,
    alerts: () => html`<${AlertsPage}/>`,
    calendar: () => html`<${CalendarPage}/>`,
    reports: () => html`<${ReportsPage} ids=${place.id}/>`,
    live: () => html`<${LivePage} key=${place.id} roomId=${place.id}/>`,
    timeline: () => html`<${TimelinePage} key=${place.id} roomId=${place.id}/>`,
    list: () => html`<${RoomsPage}/>`,
  }[place.page];
  return html`<${Shell} fleet=${fleet.data} region=${place.page === 'regions' ? place.id : null}>${page()}<//>`;
}

const root = document.getElementById('app');
root.replaceChildren();
render(html`<${App}/>`, root);
