package io.roomfleet.orchestrator.telemetry;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.roomfleet.api.metrics.MetricsCut;
import io.roomfleet.api.problem.Problem.FieldError;
import io.roomfleet.orchestrator.http.Metrics;
import io.roomfleet.orchestrator.http.Metrics.Row;
import io.roomfleet.orchestrator.http.Metrics.Table;
import io.roomfleet.orchestrator.http.Outcome;
import io.roomfleet.orchestrator.telemetry.FigureReader.Span;
import io.roomfleet.orchestrator.telemetry.MergedSteps.Known;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Figures as rows. Sub-rooms are read one after the other, and only figures are kept of each: what
 * is in memory at once are the windows of one.
 */
final class FigureRows {
  private static final int MOST = 20_000;

  /** What a window keeps apart, and the others together. */
  private static final int MOST_COUNTRIES = 51;

  private static final Comparator<Row> ORDER =
      Comparator.comparing(Row::from)
          .thenComparing(Row::subRoomId)
          .thenComparing(row -> Objects.requireNonNullElse(row.country(), ""));

  private final FigureReader figures;

  FigureRows(FigureReader figures) {
    this.figures = figures;
  }

  /** Makes rows of what is known of one sub-room. */
  @FunctionalInterface
  private interface Maker {
    List<Row> rows(String subRoomId, @Nullable String country, NavigableMap<Long, Known> steps);
  }

  /** A row for each step; or 400 when there may be too many. */
  CompletionStage<Outcome<Table>> bySteps(
      String roomId, List<String> subRoomIds, Span span, @Nullable String country) {
    Duration length = Duration.ofMillis(span.step());
    return table(
        roomId,
        subRoomIds,
        span,
        country,
        MetricsCut.STEP,
        (subRoomId, its, steps) ->
            steps.entrySet().stream()
                .map(step -> row(step.getKey(), length, subRoomId, its, step.getValue()))
                .toList());
  }

  private static Row row(
      long start, Duration length, String subRoomId, @Nullable String country, Known known) {
    Instant from = Instant.ofEpochMilli(start);
    return new Row(
        from,
        from.plus(length),
        length,
        null,
        subRoomId,
        country,
        FiguresMapper.figures(known.window(), length, known.viewing()));
  }

  /** A row for each item of the agenda; or likewise, since steps are what is read. */
  CompletionStage<Outcome<Table>> byAgenda(
      String roomId,
      List<String> subRoomIds,
      Span span,
      @Nullable String country,
      AgendaCut agenda) {
    return table(
        roomId,
        subRoomIds,
        span,
        country,
        MetricsCut.AGENDA,
        (subRoomId, its, steps) ->
            agenda.of(steps).stream()
                .filter(AgendaCut.Part::isKnown)
                .map(
                    part ->
                        new Row(
                            part.from(),
                            part.to(),
                            part.length(),
                            part.item(),
                            subRoomId,
                            its,
                            part.figures()))
                .toList());
  }

  private CompletionStage<Outcome<Table>> table(
      String roomId,
      List<String> subRoomIds,
      Span span,
      @Nullable String country,
      MetricsCut by,
      Maker maker) {
    FieldError tooMany = tooMany(subRoomIds.size(), span, country);
    if (tooMany != null) {
      return completedFuture(MetricsService.refused(tooMany));
    }
    CompletionStage<List<Row>> all = completedFuture(new ArrayList<>());
    for (String subRoomId : subRoomIds) {
      all =
          all.thenCompose(
              before ->
                  rows(roomId, subRoomId, span, country, maker)
                      .thenApply(
                          rows -> {
                            before.addAll(rows);
                            return before;
                          }));
    }
    return all.thenApply(
        rows -> {
          rows.sort(ORDER);
          return Outcome.done(new Table(roomId, Instant.ofEpochMilli(span.from()), by, rows));
        });
  }

  private static @Nullable FieldError tooMany(int subRooms, Span span, @Nullable String country) {
    boolean each = Metrics.EACH_COUNTRY.equals(country);
    long most = span.steps() * subRooms * (each ? MOST_COUNTRIES : 1);
    return most <= MOST
        ? null
        : new FieldError(
            "step",
            String.valueOf(span.step() / 1000),
            "at most %d rows; %d steps of %d sub-rooms%s may be %d"
                .formatted(
                    MOST,
                    span.steps(),
                    subRooms,
                    each ? " and " + MOST_COUNTRIES + " countries" : "",
                    most));
  }

  private CompletionStage<List<Row>> rows(
      String roomId, String subRoomId, Span span, @Nullable String country, Maker maker) {
    if (!Metrics.EACH_COUNTRY.equals(country)) {
      return figures
          .read(roomId, List.of(subRoomId), span, country)
          .thenApply(steps -> maker.rows(subRoomId, country, steps.known()));
    }
    return figures
        .readInto(roomId, List.of(subRoomId), span, new CountrySteps(span))
        .thenApply(
            steps ->
                steps.countries().stream()
                    .flatMap(code -> maker.rows(subRoomId, code, steps.known(code)).stream())
                    .toList());
  }
}
