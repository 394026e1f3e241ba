package io.roomfleet.agent.hub;

import java.time.Instant;

/** Time for a hub: a steady count that the output is timed by, and the hour for people. */
public interface HubClock {
  /** As {@link System#nanoTime()}: never goes back, and only differences mean something. */
  long nanos();

  Instant instant();

  static HubClock system() {
    return new HubClock() {
      @Override
      public long nanos() {
        return System.nanoTime();
      }

      @Override
      public Instant instant() {
        return Instant.now();
      }
    };
  }
}
