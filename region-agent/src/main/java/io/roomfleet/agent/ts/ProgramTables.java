package io.roomfleet.agent.ts;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads PAT and PMT, and says on which PIDs the first programme's picture and sound are. */
final class ProgramTables {
  static final int NO_PID = -1;

  /** A registration descriptor of ours: a slate fills in for the programme's own video. */
  static final byte[] FILLER = {5, 4, 'R', 'F', 'S', 'L'};

  private static final int TABLE_PAT = 0;
  private static final int TABLE_PMT = 2;

  private final Section pat = new Section();
  private final Section pmt = new Section();
  private int pmtPid = NO_PID;
  private int videoPid = NO_PID;
  private int audioPid = NO_PID;
  private boolean filler;
  private StreamTypes types = new StreamTypes(StreamTypes.NONE, StreamTypes.NONE);

  int pmtPid() {
    return pmtPid;
  }

  int videoPid() {
    return videoPid;
  }

  int audioPid() {
    return audioPid;
  }

  StreamTypes types() {
    return types;
  }

  /** Whether a slate fills in for the programme's own video. */
  boolean filler() {
    return filler;
  }

  void readPat(byte[] b, int payload, int end, boolean start) {
    byte[] section = pat.add(b, payload, end, start, TABLE_PAT);
    if (section == null) {
      return;
    }
    for (int i = 8; i + 4 <= section.length - 4; i += 4) {
      int program = u16(section, i);
      if (program != 0) {
        pmtPid = u16(section, i + 2) & 0x1FFF;
        return;
      }
    }
  }

  /** Answers whether PIDs or stream types are other than before. */
  boolean readPmt(byte[] b, int payload, int end, boolean start) {
    byte[] section = pmt.add(b, payload, end, start, TABLE_PMT);
    if (section == null || section.length < 16) {
      return false;
    }
    int newVideoPid = NO_PID;
    int newAudioPid = NO_PID;
    int video = StreamTypes.NONE;
    int audio = StreamTypes.NONE;
    int audioTag = StreamTypes.NONE;
    int i = 12 + (u16(section, 10) & 0x0FFF);
    filler = has(section, 12, Math.min(i, section.length - 4), FILLER);
    while (i + 5 <= section.length - 4) {
      int type = section[i] & 0xFF;
      int pid = u16(section, i + 1) & 0x1FFF;
      int infoEnd = Math.min(i + 5 + (u16(section, i + 3) & 0x0FFF), section.length - 4);
      int tag = type == StreamTypes.PRIVATE ? codecTag(section, i + 5, infoEnd) : StreamTypes.NONE;
      if (newVideoPid == NO_PID && StreamTypes.isVideo(type)) {
        newVideoPid = pid;
        video = type;
      } else if (newAudioPid == NO_PID && (StreamTypes.isAudio(type) || tag != StreamTypes.NONE)) {
        newAudioPid = pid;
        audio = type;
        audioTag = tag;
      }
      i = infoEnd;
    }
    StreamTypes found = new StreamTypes(video, audio, audioTag);
    boolean changed = newVideoPid != videoPid || newAudioPid != audioPid || !found.equals(types);
    videoPid = newVideoPid;
    audioPid = newAudioPid;
    types = found;
    return changed;
  }

  private static boolean has(byte[] b, int from, int end, byte[] descriptor) {
    for (int i = from; i + 2 <= end; i += 2 + (b[i + 1] & 0xFF)) {
      int to = Math.min(i + descriptor.length, end);
      if (Arrays.equals(b, i, to, descriptor, 0, descriptor.length)) {
        return true;
      }
    }
    return false;
  }

  private static int codecTag(byte[] b, int from, int end) {
    for (int i = from; i + 2 <= end; i += 2 + (b[i + 1] & 0xFF)) {
      int tag = b[i] & 0xFF;
      if (tag == StreamTypes.TAG_AC3 || tag == StreamTypes.TAG_EAC3) {
        return tag;
      }
    }
    return StreamTypes.NONE;
  }

  private static int u16(byte[] b, int at) {
    return ((b[at] & 0xFF) << 8) | (b[at + 1] & 0xFF);
  }

  /** Puts a section together that may span packets; only the first of a packet is looked at. */
  private static final class Section {
    private final byte[] buffer = new byte[1024];
    private int length;
    private boolean open;

    byte @Nullable [] add(byte[] b, int payload, int end, boolean start, int table) {
      int from = payload;
      if (start) {
        from = payload + 1 + (b[payload] & 0xFF);
        length = 0;
        open = true;
      }
      if (!open || from >= end) {
        return null;
      }
      int n = Math.min(end - from, buffer.length - length);
      System.arraycopy(b, from, buffer, length, n);
      length += n;
      if (length < 3) {
        return null;
      }
      int total = 3 + (u16(buffer, 1) & 0x0FFF);
      if (total > buffer.length) {
        open = false;
        return null;
      }
      if (length < total) {
        return null;
      }
      open = false;
      boolean sound = (buffer[0] & 0xFF) == table && total >= 12 && Crc32.of(buffer, 0, total) == 0;
      boolean current = (buffer[5] & 1) != 0;
      return sound && current ? Arrays.copyOf(buffer, total) : null;
    }
  }
}
