package io.roomfleet.agent.ffmpeg;

/**
 * Size and rate of the pictures that the agent makes itself: the test source and the slate.
 *
 * @param width pixels, even, 64 to 3840
 * @param height pixels, even, 64 to 2160
 * @param frameRate a second, 10 to 60
 */
public record Picture(int width, int height, int frameRate) {
  public Picture {
    check("width", width, 64, 3840);
    check("height", height, 64, 2160);
    check("frameRate", frameRate, 10, 60);
    if (width % 2 != 0 || height % 2 != 0) {
      throw new IllegalArgumentException(
          "picture: " + width + "x" + height + " (expected: even sides)");
    }
  }

  private static void check(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + ": " + value + " (expected: " + least + " to " + most + ")");
    }
  }

  /** In ffmpeg's own words, {@code WxH}. */
  String size() {
    return width + "x" + height;
  }

  /** Bit/s that make such pictures look right, as {@code 640x360@25} does with 1 Mbit/s. */
  int bitrate() {
    return Math.max(300_000, (int) (1_000_000L * width * height * frameRate / (640 * 360 * 25)));
  }
}
