package io.roomfleet.orchestrator.telemetry;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.roomfleet.api.metrics.LiveMetrics;
import io.roomfleet.api.metrics.MetricsCut;
import io.roomfleet.api.metrics.MetricsView;
import io.roomfleet.api.metrics.MetricsView.AgendaPart;
import io.roomfleet.api.metrics.MetricsView.Point;
import io.roomfleet.api.problem.Problem.FieldError;
import io.roomfleet.orchestrator.http.Metrics;
import io.roomfleet.orchestrator.http.Outcome;
import io.roomfleet.orchestrator.telemetry.FigureReader.Span;
import io.roomfleet.orchestrator.telemetry.viewing.ViewingReader;
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

/** Figures over time, and each second: checks what is asked for, and answers it. */
public final class MetricsService implements Metrics {
  private static final Duration DEFAULT_SPAN = Duration.ofHours(1);
  private static final Duration LONGEST_OF_SECONDS = Duration.ofHours(6);
  private static final Duration LONGEST = Duration.ofDays(7);
  private static final int MOST_POINTS = 1000;

  private final RoomMarkets rooms;
  private final OnAir onAir;
  private final Meters meters;
  private final FigureReader figures;
  private final FigureRows rows;
  private final ViewingReader viewers;
  private final InstantSource clock;

  public MetricsService(
      RoomMarkets rooms,
      OnAir onAir,
      Meters meters,
      FigureReader figures,
      ViewingReader viewers,
      InstantSource clock) {
    this.rooms = rooms;
    this.onAir = onAir;
    this.meters = meters;
    this.figures = figures;
    this.rows = new FigureRows(figures);
    this.viewers = viewers;
    this.clock = clock;
  }

  @Override
  public CompletionStage<Outcome<MetricsView>> metrics(String roomId, Query query) {
    return checked(roomId, query, (span, subRooms) -> view(roomId, query, span, subRooms));
  }

  @Override
  public CompletionStage<Outcome<Table>> table(String roomId, Query query) {
    return checked(
        roomId,
        query,
        (span, subRooms) ->
            query.by() == MetricsCut.STEP
                ? rows.bySteps(roomId, subRooms, span, query.country())
                : cut(roomId, span)
                    .thenCompose(
                        cut -> rows.byAgenda(roomId, subRooms, span, query.country(), cut)));
  }

  private CompletionStage<AgendaCut> cut(String roomId, Span span) {
    return onAir.of(roomId).thenApply(on -> new AgendaCut(span, on, clock.millis()));
  }

  /** What is answered to a query that is right. */
  @FunctionalInterface
  private interface Found<T> {
    CompletionStage<Outcome<T>> of(Span span, List<String> subRoomIds);
  }

  private <T> CompletionStage<Outcome<T>> checked(String roomId, Query query, Found<T> found) {
    Span span = span(query, clock.millis());
    FieldError wrong = wrong(query, span);
    if (wrong != null) {
      return completedFuture(refused(wrong));
    }
    return rooms
        .of(roomId)
        .thenCompose(
            markets ->
                subRooms(roomId, query, markets)
                    .fold(
                        done -> found.of(span, done.value()),
                        refused -> completedFuture(Outcome.refused(refused.refusal()))));
  }

  /** 400 {@code bad_parameter}. */
  static <T> Outcome<T> refused(FieldError wrong) {
    return Outcome.refused(
        400,
        "bad_parameter",
        "%s: %s (expected: %s)".formatted(wrong.field(), wrong.value(), wrong.expected()),
        List.of(wrong));
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
    if (span.steps() > MOST_POINTS) {
      return new FieldError(
          "step",
          String.valueOf(query.step().toSeconds()),
          "at most %d steps from from to to; there are %d".formatted(MOST_POINTS, span.steps()));
    }
    return null;
  }

  private static Outcome<List<String>> subRooms(
      String roomId, Query query, Optional<Map<String, RoomMarkets.Facts>> found) {
    if (found.isEmpty()) {
      return Outcome.refused(
          404, "room_not_found", "room: " + roomId + " (expected: one that there is)");
    }
    String wanted = query.subRoomId();
    if (wanted != null && !found.get().containsKey(wanted)) {
      return Outcome.refused(
          404,
          "sub_room_not_found",
          "sub-room: %s (expected: one of room %s)".formatted(wanted, roomId));
    }
    return Outcome.done(
        wanted != null ? List.of(wanted) : found.get().keySet().stream().sorted().toList());
  }

  private CompletionStage<Outcome<MetricsView>> view(
      String roomId, Query query, Span span, List<String> subRooms) {
    CompletionStage<MergedSteps> read = figures.read(roomId, subRooms, span, query.country());
    return query.by() == MetricsCut.STEP
        ? read.thenApply(
            steps -> Outcome.done(view(roomId, query, span, steps, steps.points(), null)))
        : read.thenCombine(
            cut(roomId, span),
            (steps, cut) ->
                Outcome.done(
                    view(roomId, query, span, steps, List.of(), parts(cut.of(steps.known())))));
  }

  private static List<AgendaPart> parts(List<AgendaCut.Part> parts) {
    return parts.stream()
        .map(
            it ->
                new AgendaPart(
                    it.item(), it.from(), it.to(), it.length().toSeconds(), it.figures()))
        .toList();
  }

  private MetricsView view(
      String roomId,
      Query query,
      Span span,
      MergedSteps steps,
      List<Point> points,
      @Nullable List<AgendaPart> agenda) {
    return new MetricsView(
        roomId,
        query.subRoomId(),
        query.country(),
        Instant.ofEpochMilli(span.from()),
        Instant.ofEpochMilli(span.to()),
        span.step() / 1000,
        points,
        agenda,
        steps.total(),
        steps.countries(),
        clock.instant());
  }

  @Override
  public Source<LiveMetrics, NotUsed> live(String roomId) {
    return new LiveFrames(roomId, rooms, meters, viewers, clock).source();
  }
}
