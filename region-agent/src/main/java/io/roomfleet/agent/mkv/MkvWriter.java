package io.roomfleet.agent.mkv;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Writes raw pictures (I420) and raw sound (16 bit, 48 kHz, stereo) as Matroska, for an ffmpeg that
 * reads it from a pipe: a header, then a cluster for each block. Times are in tenths of a
 * millisecond. (RFC 9559.)
 */
public final class MkvWriter {
  public static final int VIDEO = 1;
  public static final int AUDIO = 2;

  private static final int TENTH_OF_MILLI = 100_000;
  private static final byte[] UNKNOWN_SIZE = {1, -1, -1, -1, -1, -1, -1, -1};
  private static final int SIZE_8 = 8;

  private MkvWriter() {}

  /** What comes before the first block. */
  public static byte[] header(int width, int height) {
    byte[] ebml =
        element(
            0x1A45DFA3,
            join(
                element(0x4286, number(1)),
                element(0x42F7, number(1)),
                element(0x42F2, number(4)),
                element(0x42F3, number(8)),
                element(0x4282, text("matroska")),
                element(0x4287, number(4)),
                element(0x4285, number(2))));
    byte[] info =
        element(
            0x1549A966,
            join(
                element(0x2AD7B1, number(TENTH_OF_MILLI)),
                element(0x4D80, text("roomfleet")),
                element(0x5741, text("roomfleet"))));
    byte[] video =
        element(
            0xE0,
            join(
                element(0xB0, number(width)),
                element(0xBA, number(height)),
                element(0x2EB524, text("I420"))));
    byte[] audio =
        element(
            0xE1,
            join(
                element(0xB5, ByteBuffer.allocate(SIZE_8).putDouble(48_000).array()),
                element(0x9F, number(2)),
                element(0x6264, number(16))));
    byte[] tracks =
        element(
            0x1654AE6B,
            join(
                track(VIDEO, 1, "V_UNCOMPRESSED", video), track(AUDIO, 2, "A_PCM/INT/LIT", audio)));
    return join(ebml, id(0x18538067), UNKNOWN_SIZE, info, tracks);
  }

  private static byte[] track(int number, int type, String codec, byte[] details) {
    return element(
        0xAE,
        join(
            element(0xD7, number(number)),
            element(0x73C5, number(number)),
            element(0x83, number(type)),
            element(0x9C, number(0)),
            element(0x86, text(codec)),
            details));
  }

  /**
   * What comes before a block's own bytes.
   *
   * @param tenths of a millisecond
   * @param length of the block's bytes
   */
  public static byte[] before(int track, long tenths, int length) {
    byte[] time = element(0xE7, ByteBuffer.allocate(SIZE_8).putLong(tenths).array());
    byte[] block = join(id(0xA3), size(length + 4), new byte[] {(byte) (0x80 | track), 0, 0, -128});
    return join(id(0x1F43B675), size(time.length + block.length + (long) length), time, block);
  }

  private static byte[] element(int id, byte[] content) {
    return join(id(id), size(content.length), content);
  }

  private static byte[] id(int id) {
    byte[] all = ByteBuffer.allocate(4).putInt(id).array();
    int from = Integer.numberOfLeadingZeros(id) / 8;
    return java.util.Arrays.copyOfRange(all, from, 4);
  }

  private static byte[] size(long size) {
    return ByteBuffer.allocate(SIZE_8).putLong(size | 1L << 56).array();
  }

  private static byte[] number(int value) {
    return ByteBuffer.allocate(4).putInt(value).array();
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
