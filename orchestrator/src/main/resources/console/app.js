// Start: takes the token, then shows the sign-in form or the page that the address names.
import { render, useEffect, useState } from './lib.js';
import { html } from './html.js';
import { hasToken, onTokenChange, takeTokenFromAddress } from './api.js';
import { SignIn } from './signin.js';
import { Shell } from './shell.js';
import { RoomsPage } from './rooms.js';
import { RoomPage } from './room.js';

takeTokenFromAddress();

/** #/ is the list, #/rooms/{roomId} is a room. */
function route() {
  const room = /^#\/rooms\/([^/?&]+)$/.exec(location.hash);
  return room ? { page: 'room', roomId: decodeURIComponent(room[1]) } : { page: 'rooms' };
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
  return html`<${Shell}>
    ${place.page === 'room'
      ? html`<${RoomPage} key=${place.roomId} roomId=${place.roomId}/>`
      : html`<${RoomsPage}/>`}
  <//>`;
}

const root = document.getElementById('app');
root.replaceChildren();
render(html`<${App}/>`, root);
