package io.roomfleet.orchestrator.telemetry;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.roomfleet.api.metrics.LiveMetrics;
import io.roomfleet.api.metrics.MetricsView;
import io.roomfleet.api.problem.Problem.FieldError;
import io.roomfleet.orchestrator.http.Metrics;
import io.roomfleet.orchestrator.http.Outcome;
import io.roomfleet.orchestrator.telemetry.meter.Rollups;
import io.roomfleet.orchestrator.telemetry.meter.Rollups.Step;
import io.roomfleet.orchestrator.telemetry.viewing.ViewingReader;
import io.roomfleet.orchestrator.telemetry.viewing.ViewingRollups;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;
import org.jspecify.annotations.Nullable;

/**
 * Figures over time: what is final from the rollups, what is not from the Meters, merged to the
 * steps that were asked for.
 */
public final class MetricsService implements Metrics {
  private static final Duration DEFAULT_SPAN = Duration.ofHours(1);
  private static final Duration LONGEST_OF_SECONDS = Duration.ofHours(6);
  private static final Duration LONGEST = Duration.ofDays(7);
  private static final int MOST_POINTS = 1000;

  private final RoomMarkets rooms;
  private final Meters meters;
  private final Rollups rollups;
  private final ViewingReader viewers;
  private final Duration openFor;
  private final InstantSource clock;

  public MetricsService(
      TelemetrySettings settings,
      RoomMarkets rooms,
      Meters meters,
      Rollups rollups,
      ViewingReader viewers,
      InstantSource clock) {
    this.rooms = rooms;
    this.meters = meters;
    this.rollups = rollups;
    this.viewers = viewers;
    this.openFor = settings.life().log();
    this.clock = clock;
  }

  /** What was asked for, in whole steps of milliseconds since 1970. */
  private record Span(long from, long to, long step) {}

  @Override
  public CompletionStage<Outcome<MetricsView>> metrics(String roomId, Query query) {
    long now = clock.millis();
    Span span = span(query, now);
    FieldError wrong = wrong(query, span);
    if (wrong != null) {
      return completedFuture(
          Outcome.refused(
              400,
              "bad_parameter",
              "%s: %s (expected: %s)".formatted(wrong.field(), wrong.value(), wrong.expected()),
              List.of(wrong)));
    }
    return rooms.of(roomId).thenCompose(found -> found(roomId, query, span, found));
  }

  private static Span span(Query query, long now) {
    long step = query.step().toMillis();
    Instant to = Objects.requireNonNullElse(query.to(), Instant.ofEpochMilli(now));
    Instant from = Objects.requireNonNullElse(query.from(), to.minus(DEFAULT_SPAN));
    return new Span(
        Math.floorDiv(from.toEpochMilli(), step) * step,
        -Math.floorDiv(-to.toEpochMilli(), step) * step,
        step);
  }

  private static @Nullable FieldError wrong(Query query, Span span) {
    Duration length = Duration.ofMillis(span.to() - span.from());
    if (length.isNegative() || length.isZero()) {
      return new FieldError(
          "to", String.valueOf(query.to()), "after from, which is " + query.from());
    }
    boolean seconds = query.step().compareTo(Duration.ofMinutes(1)) < 0;
    Duration longest = seconds ? LONGEST_OF_SECONDS : LONGEST;
    if (length.compareTo(longest) > 0) {
      return new FieldError(
          "from",
          String.valueOf(query.from()),
          "at most %s before to%s"
              .formatted(longest, seconds ? ", 7 days with a step of whole minutes" : ""));
    }
    if (length.toMillis() / span.step() > MOST_POINTS) {
      return new FieldError(
          "step",
          String.valueOf(query.step().toSeconds()),
          "at most %d steps from from to to; there are %d"
              .formatted(MOST_POINTS, length.toMillis() / span.step()));
    }
    return null;
  }

  private CompletionStage<Outcome<MetricsView>> found(
      String roomId, Query query, Span span, Optional<Map<String, RoomMarkets.Facts>> found) {
    if (found.isEmpty()) {
      return completedFuture(
          Outcome.refused(
              404, "room_not_found", "room: " + roomId + " (expected: one that there is)"));
    }
    String wanted = query.subRoomId();
    if (wanted != null && !found.get().containsKey(wanted)) {
      return completedFuture(
          Outcome.refused(
              404,
              "sub_room_not_found",
              "sub-room: %s (expected: one of room %s)".formatted(wanted, roomId)));
    }
    List<String> subRooms =
        wanted != null ? List.of(wanted) : found.get().keySet().stream().sorted().toList();
    MergedSteps steps = new MergedSteps(span.from(), span.step(), query.country());
    return gather(roomId, subRooms, span, steps)
        .thenCompose(done -> look(roomId, subRooms, span, steps))
        .thenApply(
            done ->
                Outcome.done(
                    new MetricsView(
                        roomId,
                        wanted,
                        query.country(),
                        Instant.ofEpochMilli(span.from()),
                        Instant.ofEpochMilli(span.to()),
                        span.step() / 1000,
                        steps.points(),
                        steps.total(span.to()),
                        steps.countries(),
                        clock.instant())));
  }

  /** One sub-room after the other: a room with many does not ask for everything at once. */
  private CompletionStage<?> gather(
      String roomId, List<String> subRooms, Span span, MergedSteps steps) {
    CompletionStage<?> all = completedFuture(null);
    for (String subRoomId : subRooms) {
      all = all.thenCompose(before -> gather(roomId, subRoomId, span, steps));
    }
    return all;
  }

  /** What agents saw of the viewers. */
  private CompletionStage<?> look(
      String roomId, List<String> subRooms, Span span, MergedSteps steps) {
    ViewingRollups.Step step =
        span.step() % ViewingRollups.Step.MINUTE.millis() == 0
            ? ViewingRollups.Step.MINUTE
            : ViewingRollups.Step.TEN_SECONDS;
    return viewers
        .read(roomId, subRooms, step, span.from(), span.to())
        .thenAccept(windows -> windows.forEach(steps::add));
  }

  private CompletionStage<?> gather(String roomId, String subRoomId, Span span, MergedSteps steps) {
    if (span.to() < clock.millis() - openFor.toMillis()) {
      return read(roomId, subRoomId, span, span.to(), steps);
    }
    return meters
        .recent(roomId, subRoomId, span.from(), span.to())
        .thenCompose(
            recent -> {
              recent.windows().forEach(steps::add);
              return read(roomId, subRoomId, span, Math.min(span.to(), recent.openFrom()), steps);
            });
  }

  private CompletionStage<?> read(
      String roomId, String subRoomId, Span span, long to, MergedSteps steps) {
    Step step = span.step() % Step.MINUTE.millis() == 0 ? Step.MINUTE : Step.TEN_SECONDS;
    return rollups
        .read(roomId, subRoomId, step, span.from(), to)
        .thenAccept(rows -> rows.forEach(steps::add));
  }

  @Override
  public Source<LiveMetrics, NotUsed> live(String roomId) {
    return new LiveFrames(roomId, rooms, meters, viewers, clock).source();
  }
}
