// An event as a sentence. Known types have their own words; any other is spelled from its name, so
// that an event of a later release still reads well.

import { dayTime } from './format.js';

const LEADS = {
  'room.created': 'The room was scheduled',
  'room.scheduled': 'The room was scheduled',
  'room.preparing': 'The room is being prepared',
  'room.started': 'The broadcast started',
  'room.ended': 'The broadcast ended',
  'room.cancelled': 'The broadcast was cancelled',
  'room.rescheduled': 'The broadcast was moved',
  'sub_room.added': 'The sub-room was asked for',
  'sub_room.requested': 'The sub-room was asked for',
  'sub_room.placing': 'Looking for a place to run',
  'sub_room.starting': 'Its encoder is coming up',
  'sub_room.ready': 'It can be played',
  'sub_room.live': 'It is on the air',
  'sub_room.degraded': 'It has stopped playing',
  'sub_room.failed': 'It could not be made to play',
  'sub_room.recovered': 'It plays again',
  'sub_room.moving': 'It plays on while it moves to another region',
  'sub_room.moved': 'It has moved, and plays',
  'move.failed': 'The move came to nothing, it plays where it was',
  'move.ended': 'It does not move after all',
  'sub_room.line_switched': 'It plays another line',
  'sub_room.closing': 'The sub-room is being closed',
  'sub_room.closed': 'The sub-room was closed',
  'sub_room.booked': 'Capacity is booked ahead',
  'sub_room.booking_released': 'Its capacity is booked no more',
  'placement.decided': 'A place was chosen',
  'placement.failed': 'No place was found',
  'line.assigned': 'An agent takes the line in',
  'room.agenda_set': 'The agenda was planned',
  'agenda.item_started': 'An item of the agenda began',
  'co_host.room_held': 'The room is kept free for a co-host session',
  'co_host.room_entered': 'The room is in a co-host session',
  'co_host.room_lapsed': 'The session did not come: the room is kept free no more',
  'co_host.room_freed': 'The room left the co-host session',
  'co_host.joined': 'Somebody is seen and heard in the session',
  'co_host.left': 'Somebody left the session',
  'co_host.reconnecting': 'Somebody dropped out of the session and is waited for',
  'co_host.live': 'The session is live',
  'co_host.ended': 'The session ended',
  'pk.started': 'A round of the PK began',
  'pk.score_changed': 'The points of the PK changed',
  'pk.extended': 'The round of the PK lasts longer',
  'pk.ended': 'The round of the PK ended',
  'co_host.room_told': 'The session knows that the room is over',
  'line.listening': 'The line waits for its publisher',
  'line.switched': 'The line was switched',
  'line.switch_checked': 'It was looked whether another line has helped',
  'line.mix_changed': 'The line by which it plays the mix of its session',
  'line.switch_measured': 'How viewers fared before and after the switch',
  'line.assigned': 'The line is taken in',
  'line.unassigned': 'No agent takes the line in',
  'line.changed': 'What comes in on the line has changed',
  'line.moving': 'The line is to be taken in elsewhere, as soon as its video comes there',
  'line.next_changed': 'What comes in where the line is going has changed',
  'line.moved': 'The line has moved, and is taken in',
  'line.move_failed': 'The line finds no place in another region',
  'line.move_ended': 'The line does not move after all',
  'alert.raised': 'An alert was raised',
  'alert.acknowledged': 'Somebody looks into the alert',
  'alert.resolved': 'The alert is over',
  'host.prompted': 'The host was asked to do something',
  'line.parted': 'The former place of the line is free',
};

const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;
const BAD = /(lost|failed|degraded|rejected|error|missing|impossible|unplaced|unassigned)$/;
const GOOD = /(ready|live|moved|started|recovered|found|restored|joined)$/;

/** bad, ok or off: how an event is coloured. Its name says the same in words. */
export function eventTone(event) {
  const data = event.data ?? {};
  if (BAD.test(event.type) || data.missing || data.placement?.missing) return 'bad';
  if (data.input === 'slate') return 'warn';
  return GOOD.test(event.type) || data.input === 'live' ? 'ok' : 'off';
}

export function sentence(event) {
  const data = event.data ?? {};
  const placement = typeof data.placement === 'object' ? data.placement : null;
  const parts = [aboutAgent(event) ?? (LEADS[event.type] ?? spelled(event.type)) + where(data, placement)];
  if (data.from !== undefined && data.to !== undefined) parts[0] += ` from ${place(data.from)} to ${place(data.to)}`;
  if (data.fromAgentId) parts[0] += `, coming from ${data.fromAgentId} in ${data.fromRegion}`;
  const reason = data.reason ?? placement?.reason ?? data.detail;
  if (reason) parts.push(String(reason).replace(/\.+$/, ''));
  const rest = facts(data);
  if (rest && !reason) parts.push(rest);
  if (data.cause) parts.push(`because ${String(data.cause).replace(/^./, c => c.toLowerCase())}`);
  return `${parts.join(': ').replace(/: because /, ', because ').replace(/\.+$/, '')}.`;
}

function place(value) {
  if (value === null) return 'nowhere';
  return typeof value === 'string' && INSTANT.test(value) ? dayTime(value) : String(value);
}

const AGENT = { 'agent.lost': 'is no longer heard', 'agent.suspect': 'misses beats', 'agent.found': 'is heard again', 'agent.joined': 'has joined' };

function aboutAgent(event) {
  const { agentId, region } = event.data ?? {};
  return AGENT[event.type] && agentId ? `Agent ${agentId}${region ? ` in ${region}` : ''} ${AGENT[event.type]}` : null;
}

function where(data, placement) {
  const agent = data.agentId ?? placement?.agentId;
  const region = data.region ?? placement?.region;
  const epoch = data.epoch ? ` (epoch ${data.epoch})` : '';
  if (agent) return ` on ${agent}${region ? ` in ${region}` : ''}${epoch}`;
  if (region) return ` in ${region}${epoch}`;
  return epoch;
}

const SAID = new Set(['reason', 'detail', 'agentId', 'region', 'epoch', 'from', 'to', 'fromAgentId', 'fromRegion', 'placement', 'candidates', 'cause']);

/** What is plain in the data and has not been said: lineId main, input live. */
function facts(data) {
  return Object.entries(data)
    .filter(([key, value]) => !SAID.has(key) && value !== null && typeof value !== 'object' && !/:\/\//.test(value))
    .slice(0, 4)
    .map(([key, value]) => `${words(key).replace(/ id$/, '')} ${value}`)
    .join(', ');
}

function spelled(type) {
  const [subject, ...verb] = type.split('.');
  return `${words(subject)} ${words(verb.join(' '))}`.trim().replace(/^./, c => c.toUpperCase());
}

function words(name) {
  return name.replace(/([a-z])([A-Z])/g, '$1 $2').replaceAll('_', ' ').toLowerCase();
}
