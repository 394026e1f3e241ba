package io.roomfleet.orchestrator.placement;

import io.roomfleet.api.agent.Canvas;
import io.roomfleet.api.room.Ladder;
import io.roomfleet.api.room.Rendition;
import java.util.List;
import java.util.Objects;

/** What an assignment takes of its agent. */
public final class AssignmentCost {
  /** One transcode unit is 1280x720 at 30 frames a second: so many pixels a second. */
  private static final long UNIT_PIXELS_PER_SECOND = 1280L * 720 * 30;

  /** Sound alone takes little, but not nothing. */
  private static final long AUDIO_MILLI_UNITS = 20;

  /** Of a line, picture and sound, as publishers send it at most. */
  private static final long LINE_KBPS = 8_000;

  /** MPEG-TS and HTTP around the media. */
  private static final double OVERHEAD = 1.1;

  /**
   * The share of a sub-room's viewers whose requests reach the agent itself; the rest is answered
   * by the CDN before it. 2 % is what is left of a live stream's requests behind one shield with
   * request collapsing.
   */
  private static final double DIRECT_SHARE = 0.02;

  /** Decoding and scaling one person's picture, and taking in the sound. */
  private static final long SEAT_MILLI_UNITS = 200;

  /** Picture and sound as a browser sends them, at most. */
  private static final long BROWSER_KBPS = 2_500;

  private AssignmentCost() {}

  /**
   * Of bringing people together: the picture is encoded once and each of them decoded, each may
   * have a room that reads the mix, and each by browser gets all others who are by browser.
   *
   * @param seats how many there are, with those by browser
   */
  public static Amount ofMix(Canvas canvas, int seats, int browsers) {
    long pixels = (long) canvas.width() * canvas.height() * canvas.frameRate();
    long encoding = Math.round(pixels * 1000.0 / UNIT_PIXELS_PER_SECOND);
    long toBrowsers = BROWSER_KBPS * browsers * Math.max(0, browsers - 1);
    return new Amount(
        encoding + SEAT_MILLI_UNITS * seats, LINE_KBPS * Math.max(1, seats) + toBrowsers, 1);
  }

  /** Of taking a line in and handing it on to one more place. */
  public static Amount ofRelay() {
    return new Amount(0, LINE_KBPS, 1);
  }

  /**
   * Of a ladder: its pixels, and its bits once per rendition for the CDN and once more for each
   * viewer that comes past it, at the best rendition.
   *
   * @param ladder with its renditions and frame rate filled in
   * @param expectedViewers at the peak, >= 0
   */
  public static Amount ofTranscode(Ladder ladder, int expectedViewers) {
    List<Rendition> renditions = Objects.requireNonNull(ladder.renditions());
    int frameRate = Objects.requireNonNull(ladder.frameRate());
    long milliUnits = 0;
    long bitsPerSecond = 0;
    long best = 0;
    for (Rendition rendition : renditions) {
      long pixels = (long) rendition.width() * rendition.height() * frameRate;
      milliUnits +=
          rendition.hasVideo()
              ? Math.max(1, Math.round(pixels * 1000.0 / UNIT_PIXELS_PER_SECOND))
              : AUDIO_MILLI_UNITS;
      bitsPerSecond += rendition.bitrate();
      best = Math.max(best, rendition.bitrate());
    }
    long direct = (long) Math.ceil(expectedViewers * DIRECT_SHARE);
    long kbps = (long) Math.ceil((bitsPerSecond + direct * best) * OVERHEAD / 1000);
    return new Amount(milliUnits, kbps, 1);
  }

  /** By how much a ladder's egress grows with each viewer, kbit/s. */
  public static double kbpsPerViewer(Ladder ladder) {
    long best =
        Objects.requireNonNull(ladder.renditions()).stream()
            .mapToLong(Rendition::bitrate)
            .max()
            .orElse(0);
    return best * DIRECT_SHARE * OVERHEAD / 1000;
  }
}
