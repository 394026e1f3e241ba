package io.roomfleet.agent.mkv;

import org.jspecify.annotations.Nullable;

/**
 * Reads Matroska as ffmpeg writes it to a pipe, in chunks of any size: the blocks of its tracks,
 * and nothing else. Blocks are expected without lacing, times in milliseconds; both are what ffmpeg
 * does. (RFC 9559; EBML is RFC 8794.)
 */
public final class MkvReader {
  private static final long SEGMENT = 0x18538067L;
  private static final long CLUSTER = 0x1F43B675L;
  private static final long TIMESTAMP = 0xE7;
  private static final long BLOCK_GROUP = 0xA0;
  private static final long BLOCK = 0xA1;
  private static final long SIMPLE_BLOCK = 0xA3;

  /** Far more than a picture has: a larger one is no block. */
  private static final long LARGEST = 64L << 20;

  /** Length of a block's own head: track, time, flags. */
  private static final int HEAD = 4;

  private final Sink sink;
  private final byte[] header = new byte[16];
  private int headerLength;
  private long element;
  private long skip;
  private byte @Nullable [] body;
  private int filled;
  private long clusterTime;

  /** Who takes the blocks. */
  public interface Sink {
    /**
     * A block.
     *
     * @param track from 1, in the order of ffmpeg's outputs
     * @param data a copy, to be kept
     */
    void block(int track, long millis, byte[] data);
  }

  public MkvReader(Sink sink) {
    this.sink = sink;
  }

  /**
   * Takes the next bytes.
   *
   * @throws IllegalArgumentException when they are not Matroska
   */
  public void write(byte[] bytes, int length) {
    int at = 0;
    while (at < length) {
      byte[] filling = body;
      if (skip > 0) {
        int step = (int) Math.min(skip, length - at);
        skip -= step;
        at += step;
      } else if (filling != null) {
        int step = Math.min(filling.length - filled, length - at);
        System.arraycopy(bytes, at, filling, filled, step);
        filled += step;
        at += step;
        if (filled == filling.length) {
          body = null;
          whole(filling);
        }
      } else {
        header[headerLength++] = bytes[at++];
        begin();
      }
    }
  }

  /** Looks whether the header of an element is there: its id and its size. */
  private void begin() {
    int idLength = vintLength(header[0]);
    if (headerLength <= idLength) {
      return;
    }
    int sizeLength = vintLength(header[idLength]);
    if (headerLength < idLength + sizeLength) {
      return;
    }
    element = number(0, idLength, 0xFF);
    int mask = (1 << (8 - sizeLength)) - 1;
    long size = number(idLength, sizeLength, mask);
    boolean unknown = size == (1L << (7 * sizeLength)) - 1;
    headerLength = 0;
    if (element == SEGMENT || element == CLUSTER || element == BLOCK_GROUP) {
      return; // What is in it is read next.
    }
    if (unknown || size > LARGEST) {
      throw new IllegalArgumentException(
          "Matroska: element %x of %d bytes (expected: %d at most)"
              .formatted(element, size, LARGEST));
    }
    if (element == TIMESTAMP || element == BLOCK || element == SIMPLE_BLOCK) {
      body = new byte[(int) size];
      filled = 0;
      if (size == 0) {
        body = null;
      }
    } else {
      skip = size;
    }
  }

  private void whole(byte[] bytes) {
    if (element == TIMESTAMP) {
      clusterTime = 0;
      for (byte each : bytes) {
        clusterTime = clusterTime << 8 | (each & 0xFF);
      }
    } else if (bytes.length > HEAD) {
      int track = bytes[0] & 0x7F;
      int offset = (short) ((bytes[1] & 0xFF) << 8 | (bytes[2] & 0xFF));
      byte[] data = new byte[bytes.length - HEAD];
      System.arraycopy(bytes, HEAD, data, 0, data.length);
      sink.block(track, clusterTime + offset, data);
    }
  }

  private static int vintLength(byte first) {
    int length = Integer.numberOfLeadingZeros(first & 0xFF) - 23;
    if (length > 8) {
      throw new IllegalArgumentException("Matroska: a number that begins with 0");
    }
    return length;
  }

  private long number(int from, int length, int firstMask) {
    long value = header[from] & firstMask;
    for (int i = 1; i < length; i++) {
      value = value << 8 | (header[from + i] & 0xFF);
    }
    return value;
  }
}
