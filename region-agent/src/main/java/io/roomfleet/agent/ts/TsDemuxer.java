package io.roomfleet.agent.ts;

/**
 * Takes a transport stream apart into the whole PES units of its first picture and first sound.
 *
 * <p>It takes bytes in chunks of any size, finds packets again after a loss of sync, and never
 * hands on a unit of which a part is missing: after such a loss the picture goes on at the next key
 * frame. A unit is handed on when its announced length is there or the next one begins; {@link
 * #flush()} hands on a last one without a successor, if its end is certain.
 *
 * <p>For one thread at a time.
 */
public final class TsDemuxer {
  private static final int SLICE = 64 << 10;

  /** Where the units go; called on the thread that writes. */
  public interface Sink {
    /** The programme carries {@code types} from here on; comes before its first unit. */
    void streams(StreamTypes types);

    void unit(PesUnit unit);

    /** Whether a slate fills in for the programme's own video from here on; said on each change. */
    default void filler(boolean fills) {}
  }

  private final Sink sink;
  private final ProgramTables tables = new ProgramTables();
  private final PesAssembler video;
  private final PesAssembler audio;
  private final byte[] buffer = new byte[SLICE + 2 * Packet.SIZE];
  private int length;
  private boolean inSync;
  private boolean filler;
  private long syncLosses;

  public TsDemuxer(Sink sink) {
    this.sink = sink;
    this.video = new PesAssembler(Lane.VIDEO, sink::unit);
    this.audio = new PesAssembler(Lane.AUDIO, sink::unit);
  }

  /** How many units were left out since a part of them was missing. */
  public long tornUnits() {
    return video.torn() + audio.torn();
  }

  /** How often a packet's counter did not follow the one before, in picture and sound. */
  public long continuityErrors() {
    return video.continuityErrors() + audio.continuityErrors();
  }

  /** How often the packet boundary had to be searched again. */
  public long syncLosses() {
    return syncLosses;
  }

  public void write(byte[] bytes, int offset, int count) {
    int at = offset;
    int end = offset + count;
    while (at < end) {
      int n = Math.min(SLICE, end - at);
      System.arraycopy(bytes, at, buffer, length, n);
      length += n;
      at += n;
      consume();
    }
  }

  /** The source is quiet or over: hands on the units whose end is certain without a successor. */
  public void flush() {
    video.flush();
    audio.flush();
  }

  private void consume() {
    int at = 0;
    while (length - at >= Packet.SIZE) {
      if (!inSync) {
        at = findSync(at);
        if (!inSync) {
          break;
        }
      } else if (buffer[at] != Packet.SYNC || cutShort(at)) {
        inSync = false;
        syncLosses++;
      } else {
        packet(at);
        at += Packet.SIZE;
      }
    }
    System.arraycopy(buffer, at, buffer, 0, length - at);
    length -= at;
  }

  /** Whether the next packet, if it is there yet, does not begin where this one ends. */
  private boolean cutShort(int at) {
    return at + Packet.SIZE < length && buffer[at + Packet.SIZE] != Packet.SYNC;
  }

  /** Where a sync byte is followed by another one a packet later, or where to look on. */
  private int findSync(int from) {
    int at = from;
    for (; at + Packet.SIZE < length; at++) {
      if (buffer[at] == Packet.SYNC && buffer[at + Packet.SIZE] == Packet.SYNC) {
        inSync = true;
        return at;
      }
    }
    return at;
  }

  private void packet(int at) {
    if (Packet.broken(buffer, at)) {
      return; // the counter of the next one tells
    }
    int pid = Packet.pid(buffer, at);
    if (pid == tables.videoPid()) {
      video.packet(buffer, at);
    } else if (pid == tables.audioPid()) {
      audio.packet(buffer, at);
    } else if (pid == Packet.PID_PAT || pid == tables.pmtPid()) {
      table(pid, at);
    }
  }

  private void table(int pid, int at) {
    int payload = at + 4 + Packet.adaptation(buffer, at);
    int end = at + Packet.SIZE;
    if (!Packet.hasPayload(buffer, at) || payload >= end) {
      return;
    }
    boolean start = Packet.startsUnit(buffer, at);
    if (pid == Packet.PID_PAT) {
      tables.readPat(buffer, payload, end, start);
    } else {
      if (tables.readPmt(buffer, payload, end, start)) {
        video.reset(tables.types().video());
        audio.reset(tables.types().audio());
        sink.streams(tables.types());
      }
      if (tables.filler() != filler) {
        filler = tables.filler();
        sink.filler(filler);
      }
    }
  }
}
