package io.roomfleet.agent.hub;

import io.roomfleet.agent.ts.TsMuxer;
import java.util.ArrayDeque;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one reader. The hub's side never waits: when too much is waiting, all of it is
 * thrown away and the reader goes on at the next key frame.
 */
final class ReaderQueue {
  private record Entry(Chunk chunk, long offered) {}

  private final int maxBytes;
  private final long maxLag;
  private final Runnable wake;

  private final ArrayDeque<Entry> entries = new ArrayDeque<>();
  private long bytes;
  private boolean skipping;
  private boolean missed; // something that was offered to this reader, not just never begun
  private boolean wanted;
  private boolean closed;
  private long drops;
  private long droppedBytes;
  private long bytesRead;

  /**
   * @param maxLag in ticks
   * @param wake called once something is there after {@link #poll} had nothing; must not block
   */
  ReaderQueue(int maxBytes, long maxLag, Runnable wake) {
    this.maxBytes = maxBytes;
    this.maxLag = maxLag;
    this.wake = wake;
  }

  /** Begins with what is kept for new readers, or at the next key frame where that is empty. */
  synchronized void begin(Iterable<Chunk> cache, long now) {
    for (Chunk chunk : cache) {
      add(chunk, now);
    }
    skipping = entries.isEmpty();
  }

  void offer(Chunk chunk, long now) {
    if (accept(chunk, now)) {
      wake.run();
    }
  }

  /** Answers whether the reader is to be woken. */
  private synchronized boolean accept(Chunk chunk, long now) {
    if (closed) {
      return false;
    }
    Entry oldest = entries.peekFirst();
    if (oldest != null
        && (bytes + chunk.bytes().length > maxBytes || now - oldest.offered > maxLag)) {
      drops++;
      droppedBytes += bytes;
      entries.clear();
      bytes = 0;
      skipping = true;
      missed = true;
    }
    if (skipping && !chunk.key()) {
      droppedBytes += missed ? chunk.bytes().length : 0;
      return false;
    }
    if (skipping && missed) {
      byte[] gap = TsMuxer.discontinuity(chunk.counters());
      add(new Chunk(gap, false, chunk.counters(), chunk.at()), now);
    }
    skipping = false;
    missed = false;
    add(chunk, now);
    boolean wakeUp = wanted;
    wanted = false;
    return wakeUp;
  }

  private void add(Chunk chunk, long now) {
    entries.add(new Entry(chunk, now));
    bytes += chunk.bytes().length;
  }

  /**
   * Takes what is waiting, up to about {@code most} bytes; null when there is nothing, and then
   * {@code wake} is called once there is.
   */
  synchronized @Nullable ByteString poll(int most) {
    if (entries.isEmpty()) {
      wanted = !closed;
      return null;
    }
    ByteString taken = ByteString.emptyByteString();
    while (!entries.isEmpty() && taken.size() < most) {
      byte[] next = entries.remove().chunk.bytes();
      bytes -= next.length;
      taken = taken.concat(ByteString.fromArrayUnsafe(next));
    }
    bytesRead += taken.size();
    return taken;
  }

  /** No more comes; what waits can still be taken. */
  void close() {
    synchronized (this) {
      closed = true;
    }
    wake.run();
  }

  synchronized boolean drained() {
    return closed && entries.isEmpty();
  }

  synchronized Counts counts() {
    return new Counts(drops, droppedBytes, bytesRead);
  }

  /** What was lost and what was taken since the reader came. */
  record Counts(long drops, long droppedBytes, long bytesRead) {
    static final Counts NONE = new Counts(0, 0, 0);

    Counts plus(Counts other) {
      return new Counts(
          drops + other.drops, droppedBytes + other.droppedBytes, bytesRead + other.bytesRead);
    }
  }
}
