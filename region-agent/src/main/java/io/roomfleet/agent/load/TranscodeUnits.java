package io.roomfleet.agent.load;

import io.roomfleet.api.agent.Canvas;
import io.roomfleet.api.room.Rendition;
import java.util.List;

/**
 * Encoding work, as the control plane counts it. 1 unit is one 1280x720 rendition at 30 frames a
 * second; work grows with the pixels a second. A rendition of sound only is 0.02.
 */
public final class TranscodeUnits {
  private static final double PIXELS_A_SECOND = 1280.0 * 720 * 30;
  private static final double SOUND_ONLY = 0.02;

  /** Decoding and scaling one person's picture, and taking in the sound. */
  private static final double SEAT = 0.2;

  private TranscodeUnits() {}

  /** Of a ladder. */
  public static double of(List<Rendition> renditions, int frameRate) {
    double units = 0;
    for (Rendition rendition : renditions) {
      units +=
          rendition.hasVideo()
              ? pictures(rendition.width(), rendition.height(), frameRate)
              : SOUND_ONLY;
    }
    return units;
  }

  /** Of a mix: its picture is encoded, and each of its people decoded. */
  public static double ofMix(Canvas canvas, int seats) {
    return pictures(canvas.width(), canvas.height(), canvas.frameRate()) + SEAT * seats;
  }

  private static double pictures(int width, int height, int frameRate) {
    return (double) width * height * frameRate / PIXELS_A_SECOND;
  }
}
