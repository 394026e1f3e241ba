package io.roomfleet.orchestrator.http;

import io.roomfleet.api.metrics.LiveMetrics;
import io.roomfleet.api.metrics.MetricsView;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;
import org.jspecify.annotations.Nullable;

/** What the HTTP API needs of figures. */
public interface Metrics {
  /**
   * Which figures.
   *
   * @param from null for an hour before {@code to}
   * @param to null for now
   * @param step 10 s, or whole minutes
   * @param subRoomId null for the whole room
   * @param country two capital letters, null for all
   */
  record Query(
      @Nullable Instant from,
      @Nullable Instant to,
      Duration step,
      @Nullable String subRoomId,
      @Nullable String country) {}

  /**
   * Figures over time.
   *
   * @return or 404 {@code room_not_found}, {@code sub_room_not_found}, or 400 {@code bad_parameter}
   *     when the times do not go together
   */
  CompletionStage<Outcome<MetricsView>> metrics(String roomId, Query query);

  /** A frame each second without end, of a room that is known to exist. */
  Source<LiveMetrics, NotUsed> live(String roomId);
}
