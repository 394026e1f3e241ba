package io.roomfleet.sketch;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * What stands around a sketch's bytes: a byte that says of which kind they are, and a sum (CRC-32)
 * by which broken ones are told before anything is made of them.
 */
final class Frame {
  private static final int SUM = 4;

  private Frame() {}

  static byte[] wrap(byte kind, byte[] payload) {
    byte[] framed = new byte[1 + payload.length + SUM];
    framed[0] = kind;
    System.arraycopy(payload, 0, framed, 1, payload.length);
    ByteBuffer.wrap(framed).putInt(1 + payload.length, sum(framed, 1 + payload.length));
    return framed;
  }

  /**
   * The payload.
   *
   * @param name of the kind, for the message
   * @param longest payload there can be, bytes
   * @throws IllegalArgumentException when the bytes are not of this kind, or broken
   */
  static byte[] unwrap(byte kind, String name, int longest, byte[] framed) {
    int length = framed.length - 1 - SUM;
    if (length < 0 || length > longest) {
      throw new IllegalArgumentException(
          "%s: %d bytes (expected: %d to %d)"
              .formatted(name, framed.length, 1 + SUM, 1 + SUM + longest));
    }
    if (framed[0] != kind) {
      throw new IllegalArgumentException(
          "%s: begins with 0x%02x (expected: 0x%02x)".formatted(name, framed[0], kind));
    }
    int said = ByteBuffer.wrap(framed).getInt(1 + length);
    int is = sum(framed, 1 + length);
    if (said != is) {
      throw new IllegalArgumentException(
          "%s: its sum is 0x%08x (expected: 0x%08x, as it says)".formatted(name, is, said));
    }
    return Arrays.copyOfRange(framed, 1, 1 + length);
  }

  private static int sum(byte[] bytes, int length) {
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }
}
