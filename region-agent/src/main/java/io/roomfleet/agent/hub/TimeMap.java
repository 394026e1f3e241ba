package io.roomfleet.agent.hub;

import io.roomfleet.agent.ts.Timestamps;

/**
 * How the time stamps of one live input become times of the output, from the moment it goes on air.
 *
 * <p>The rule is one offset for picture and sound, chosen so that the input's newest picture stands
 * at the wall clock's present. What deviates from it:
 *
 * <ol>
 *   <li><b>Squeeze.</b> The first key frame may lie before what was shown already, since the source
 *       arrived in a burst or while the slate ran on. The pictures from it to the present are
 *       needed by the decoder, but there is no time for them: they are put close together in the
 *       length of one frame. Sound of that stretch is left out.
 *   <li><b>Leap.</b> Two successive units of a lane whose distance differs from that of their
 *       arrival by more than a second, or pictures that go back: that lane gets a new offset which
 *       goes on where the output stands. When the other lane leaps as well it takes over the same
 *       one, if that suits, so that picture and sound stay together.
 *   <li><b>Drift.</b> The publisher's clock is not ours, and one who was held up is late for a
 *       while and makes up for it. Every two seconds the best lead of that time (the least delayed
 *       picture over the wall clock) is looked at: within 60 ms it stays; beyond, both offsets
 *       glide by a 25th of it until the next look, 2 % at most, which encoders take up by playing
 *       the sound a little faster or slower. What another hub has sent was tied to the wall clock
 *       there and glides as it does there, so here it is followed by 4 ms a look: more would add
 *       up. Beyond a second the input is tied to the wall clock anew, which viewers see and hear.
 * </ol>
 *
 * <p>It knows no clock and does no I/O.
 */
final class TimeMap {
  static final long LEAP = Timestamps.HZ;

  /** Sound that goes back by less is left out until it catches up. */
  private static final long BACK = Timestamps.HZ / 10;

  private static final long WINDOW = 2 * Timestamps.HZ;
  private static final long TOLERATED_LEAD = Timestamps.HZ * 60 / 1000;
  private static final long LARGEST_LEAD = Timestamps.HZ;

  /** The share of a lead that is made good in a window. */
  private static final double GLIDE = 1.0 / 25;

  /** What is made good of an input that a hub has sent, in a window. */
  private static final long SLOW = Timestamps.HZ * 4 / 1000;

  /** An input that was quiet glides no further at once, or its next sound would be left out. */
  private static final long LONGEST_GLIDE = Timestamps.HZ / 10;

  /** After a leap the output goes on without a gap if it is this near to the wall clock. */
  private static final long NEAR = Timestamps.HZ / 4;

  private static final long NEVER = Long.MIN_VALUE;

  private final Timeline timeline;
  private boolean fromHub;
  private long videoOffset;
  private long audioOffset;
  private long squeezeFrom = NEVER;
  private long squeezeUntil = NEVER;
  private long squeezeTo;
  private long firstShown = NEVER;
  private long firstDecoded = NEVER;
  private long firstSound = NEVER;

  private long videoSource = NEVER;
  private long videoArrival;
  private long audioSource = NEVER;
  private long audioArrival;

  private long windowEnd = NEVER;
  private long windowLead = NEVER;
  private double glide; // ticks of offset for each tick of the wall clock
  private double glided; // not a whole tick yet
  private long glidesFrom = NEVER;
  private long reanchors;

  /**
   * @param lead the largest (source time - arrival in ticks of the output) seen so far
   */
  TimeMap(Timeline timeline, long lead) {
    this.timeline = timeline;
    this.videoOffset = -lead;
    this.audioOffset = -lead;
  }

  long reanchors() {
    return reanchors;
  }

  /** Another hub has sent it. */
  void fromHub() {
    fromHub = true;
  }

  /**
   * The picture begins with this key frame; what is shown before it but comes later is left out.
   */
  void beginVideo(long pts, long dts) {
    firstShown = pts;
    firstDecoded = dts;
    squeeze(dts, timeline.nextVideo());
    if (audioSource == NEVER) {
      firstSound = squeezeUntil == NEVER ? dts : squeezeUntil;
    }
  }

  private void squeeze(long dts, long to) {
    if (dts + videoOffset >= to) {
      squeezeUntil = NEVER;
      return;
    }
    squeezeFrom = dts;
    squeezeTo = to;
    squeezeUntil = to + timeline.frame() - videoOffset;
  }

  /**
   * A picture that follows a key frame in the stream but is shown before it refers to lost ones.
   */
  boolean leadsIn(long pts, long dts) {
    return pts < firstShown && dts > firstDecoded;
  }

  /** Places a picture of this input. */
  Timeline.Stamp video(long pts, long dts, long now) {
    if (videoSource != NEVER) {
      long step = dts - videoSource;
      if (step <= 0 || Math.abs(step - (now - videoArrival)) > LEAP) {
        leapVideo(dts, now);
      }
    }
    videoSource = dts;
    videoArrival = now;
    measure(dts, dts + videoOffset - now, now);
    return timeline.placeVideo(mapVideo(pts), mapVideo(dts));
  }

  /** The time at which sound of this input is to stand; it may lie before what was sent. */
  long audio(long pts, boolean paces, long now) {
    if (audioSource != NEVER) {
      long step = pts - audioSource;
      if (step < -BACK || Math.abs(step - (now - audioArrival)) > LEAP) {
        leapAudio(pts, now);
      }
    }
    audioSource = pts;
    audioArrival = now;
    if (paces) {
      measure(pts, pts + audioOffset - now, now);
    }
    return pts + audioOffset;
  }

  /** Whether sound at this time of the source lies before the picture's beginning. */
  boolean tooEarly(long pts) {
    return pts < firstSound;
  }

  private long mapVideo(long source) {
    if (source >= squeezeUntil) {
      return source + videoOffset;
    }
    long room = squeezeUntil + videoOffset - squeezeTo;
    return squeezeTo + (source - squeezeFrom) * room / (squeezeUntil - squeezeFrom);
  }

  private void leapVideo(long dts, long now) {
    reanchors++;
    forgetBeginning();
    long next = timeline.nextVideo();
    long withSound = dts + audioOffset;
    if (audioOffset != videoOffset && Math.abs(withSound - now) <= LEAP) {
      videoOffset = audioOffset;
    } else {
      videoOffset = onward(next, now) - dts;
    }
    squeeze(dts, next);
  }

  private void leapAudio(long pts, long now) {
    long withPicture = pts + videoOffset;
    if (videoSource != NEVER && audioOffset != videoOffset && Math.abs(withPicture - now) <= LEAP) {
      audioOffset = videoOffset;
    } else {
      reanchors++;
      audioOffset = onward(timeline.audioEnd(), now) - pts;
    }
    firstSound = NEVER;
    windowEnd = NEVER;
    glide = 0;
  }

  private static long onward(long next, long now) {
    return Math.abs(next - now) <= NEAR ? next : Math.max(next, now);
  }

  private void forgetBeginning() {
    firstShown = NEVER;
    firstSound = NEVER;
    squeezeUntil = NEVER;
    windowEnd = NEVER;
    glide = 0;
  }

  private void glide(long now) {
    glided += glidesFrom == NEVER ? 0 : glide * Math.min(now - glidesFrom, LONGEST_GLIDE);
    glidesFrom = now;
    long whole = (long) glided;
    glided -= whole;
    shift(whole);
  }

  private void measure(long source, long lead, long now) {
    glide(now);
    if (windowEnd == NEVER) {
      windowEnd = now + WINDOW;
      windowLead = lead;
      return;
    }
    windowLead = Math.max(windowLead, lead);
    if (now < windowEnd) {
      return;
    }
    glide = 0;
    if (Math.abs(windowLead) > LARGEST_LEAD) {
      reanchors++;
      shift(-windowLead);
      squeeze(source, timeline.nextVideo());
    } else if (Math.abs(windowLead) > TOLERATED_LEAD) {
      double less = fromHub ? Math.signum(windowLead) * SLOW : windowLead * GLIDE;
      glide = -less / WINDOW;
    }
    windowEnd = now + WINDOW;
    windowLead = NEVER;
  }

  private void shift(long by) {
    videoOffset += by;
    audioOffset += by;
  }
}
