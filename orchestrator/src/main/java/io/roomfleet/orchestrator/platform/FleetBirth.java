package io.roomfleet.orchestrator.platform;

import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/**
 * When a fleet's first node started, as that node wrote it down. No event is older, so whoever
 * reads all events begins there. Without it a new fleet would look for events in every day since
 * the journal's fixed first bucket: hundreds of queries for each tag, and more each day.
 */
public final class FleetBirth {
  /** Another node's clock may be behind. */
  private static final Duration SKEW = Duration.ofHours(1);

  private FleetBirth() {}

  /** The birth that is written down; {@code now}, less an hour, when none is yet. */
  public static CompletionStage<Instant> of(Views views, Instant now) {
    Instant first = now.minus(SKEW);
    return views
        .run("INSERT INTO roomfleet.fleet (id, born_at) VALUES ('fleet', ?) IF NOT EXISTS", first)
        .thenApply(
            result -> {
              Row row = Objects.requireNonNull(result.one(), "a lightweight transaction answers");
              return row.getBoolean("[applied]")
                  ? first
                  : Objects.requireNonNull(row.getInstant("born_at"));
            });
  }
}
