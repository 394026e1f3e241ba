package io.roomfleet.agent.draw;

import java.awt.image.BufferedImage;

/** A picture with holes, to be laid over others. Immutable. */
public final class Stencil {
  private final int width;
  private final int height;
  private final byte[] light;
  private final byte[] blue;
  private final byte[] red;
  private final byte[] alpha;
  private final byte[] halfAlpha;

  private Stencil(int width, int height) {
    this.width = width;
    this.height = height;
    this.light = new byte[width * height];
    this.alpha = new byte[width * height];
    this.blue = new byte[width * height / 4];
    this.red = new byte[width * height / 4];
    this.halfAlpha = new byte[width * height / 4];
  }

  /** That of {@code image}, whose sides are even; by BT.601 with studio levels, as video has it. */
  static Stencil of(BufferedImage image) {
    Stencil made = new Stencil(image.getWidth() & ~1, image.getHeight() & ~1);
    int[] argb = image.getRGB(0, 0, made.width, made.height, null, 0, made.width);
    for (int y = 0; y < made.height; y += 2) {
      for (int x = 0; x < made.width; x += 2) {
        made.block(argb, x, y);
      }
    }
    return made;
  }

  /** Four points, which share their colour: the mean of it, by how much each covers. */
  private void block(int[] argb, int x, int y) {
    double reds = 0;
    double greens = 0;
    double blues = 0;
    int cover = 0;
    for (int i = 0; i < 4; i++) {
      int at = (y + i / 2) * width + x + i % 2;
      int a = argb[at] >>> 24;
      int r = argb[at] >> 16 & 0xFF;
      int g = argb[at] >> 8 & 0xFF;
      int b = argb[at] & 0xFF;
      light[at] = (byte) Math.round(16 + 0.257 * r + 0.504 * g + 0.098 * b);
      alpha[at] = (byte) a;
      reds += r * a;
      greens += g * a;
      blues += b * a;
      cover += a;
    }
    int at = y / 2 * (width / 2) + x / 2;
    double weight = Math.max(1, cover);
    double r = reds / weight;
    double g = greens / weight;
    double b = blues / weight;
    blue[at] = (byte) Math.round(128 - 0.148 * r - 0.291 * g + 0.439 * b);
    red[at] = (byte) Math.round(128 + 0.439 * r - 0.368 * g - 0.071 * b);
    halfAlpha[at] = (byte) (cover / 4);
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  void lightOver(byte[] to, int at, int stride, int w, int h) {
    over(light, alpha, width, to, at, stride, w, h);
  }

  void colourOver(byte[] to, int at, int between, int stride, int w, int h) {
    over(blue, halfAlpha, width / 2, to, at, stride, w / 2, h / 2);
    over(red, halfAlpha, width / 2, to, at + between, stride, w / 2, h / 2);
  }

  private static void over(
      byte[] what, byte[] cover, int row, byte[] to, int at, int stride, int w, int h) {
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        int a = cover[y * row + x] & 0xFF;
        if (a == 255) {
          to[at + y * stride + x] = what[y * row + x];
        } else if (a > 0) {
          int below = to[at + y * stride + x] & 0xFF;
          int above = what[y * row + x] & 0xFF;
          to[at + y * stride + x] = (byte) ((below * (255 - a) + above * a + 127) / 255);
        }
      }
    }
  }
}
