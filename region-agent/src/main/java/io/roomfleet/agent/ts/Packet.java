package io.roomfleet.agent.ts;

/** Where things stand in a transport packet of 188 bytes. */
final class Packet {
  static final int SIZE = 188;
  static final int SYNC = 0x47;
  static final int PID_PAT = 0;

  private Packet() {}

  static int pid(byte[] b, int at) {
    return ((b[at + 1] & 0x1F) << 8) | (b[at + 2] & 0xFF);
  }

  static boolean broken(byte[] b, int at) {
    return (b[at + 1] & 0x80) != 0 || (b[at + 3] & 0xC0) != 0;
  }

  static boolean startsUnit(byte[] b, int at) {
    return (b[at + 1] & 0x40) != 0;
  }

  static boolean hasPayload(byte[] b, int at) {
    return (b[at + 3] & 0x10) != 0;
  }

  static int counter(byte[] b, int at) {
    return b[at + 3] & 0x0F;
  }

  /** Length of the adaptation field with its length byte; 0 for none. */
  static int adaptation(byte[] b, int at) {
    return (b[at + 3] & 0x20) == 0 ? 0 : 1 + (b[at + 4] & 0xFF);
  }

  private static int flags(byte[] b, int at) {
    return adaptation(b, at) < 2 ? 0 : b[at + 5];
  }

  static boolean discontinuity(byte[] b, int at) {
    return (flags(b, at) & 0x80) != 0;
  }

  static boolean randomAccess(byte[] b, int at) {
    return (flags(b, at) & 0x40) != 0;
  }

  /** When the picture that begins here came into the fleet; {@link PesUnit#UNKNOWN} for unsaid. */
  static long taken(byte[] b, int at) {
    int flags = flags(b, at);
    if ((flags & 0x01) == 0) {
      return PesUnit.UNKNOWN;
    }
    int end = Math.min(at + 4 + adaptation(b, at), at + SIZE);
    int next = at + 6;
    next += (flags & 0x10) != 0 ? 6 : 0;
    next += (flags & 0x08) != 0 ? 6 : 0;
    next += (flags & 0x04) != 0 ? 1 : 0;
    if ((flags & 0x02) != 0) {
      next += next < end ? 1 + (b[next] & 0xFF) : SIZE;
    }
    return next < end ? Temi.read(b, next, end) : PesUnit.UNKNOWN;
  }

  /**
   * Whether the adaptation field is longer than its content, which a multiplexer does to fill the
   * last packet of a unit.
   */
  static boolean stuffed(byte[] b, int at) {
    int adaptation = adaptation(b, at);
    if (adaptation == 0) {
      return false;
    }
    int flags = flags(b, at);
    int needed = 2 + ((flags & 0x10) != 0 ? 6 : 0) + ((flags & 0x08) != 0 ? 6 : 0);
    needed += (flags & 0x04) != 0 ? 1 : 0;
    boolean openEnded = (flags & 0x03) != 0; // private data or an extension: not taken apart here
    return !openEnded && (adaptation == 1 || adaptation > needed || flags == 0);
  }
}
