package io.roomfleet.agent.ts;

/** The CRC of MPEG-2 sections (ISO/IEC 13818-1, annex A): polynomial 0x04C11DB7, not reflected. */
final class Crc32 {
  private static final int[] TABLE = new int[256];

  static {
    for (int i = 0; i < 256; i++) {
      int crc = i << 24;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc << 1) ^ (crc < 0 ? 0x04C11DB7 : 0);
      }
      TABLE[i] = crc;
    }
  }

  private Crc32() {}

  /** Over a section with its CRC the answer is 0. */
  static int of(byte[] b, int offset, int length) {
    int crc = -1;
    for (int i = offset; i < offset + length; i++) {
      crc = (crc << 8) ^ TABLE[((crc >>> 24) ^ b[i]) & 0xFF];
    }
    return crc;
  }
}
