package io.roomfleet.deploy.dev;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/** Tells people what is going on, a line each, with the seconds since the beginning. */
final class Progress {
  private final PrintStream out;
  private final InstantSource clock;
  private final Instant began;

  Progress(PrintStream out, InstantSource clock) {
    this.out = out;
    this.clock = clock;
    this.began = clock.instant();
  }

  /** One step of one program. */
  void step(String who, String what) {
    out.println(String.format(Locale.ROOT, "  %7.1f s  %-15s %s", seconds(), who, what));
  }

  /** Anything else. */
  void say(String text) {
    out.println(text);
  }

  double seconds() {
    return Duration.between(began, clock.instant()).toMillis() / 1000.0;
  }
}
