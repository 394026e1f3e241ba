// A video that plays a live HLS stream for as long as it is told to, whatever happens to the stream.
//
// hls.js retries requests by itself, and gives up in the end: on a playlist that is gone, an agent
// that died, a timeline that began anew. So a watchdog looks every half second whether the picture
// moves, and climbs a ladder while it does not: after 3 s go to the live edge, after 6 s reset the
// decoder, after 9 s and each 8 s from then on attach anew. A fatal error attaches anew after a
// back-off of 1 to 5 s. Nothing ever ends the tries but stop().
import { Hls, hlsWorkerUrl } from './lib.js';

const TICK_MS = 500;
/** Without a moving picture for this long, a stream that has played is stalled. */
export const STALLED_MS = 3000;
/** A stream that was just attached is given this long to show its first picture. */
const FIRST_PICTURE_MS = 8000;
/** A stream that has moved and stands still for this long was not led to its new place. */
const LEFT_BEHIND_MS = 1000;
const RESET_MS = 6000;
const REBUILD_MS = 9000;
const REBUILD_EVERY_MS = 8000;
const LONGEST_BACK_OFF_MS = 5000;

const load = (firstByteMs, allMs, retries) => ({
  default: {
    maxTimeToFirstByteMs: firstByteMs,
    maxLoadTimeMs: allMs,
    timeoutRetry: { maxNumRetry: 2, retryDelayMs: 0, maxRetryDelayMs: 0 },
    errorRetry: { maxNumRetry: retries, retryDelayMs: 500, maxRetryDelayMs: 2000 },
  },
});

const CONFIG = {
  workerPath: hlsWorkerUrl,
  lowLatencyMode: false,
  liveSyncDurationCount: 3,
  liveMaxLatencyDurationCount: 8,
  maxBufferLength: 12,
  backBufferLength: 10,
  capLevelToPlayerSize: true,
  manifestLoadPolicy: load(3000, 6000, 1),
  playlistLoadPolicy: load(3000, 6000, 4),
  fragLoadPolicy: load(5000, 15000, 4),
};

export class Player {
  constructor(video) {
    this.video = video;
    this.url = null;
    this.hls = null;
    this.error = null;
    this.rebuilds = 0;
    video.muted = true;
    video.addEventListener('ended', () => this.fail('the stream ended'));
    video.addEventListener('error', () => { if (!this.hls) this.fail('the browser cannot play it'); });
  }

  /**
   * Plays a master playlist; the same one again changes nothing, null stops. Where only the host is
   * another, the stream has moved: one that plays is led there by its own steering without a gap, and
   * one that stands still is attached there.
   */
  play(url) {
    if (url === this.url) return;
    if (this.hls && this.played && url && path(url) === path(this.url)) {
      this.url = url;
      this.moved = true;
      return;
    }
    this.stop();
    if (!url) return;
    this.url = url;
    this.played = false;
    this.error = null;
    this.blocked = false;
    this.failures = 0;
    this.attach();
    this.ticking = setInterval(() => this.tick(), TICK_MS);
  }

  stop() {
    clearInterval(this.ticking);
    clearTimeout(this.again);
    this.again = null;
    this.url = null;
    this.detach();
  }

  attach() {
    this.detach();
    this.moved = false;
    this.lastTime = -1;
    this.movedAt ??= performance.now();
    this.nextRebuildAt = performance.now() + REBUILD_EVERY_MS;
    this.climbed = 0;
    if (Hls?.isSupported()) {
      const hls = new Hls(CONFIG);
      this.hls = hls;
      hls.on(Hls.Events.ERROR, (_, data) => { if (this.hls === hls) this.onError(data); });
      hls.on(Hls.Events.MANIFEST_PARSED, () => this.start());
      hls.loadSource(this.url);
      hls.attachMedia(this.video);
    } else {
      this.video.src = this.url;
      this.start();
    }
  }

  detach() {
    if (this.hls) this.hls.destroy();
    this.hls = null;
    if (this.video.getAttribute('src')) {
      this.video.removeAttribute('src');
      this.video.load();
    }
    if (!this.url) this.movedAt = null;
  }

  start() {
    this.video.play().then(() => { this.blocked = false; }, cause => {
      this.blocked = cause.name === 'NotAllowedError';
    });
  }

  onError(data) {
    const code = data.response?.code;
    this.error = code ? `${words(data.details)}: HTTP ${code}` : words(data.details);
    if (!data.fatal) return;
    const now = performance.now();
    if (data.type === Hls.ErrorTypes.MEDIA_ERROR && now - (this.resetAt ?? -Infinity) > 5000) {
      this.resetAt = now;
      this.hls.recoverMediaError();
    } else {
      this.fail(this.error);
    }
  }

  /** Attaches anew after a back-off. */
  fail(why) {
    this.error = why;
    if (!this.url || this.again) return;
    this.hls?.stopLoad();
    const pause = Math.min(1000 * 2 ** this.failures, LONGEST_BACK_OFF_MS);
    this.failures++;
    this.again = setTimeout(() => this.rebuild(), pause);
  }

  rebuild() {
    clearTimeout(this.again);
    this.again = null;
    this.rebuilds++;
    this.attach();
  }

  tick() {
    const now = performance.now();
    const time = this.video.currentTime;
    const passed = now - (this.tickedAt ?? now);
    this.tickedAt = now;
    // A jump is not playing: only a time that moves about as fast as the clock is.
    const moved = time > this.lastTime && this.lastTime >= 0 && time - this.lastTime < passed / 500 + 0.5;
    this.lastTime = time;
    if (moved || document.hidden || this.blocked) {
      this.movedAt = now;
      this.climbed = 0;
      if (moved) {
        this.played = true;
        this.failures = 0;
        this.error = null;
      }
      return;
    }
    this.climb(now, now - this.movedAt);
  }

  climb(now, still) {
    if (this.moved && still >= LEFT_BEHIND_MS) {
      this.rebuild();
      return;
    }
    if (this.again || still < STALLED_MS) return;
    if (still >= REBUILD_MS && now >= this.nextRebuildAt) {
      this.rebuild();
    } else if (still >= RESET_MS && this.climbed < 2) {
      this.climbed = 2;
      if (this.played) this.hls?.recoverMediaError();
      this.start();
    } else if (this.climbed < 1) {
      this.climbed = 1;
      this.toLiveEdge();
    }
  }

  toLiveEdge() {
    const edge = this.hls?.liveSyncPosition;
    if (edge && edge > this.video.currentTime) this.video.currentTime = edge;
    this.hls?.startLoad();
    this.start();
  }

  /** idle, blocked (the browser wants a click first), loading, playing or stalled. */
  phase() {
    if (!this.url) return 'idle';
    if (this.blocked) return 'blocked';
    const still = performance.now() - this.movedAt;
    if (this.played) return still >= STALLED_MS ? 'stalled' : 'playing';
    return still >= FIRST_PICTURE_MS ? 'stalled' : 'loading';
  }

  /** What a person wants to know of it now; bit/s, seconds, pixels; null where it is not known. */
  figures() {
    const { video, hls } = this;
    const level = hls?.levels?.[hls.currentLevel];
    const quality = video.getVideoPlaybackQuality?.();
    const latency = hls?.latency;
    return {
      phase: this.phase(),
      stillSeconds: this.movedAt ? (performance.now() - this.movedAt) / 1000 : 0,
      error: this.error,
      rebuilds: this.rebuilds,
      height: video.videoHeight || null,
      width: video.videoWidth || null,
      bitrate: level?.bitrate ?? null,
      buffer: buffered(video),
      latency: latency > 0 ? latency : null,
      dropped: quality?.droppedVideoFrames ?? null,
    };
  }
}

function path(url) {
  return new URL(url, location.href).pathname;
}

function buffered(video) {
  for (let i = 0; i < video.buffered.length; i++) {
    const end = video.buffered.end(i);
    if (video.buffered.start(i) <= video.currentTime + 0.1 && end >= video.currentTime) return end - video.currentTime;
  }
  return 0;
}

/** levelLoadError -> level load error */
function words(details) {
  return (details ?? 'error').replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
}
