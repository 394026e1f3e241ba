package io.roomfleet.agent.app;

import io.roomfleet.agent.testing.SteeredPlayer;
import io.roomfleet.agent.testing.TestFfmpeg;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** By how much two playlists date the same pictures differently, found by looking at them. */
final class PictureLag {
  private static final int WIDTH = 64;
  private static final int HEIGHT = 36;
  private static final int RATE = 25;

  private PictureLag() {}

  private record Picture(double at, byte[] grey) {}

  /** How much later {@code b} dates what {@code a} shows too, seconds; the median. */
  static double between(SteeredPlayer.Media a, SteeredPlayer.Media b) throws Exception {
    List<Picture> known = pictures(a.segments());
    // Not the newest, which the other may not have yet, nor the first, on which the slate may be.
    int at = b.segments().size() - 2;
    List<Picture> looked = pictures(b.segments().subList(at, at + 1));
    List<Double> lags = new ArrayList<>();
    for (Picture picture : looked) {
      Picture alike = known.get(0);
      for (Picture other : known) {
        if (difference(other, picture) < difference(alike, picture)) {
          alike = other;
        }
      }
      lags.add(picture.at - alike.at);
    }
    lags.sort(null);
    return lags.get(lags.size() / 2);
  }

  private static long difference(Picture a, Picture b) {
    long sum = 0;
    for (int i = 0; i < a.grey.length; i++) {
      sum += Math.abs((a.grey[i] & 0xFF) - (b.grey[i] & 0xFF));
    }
    return sum;
  }

  private static List<Picture> pictures(List<SteeredPlayer.Segment> segments) throws IOException {
    List<Picture> pictures = new ArrayList<>();
    for (SteeredPlayer.Segment segment : segments) {
      byte[] all =
          TestFfmpeg.output(
              "-i",
              segment.uri().toString(),
              "-vf",
              "scale=%d:%d,format=gray".formatted(WIDTH, HEIGHT),
              "-fps_mode",
              "passthrough",
              "-f",
              "rawvideo",
              "pipe:1");
      double begins = segment.begins().toEpochMilli() / 1000.0;
      for (int i = 0; (i + 1) * WIDTH * HEIGHT <= all.length; i++) {
        byte[] grey = new byte[WIDTH * HEIGHT];
        System.arraycopy(all, i * grey.length, grey, 0, grey.length);
        pictures.add(new Picture(begins + i / (double) RATE, grey));
      }
    }
    return pictures;
  }
}
