// How the sub-rooms of many rooms do, without asking for all of them all the time.
//
// The list of rooms does not carry their sub-rooms. Each turn asks for the few rooms that are most
// overdue: what is on the air every 3 s, what is to come every 15 s, what is over once.
import { useEffect, useRef, useState } from './lib.js';
import { getAll } from './api.js';

const TURN_MS = 1000;
const ROOMS_A_TURN = 6;
const AGE_MS = { LIVE: 3000, PREPARING: 3000, SCHEDULED: 15000, ENDED: Infinity, CANCELLED: Infinity };

/** Map of room id -> its sub-rooms, as far as they are known. */
export function useSubRoomsOf(rooms) {
  const [known, setKnown] = useState(new Map());
  const wanted = useRef([]);
  wanted.current = rooms;
  useEffect(() => {
    const asked = new Map();
    const controller = new AbortController();
    let timer = 0;
    async function turn() {
      const due = mostOverdue(wanted.current, asked);
      const answers = await Promise.all(due.map(room => subRoomsOf(room, asked, controller.signal)));
      if (controller.signal.aborted) return;
      const news = answers.filter(Boolean);
      if (news.length) setKnown(old => new Map([...old, ...news]));
      timer = setTimeout(turn, wanted.current.length ? TURN_MS : 100);
    }
    turn();
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, []);
  return known;
}

function mostOverdue(rooms, asked) {
  const overdue = room => {
    const last = asked.get(room.id);
    if (!last || last.status !== room.status) return Infinity; // never, or it has turned since
    const wait = AGE_MS[room.status] ?? 3000;
    return wait === Infinity ? -1 : Date.now() - last.at - wait;
  };
  return rooms
    .filter(room => room.subRoomIds.length > 0)
    .map(room => [room, overdue(room)])
    .filter(([, late]) => late >= 0)
    .sort((a, b) => (a[1] === b[1] ? 0 : b[1] - a[1]))
    .slice(0, ROOMS_A_TURN)
    .map(([room]) => room);
}

/** [room id, sub-rooms], or null when it could not be had: the list's own poll says why. */
async function subRoomsOf(room, asked, signal) {
  asked.set(room.id, { at: Date.now(), status: room.status });
  try {
    const { items } = await getAll(`/rooms/${room.id}/sub-rooms`, 'subRooms', signal);
    return [room.id, items];
  } catch {
    return null;
  }
}
