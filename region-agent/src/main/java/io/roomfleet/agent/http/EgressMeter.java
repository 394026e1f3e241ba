package io.roomfleet.agent.http;

import java.util.concurrent.atomic.LongAdder;

/** Counts the media that was sent. */
public final class EgressMeter {
  private final LongAdder bytes = new LongAdder();

  void add(long count) {
    bytes.add(count);
  }

  /** Bytes since the start. */
  public long bytes() {
    return bytes.sum();
  }
}
