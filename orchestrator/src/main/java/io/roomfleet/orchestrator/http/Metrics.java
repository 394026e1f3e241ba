package io.roomfleet.orchestrator.http;

import io.roomfleet.api.metrics.Figures;
import io.roomfleet.api.metrics.LiveMetrics;
import io.roomfleet.api.metrics.MetricsCut;
import io.roomfleet.api.metrics.MetricsView;
import io.roomfleet.api.room.AgendaItem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;
import org.jspecify.annotations.Nullable;

/** What the HTTP API needs of figures. */
public interface Metrics {
  /** In place of a country: each one that is kept apart. */
  String EACH_COUNTRY = "*";

  /**
   * Which figures.
   *
   * @param from null for an hour before {@code to}
   * @param to null for now
   * @param step 10 s, or whole minutes
   * @param subRoomId null for the whole room
   * @param country two capital letters, null for all; of a table also {@link #EACH_COUNTRY}
   */
  record Query(
      @Nullable Instant from,
      @Nullable Instant to,
      Duration step,
      @Nullable String subRoomId,
      @Nullable String country,
      MetricsCut by) {}

  /**
   * Figures over time.
   *
   * @return or 404 {@code room_not_found}, {@code sub_room_not_found}, or 400 {@code bad_parameter}
   *     when the times do not go together
   */
  CompletionStage<Outcome<MetricsView>> metrics(String roomId, Query query);

  /**
   * A row for each step, or item of the agenda, of each sub-room, or of the one that is asked for,
   * in which anything was counted.
   *
   * @param rows by time, then sub-room, then country
   */
  record Table(String roomId, Instant from, MetricsCut by, List<Row> rows) {}

  /**
   * One row.
   *
   * @param length of the time that is counted; less than from {@code from} to {@code to} when other
   *     items were on in between
   * @param item that was on; null when nothing was, or figures are not cut by the agenda
   * @param country whose viewers these are; null for all
   */
  record Row(
      Instant from,
      Instant to,
      Duration length,
      @Nullable AgendaItem item,
      String subRoomId,
      @Nullable String country,
      Figures figures) {}

  /**
   * Figures over time as a table; or as {@link #metrics}, and 400 when it would have too many rows.
   */
  CompletionStage<Outcome<Table>> table(String roomId, Query query);

  /** A frame each second without end, of a room that is known to exist. */
  Source<LiveMetrics, NotUsed> live(String roomId);
}
