package io.roomfleet.agent.ts;

import java.util.Arrays;
import java.util.function.Consumer;

/** Collects the packets of one PID into whole PES units; what is torn is never handed on. */
final class PesAssembler {
  private static final int FIXED_HEADER = 9;
  private static final int LONGEST = 16 << 20;

  private final Lane lane;
  private final Consumer<PesUnit> sink;
  private final H264 h264 = new H264();
  private boolean isH264;

  private byte[] buffer = new byte[64 << 10];
  private int length;
  private boolean open;
  private boolean key;
  private long taken = PesUnit.UNKNOWN;
  private boolean filled; // the last packet was stuffed, as the last one of a unit is
  private int counter = -1;
  private boolean awaitKey;

  private long lastDts = -1;
  private long lastStep;
  private long torn;
  private long continuityErrors;

  PesAssembler(Lane lane, Consumer<PesUnit> sink) {
    this.lane = lane;
    this.sink = sink;
  }

  /** Begins anew, as after a change of PID. */
  void reset(int streamType) {
    isH264 = streamType == StreamTypes.H264;
    open = false;
    counter = -1;
  }

  long torn() {
    return torn;
  }

  long continuityErrors() {
    return continuityErrors;
  }

  void packet(byte[] b, int at) {
    boolean payload = Packet.hasPayload(b, at);
    int seen = Packet.counter(b, at);
    if (Packet.discontinuity(b, at)) {
      finish(filled);
      counter = seen;
    } else if (counter >= 0 && payload) {
      if (seen == counter) {
        return; // sent twice, which the standard allows
      }
      if (seen != ((counter + 1) & 0x0F)) {
        continuityErrors++;
        tear();
      }
    }
    counter = seen;
    if (!payload) {
      return;
    }
    if (Packet.startsUnit(b, at)) {
      finish(true);
      open = true;
      length = 0;
      key = lane == Lane.VIDEO && Packet.randomAccess(b, at);
      taken = lane == Lane.VIDEO ? Packet.taken(b, at) : PesUnit.UNKNOWN;
    }
    if (open) {
      append(b, at + 4 + Packet.adaptation(b, at), at + Packet.SIZE);
      filled = Packet.stuffed(b, at);
    }
  }

  private void append(byte[] b, int from, int end) {
    int n = end - from;
    if (n < 0 || length + n > LONGEST) {
      tear();
      return;
    }
    if (length + n > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + n));
    }
    System.arraycopy(b, from, buffer, length, n);
    length += n;
    if (length >= 6) {
      int announced = announced();
      if (announced > 0 && length >= announced) {
        length = announced;
        finish(true);
      }
    }
  }

  /** Length of the whole unit as its header says, or 0 when it does not. */
  private int announced() {
    int n = ((buffer[4] & 0xFF) << 8) | (buffer[5] & 0xFF);
    return n == 0 ? 0 : n + 6;
  }

  /** Hands on the unit under way if it is certain to be complete; else leaves it. */
  void flush() {
    if (open && filled && announced() == 0) {
      finish(true);
    }
  }

  private void tear() {
    if (open) {
      torn++;
    }
    open = false;
    awaitKey = lane == Lane.VIDEO;
  }

  private void finish(boolean complete) {
    if (!open) {
      return;
    }
    if (!complete || length < FIXED_HEADER || length < announced()) {
      tear();
      return;
    }
    open = false;
    int data = FIXED_HEADER + (buffer[8] & 0xFF);
    boolean header = buffer[0] == 0 && buffer[1] == 0 && buffer[2] == 1 && data <= length;
    if (!header) {
      torn++;
      awaitKey = lane == Lane.VIDEO;
      return;
    }
    emit(data);
  }

  private void emit(int data) {
    int flags = buffer[7] & 0xC0;
    long pts;
    long dts;
    if ((flags & 0x80) != 0 && FIXED_HEADER + (flags == 0xC0 ? 10 : 5) <= data) {
      pts = Timestamps.read(buffer, FIXED_HEADER);
      dts = flags == 0xC0 ? Timestamps.read(buffer, FIXED_HEADER + 5) : pts;
    } else if (lastDts >= 0) {
      dts = Timestamps.wrap(lastDts + lastStep);
      pts = dts;
    } else {
      return; // nothing tells when it is to be shown
    }
    lastStep = lastDts < 0 ? 0 : Math.max(0, Timestamps.difference(dts, lastDts));
    lastDts = dts;
    byte[] bytes = Arrays.copyOfRange(buffer, data, length);
    boolean isKey = lane == Lane.VIDEO && (key || (isH264 && H264.isIdr(bytes)));
    if (awaitKey && !isKey) {
      return;
    }
    awaitKey = false;
    if (isKey && isH264) {
      bytes = h264.withParameterSets(bytes);
    }
    sink.accept(new PesUnit(lane, buffer[3] & 0xFF, pts, dts, isKey, taken, bytes));
  }
}
