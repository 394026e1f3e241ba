package io.roomfleet.agent.draw;

import java.util.Arrays;

/**
 * A picture as I420: a plane of light, then two of colour with half its width and height. Sides are
 * even.
 */
public final class Frame {
  private static final byte BLACK = 16;
  private static final byte GREY = (byte) 128;

  private final int width;
  private final int height;
  private final byte[] bytes;

  /**
   * Takes {@code bytes} as they are; they are not to be changed by anyone else.
   *
   * @throws IllegalArgumentException when their number is another than a picture of that size has
   */
  public Frame(int width, int height, byte[] bytes) {
    if (bytes.length != length(width, height)) {
      throw new IllegalArgumentException(
          "picture: %d bytes (expected: %d for %dx%d)"
              .formatted(bytes.length, length(width, height), width, height));
    }
    this.width = width;
    this.height = height;
    this.bytes = bytes;
  }

  /** One that is black. */
  public static Frame black(int width, int height) {
    Frame frame = new Frame(width, height, new byte[length(width, height)]);
    frame.clear();
    return frame;
  }

  private static int length(int width, int height) {
    return width * height * 3 / 2;
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  public byte[] bytes() {
    return bytes;
  }

  /** Makes it black. */
  public void clear() {
    int light = width * height;
    Arrays.fill(bytes, 0, light, BLACK);
    Arrays.fill(bytes, light, bytes.length, GREY);
  }

  /** Puts {@code other} at {@code box}, which lies within; scaled by the nearest points. */
  public void put(Frame other, Box box) {
    int half = box.width() / 2;
    plane(
        other, 0, other.width, other.height, 0, width, box.x(), box.y(), box.width(), box.height());
    int from = other.width * other.height;
    int to = width * height;
    for (int colour = 0; colour < 2; colour++) {
      plane(
          other,
          from + colour * other.width * other.height / 4,
          other.width / 2,
          other.height / 2,
          to + colour * width * height / 4,
          width / 2,
          box.x() / 2,
          box.y() / 2,
          half,
          box.height() / 2);
    }
  }

  private void plane(
      Frame other, int from, int ow, int oh, int to, int stride, int x, int y, int w, int h) {
    for (int row = 0; row < h; row++) {
      int source = from + row * oh / h * ow;
      int target = to + (y + row) * stride + x;
      if (ow == w) {
        System.arraycopy(other.bytes, source, bytes, target, w);
      } else {
        for (int column = 0; column < w; column++) {
          bytes[target + column] = other.bytes[source + column * ow / w];
        }
      }
    }
  }

  /** Lays {@code stencil} over it with its upper left corner at (x, y), both even. */
  public void lay(Stencil stencil, int x, int y) {
    int w = Math.min(stencil.width(), width - x);
    int h = Math.min(stencil.height(), height - y);
    stencil.lightOver(bytes, y * width + x, width, w, h);
    int light = width * height;
    stencil.colourOver(bytes, light + y / 2 * (width / 2) + x / 2, light / 4, width / 2, w, h);
  }
}
