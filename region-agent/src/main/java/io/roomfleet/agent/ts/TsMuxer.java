package io.roomfleet.agent.ts;

import java.util.Arrays;

/**
 * Writes PES units as a transport stream with fixed PIDs, its own tables and unbroken continuity
 * counters. One programme with a picture (which also carries the PCR) and sound.
 *
 * <p>For one thread at a time.
 */
public final class TsMuxer {
  public static final int VIDEO_PID = 0x100;
  public static final int AUDIO_PID = 0x101;
  public static final int PMT_PID = 0x1000;

  private static final int PAYLOAD = Packet.SIZE - 4;
  private static final int PCR_FIELD = 8;

  /** How far the programme clock runs behind the decoding times, 200 ms. */
  private static final long PCR_LAG = Timestamps.HZ / 5;

  private static final byte[] NO_MARK = {};

  private StreamTypes types;
  private boolean filler;
  private int version;
  private int patCounter;
  private int pmtCounter;
  private int videoCounter;
  private int audioCounter;

  public TsMuxer(StreamTypes types) {
    this.types = types;
  }

  /** What the tables say from here on; another value than before counts their version up. */
  public void streams(StreamTypes now) {
    if (!now.equals(types)) {
      types = now;
      version = (version + 1) & 0x1F;
    }
  }

  /** Whether the tables say from here on that a slate fills in for the programme's own video. */
  public void filler(boolean now) {
    if (now != filler) {
      filler = now;
      version = (version + 1) & 0x1F;
    }
  }

  public StreamTypes streams() {
    return types;
  }

  /**
   * The continuity counters as they stand, for {@link #discontinuity(int)}: that of the picture in
   * the low four bits, then sound, PAT, PMT.
   */
  public int counters() {
    return videoCounter | audioCounter << 4 | patCounter << 8 | pmtCounter << 12;
  }

  /**
   * Four packets without payload that announce to a reader who missed something that {@code
   * counters} is where the next ones go on. So it neither complains nor takes the unit before the
   * gap for torn.
   */
  public static byte[] discontinuity(int counters) {
    byte[] out = new byte[4 * Packet.SIZE];
    int[] pids = {VIDEO_PID, AUDIO_PID, Packet.PID_PAT, PMT_PID};
    for (int i = 0; i < pids.length; i++) {
      int at = i * Packet.SIZE;
      int last = ((counters >> (4 * i)) - 1) & 0x0F;
      header(out, at, pids[i], false, 0x20, last);
      out[at + 4] = (byte) (PAYLOAD - 1);
      out[at + 5] = (byte) 0x80;
      Arrays.fill(out, at + 6, at + Packet.SIZE, (byte) 0xFF);
    }
    return out;
  }

  /** PAT and PMT, two packets. */
  public byte[] tables() {
    byte[] out = new byte[2 * Packet.SIZE];
    writeTables(out);
    return out;
  }

  /**
   * Writes one unit at the given times, with the time at which it was taken in where that is known.
   *
   * @param pts in ticks of 90 kHz, not wrapped
   * @param dts in ticks of 90 kHz, not wrapped
   * @param withTables whether PAT and PMT go before it
   */
  public byte[] unit(PesUnit unit, long pts, long dts, boolean withTables) {
    boolean video = unit.lane() == Lane.VIDEO;
    byte[] data = unit.data();
    int pesHeader = 9 + (pts == dts ? 5 : 10);
    int total = pesHeader + data.length;
    long taken = video ? unit.taken() : PesUnit.UNKNOWN;
    int firstField = video ? PCR_FIELD + (taken == PesUnit.UNKNOWN ? 0 : Temi.SIZE) : 0;
    int packets = (firstField + total + PAYLOAD - 1) / PAYLOAD;
    int at = withTables ? 2 * Packet.SIZE : 0;
    byte[] out = new byte[at + packets * Packet.SIZE];
    if (withTables) {
      writeTables(out);
    }
    byte[] header = pesHeader(unit, pts, dts, total);
    int done = 0;
    for (int i = 0; i < packets; i++, at += Packet.SIZE) {
      int room = PAYLOAD - (i == 0 ? firstField : 0);
      int n = Math.min(room, total - done);
      int field = PAYLOAD - n;
      header(out, at, video ? VIDEO_PID : AUDIO_PID, i == 0, field > 0 ? 0x30 : 0x10, next(video));
      if (field > 0) {
        boolean first = i == 0 && video;
        adaptation(out, at + 4, field, first, unit.key(), dts, first ? taken : PesUnit.UNKNOWN);
      }
      int to = at + 4 + field;
      int fromHeader = Math.max(0, Math.min(n, pesHeader - done));
      System.arraycopy(header, Math.min(done, pesHeader), out, to, fromHeader);
      System.arraycopy(data, Math.max(0, done - pesHeader), out, to + fromHeader, n - fromHeader);
      done += n;
    }
    return out;
  }

  private int next(boolean video) {
    int counter = video ? videoCounter : audioCounter;
    if (video) {
      videoCounter = (counter + 1) & 0x0F;
    } else {
      audioCounter = (counter + 1) & 0x0F;
    }
    return counter;
  }

  private static byte[] pesHeader(PesUnit unit, long pts, long dts, int total) {
    boolean both = pts != dts;
    byte[] h = new byte[9 + (both ? 10 : 5)];
    h[2] = 1;
    h[3] = (byte) unit.streamId();
    // With its length a reader has the unit at once; without, it waits for the next one to begin.
    int announced = total - 6 <= 0xFFFF ? total - 6 : 0;
    h[4] = (byte) (announced >> 8);
    h[5] = (byte) announced;
    h[6] = (byte) 0x84; // the unit begins with the start of a frame
    h[7] = (byte) (both ? 0xC0 : 0x80);
    h[8] = (byte) (both ? 10 : 5);
    Timestamps.write(h, 9, both ? 3 : 2, pts);
    if (both) {
      Timestamps.write(h, 14, 1, dts);
    }
    return h;
  }

  private static void header(byte[] out, int at, int pid, boolean start, int control, int counter) {
    out[at] = Packet.SYNC;
    out[at + 1] = (byte) ((start ? 0x40 : 0) | pid >> 8);
    out[at + 2] = (byte) pid;
    out[at + 3] = (byte) (control | counter);
  }

  private static void adaptation(
      byte[] out, int at, int field, boolean pcr, boolean key, long dts, long taken) {
    out[at] = (byte) (field - 1);
    if (field == 1) {
      return;
    }
    int to = at + 2;
    boolean dated = taken != PesUnit.UNKNOWN;
    out[at + 1] = (byte) ((pcr ? 0x10 : 0) | (pcr && key ? 0x40 : 0) | (dated ? 1 : 0));
    if (pcr) {
      long base = Timestamps.wrap(dts - PCR_LAG);
      out[to] = (byte) (base >> 25);
      out[to + 1] = (byte) (base >> 17);
      out[to + 2] = (byte) (base >> 9);
      out[to + 3] = (byte) (base >> 1);
      out[to + 4] = (byte) ((base & 1) << 7 | 0x7E);
      out[to + 5] = 0;
      to += 6;
    }
    if (dated) {
      Temi.write(out, to, taken);
      to += Temi.SIZE;
    }
    Arrays.fill(out, to, at + field, (byte) 0xFF);
  }

  private void writeTables(byte[] out) {
    byte[] pat = {0, 0, 0, 0, 1, (byte) 0xC1, 0, 0, 0, 1, (byte) (0xE0 | PMT_PID >> 8), 0};
    section(out, 0, Packet.PID_PAT, patCounter, pat);
    patCounter = (patCounter + 1) & 0x0F;
    boolean tagged = types.audioTag() != StreamTypes.NONE;
    byte[] mark = filler ? ProgramTables.FILLER : NO_MARK;
    byte[] pmt = new byte[(tagged ? 24 : 22) + mark.length];
    pmt[0] = 2;
    pmt[4] = 1;
    pmt[5] = (byte) (0xC1 | version << 1);
    pid(pmt, 8, VIDEO_PID);
    pmt[10] = (byte) 0xF0;
    pmt[11] = (byte) mark.length;
    System.arraycopy(mark, 0, pmt, 12, mark.length);
    int at = 12 + mark.length;
    pmt[at] = (byte) types.video();
    pid(pmt, at + 1, VIDEO_PID);
    pmt[at + 3] = (byte) 0xF0;
    pmt[at + 5] = (byte) types.audio();
    pid(pmt, at + 6, AUDIO_PID);
    pmt[at + 8] = (byte) 0xF0;
    if (tagged) {
      pmt[at + 9] = 2;
      pmt[at + 10] = (byte) types.audioTag();
    }
    section(out, Packet.SIZE, PMT_PID, pmtCounter, pmt);
    pmtCounter = (pmtCounter + 1) & 0x0F;
  }

  private static void pid(byte[] b, int at, int pid) {
    b[at] = (byte) (0xE0 | pid >> 8);
    b[at + 1] = (byte) pid;
  }

  private static void section(byte[] out, int at, int pid, int counter, byte[] section) {
    header(out, at, pid, true, 0x10, counter);
    int length = section.length + 4;
    section[1] = (byte) (0xB0 | (length - 3) >> 8);
    section[2] = (byte) (length - 3);
    System.arraycopy(section, 0, out, at + 5, section.length);
    int crc = Crc32.of(section, 0, section.length);
    int to = at + 5 + section.length;
    for (int i = 0; i < 4; i++) {
      out[to + i] = (byte) (crc >> (24 - 8 * i));
    }
    Arrays.fill(out, to + 4, at + Packet.SIZE, (byte) 0xFF);
  }
}
