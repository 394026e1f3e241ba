// One plain hls.js player for each URL in masters.json, as any page has it. Each 100 ms it is looked how far the picture has come since;
// what was seen is posted to where the page came from. A picture that stands still has stalled when there is nothing to show; with media
// in the buffer it is the browser that is late, since the machine is busy, and is counted apart.
const LOOK_MS = 100;
const REPORT_MS = 250;
/** A look that comes later than this may have missed something: what the picture lacks then counts too. */
const LATE = 0.3;
/** With this much to show, in seconds, it is not for want of media that a picture stands still. */
const ENOUGH = 0.3;
/** A picture that came this much further than time did has jumped, in seconds; below it is the clock's own unevenness. */
const JUMP = 0.25;
const players = [];

function play(url) {
  const video = document.createElement('video');
  video.muted = true;
  document.body.append(video);
  const player = { url, video, playing: false, at: 0, seconds: 0, stalled: 0, longest: 0, still: 0, late: 0, jumped: 0, hosts: [], segments: 0, faults: [] };
  const hls = new Hls({ cmcd: {} }); // says by CMCD how it fares, as players in the field do
  hls.on(Hls.Events.MANIFEST_PARSED, () => video.play());
  hls.on(Hls.Events.FRAG_BUFFERED, (_, { frag }) => {
    const host = new URL(frag.url).host;
    if (player.hosts.at(-1) !== host) player.hosts.push(host);
    player.segments++;
  });
  hls.on(Hls.Events.ERROR, (_, { details, fatal, response }) => {
    player.faults.push([details, fatal ? 'fatal' : '', response?.code ?? ''].filter(word => word !== '').join(' '));
  });
  hls.loadSource(url);
  hls.attachMedia(video);
  players.push(player);
}

function look(player, now) {
  const seconds = player.video.currentTime;
  const passed = (now - player.at) / 1000;
  const came = seconds - player.seconds;
  if (player.playing) {
    const missing = came <= 0 ? passed : passed > LATE && came < passed / 2 ? passed - came : 0;
    if (missing > 0 && ahead(player.video) > ENOUGH) {
      player.late += missing;
    } else {
      player.stalled += missing;
      player.still = missing > 0 ? player.still + missing : 0;
    }
    player.longest = Math.max(player.longest, player.still);
    if (came > passed + JUMP || came < -JUMP) player.jumped += Math.abs(came - passed);
  } else {
    player.playing = came > 0 && player.seconds > 0;
  }
  player.at = now;
  player.seconds = seconds;
}

/** How much there is to show after the present picture, without a hole, in seconds. */
function ahead({ buffered, currentTime }) {
  for (let i = 0; i < buffered.length; i++) {
    if (buffered.start(i) <= currentTime && currentTime < buffered.end(i)) return buffered.end(i) - currentTime;
  }
  return 0;
}

function report() {
  const seen = players.map(({ url, playing, seconds, stalled, longest, late, jumped, hosts, segments, faults }) =>
    ({ url, playing, seconds, stalled, longest, late, jumped, hosts, segments, faults }));
  return fetch('report', { method: 'POST', body: JSON.stringify(seen) });
}

addEventListener('DOMContentLoaded', async () => {
  const masters = await (await fetch('masters.json')).json();
  masters.forEach(play);
  setInterval(() => players.forEach(player => look(player, performance.now())), LOOK_MS);
  setInterval(() => report().catch(() => {}), REPORT_MS);
});
