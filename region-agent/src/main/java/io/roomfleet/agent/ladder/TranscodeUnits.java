package io.roomfleet.agent.ladder;

import io.roomfleet.api.room.Rendition;
import java.util.List;

/**
 * Encoding work. 1 unit is one 1280x720 rendition at 30 frames a second; work grows with the pixels
 * a second. A rendition of sound only is 0.02.
 */
final class TranscodeUnits {
  private static final double PIXELS_A_SECOND = 1280.0 * 720 * 30;
  private static final double SOUND_ONLY = 0.02;

  private TranscodeUnits() {}

  static double of(List<Rendition> renditions, int frameRate) {
    double units = 0;
    for (Rendition rendition : renditions) {
      units +=
          rendition.hasVideo()
              ? (double) rendition.width() * rendition.height() * frameRate / PIXELS_A_SECOND
              : SOUND_ONLY;
    }
    return units;
  }
}
