package io.roomfleet.agent.hub;

import io.roomfleet.agent.ts.Timestamps;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Hands each chunk to every reader, and keeps those since the last key frame for new ones. Under
 * the hub's lock.
 */
final class Fanout {
  private final HubSettings settings;
  private final List<ReaderQueue> readers = new ArrayList<>();
  private final ArrayDeque<Chunk> cache = new ArrayDeque<>();
  private long cacheBytes;
  private long bytesOut;
  private ReaderQueue.Counts gone = ReaderQueue.Counts.NONE;

  Fanout(HubSettings settings) {
    this.settings = settings;
  }

  ReaderQueue add(Runnable wake, long now) {
    long lag = ticks(settings.readerLag());
    ReaderQueue queue = new ReaderQueue(settings.readerBytes(), lag, wake);
    queue.begin(cache, now);
    readers.add(queue);
    return queue;
  }

  void remove(ReaderQueue queue) {
    if (readers.remove(queue)) {
      gone = gone.plus(queue.counts());
    }
  }

  void send(Chunk chunk, long now) {
    bytesOut += chunk.bytes().length;
    keep(chunk);
    for (ReaderQueue reader : readers) {
      reader.offer(chunk, now);
    }
  }

  private void keep(Chunk chunk) {
    Chunk first = cache.peekFirst();
    if (chunk.key()
        || cacheBytes + chunk.bytes().length > settings.cacheBytes()
        || (first != null && chunk.at() - first.at() > ticks(settings.cacheSpan()))) {
      cache.clear();
      cacheBytes = 0;
    }
    if (chunk.key() || !cache.isEmpty()) {
      cache.add(chunk);
      cacheBytes += chunk.bytes().length;
    }
  }

  void close() {
    readers.forEach(ReaderQueue::close);
    cache.clear();
  }

  int readers() {
    return readers.size();
  }

  long bytesOut() {
    return bytesOut;
  }

  ReaderQueue.Counts counts() {
    ReaderQueue.Counts all = gone;
    for (ReaderQueue reader : readers) {
      all = all.plus(reader.counts());
    }
    return all;
  }

  static long ticks(Duration duration) {
    return duration.toMillis() * Timestamps.HZ / 1000;
  }
}
