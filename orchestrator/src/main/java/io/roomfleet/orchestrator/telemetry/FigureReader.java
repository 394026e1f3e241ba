package io.roomfleet.orchestrator.telemetry;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.roomfleet.orchestrator.telemetry.meter.Rollups;
import io.roomfleet.orchestrator.telemetry.meter.Rollups.Rollup;
import io.roomfleet.orchestrator.telemetry.meter.Rollups.Step;
import io.roomfleet.orchestrator.telemetry.viewing.Viewing;
import io.roomfleet.orchestrator.telemetry.viewing.ViewingReader;
import io.roomfleet.orchestrator.telemetry.viewing.ViewingRollups;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Reads figures of sub-rooms: what is final from the rollups, what is not from the Meters, merged
 * to steps.
 */
public final class FigureReader {
  private final Meters meters;
  private final Rollups rollups;
  private final ViewingReader viewers;
  private final long openForMillis;
  private final InstantSource clock;

  public FigureReader(
      TelemetrySettings settings,
      Meters meters,
      Rollups rollups,
      ViewingReader viewers,
      InstantSource clock) {
    this.meters = meters;
    this.rollups = rollups;
    this.viewers = viewers;
    this.openForMillis = settings.life().log().toMillis();
    this.clock = clock;
  }

  /**
   * Whole steps, from one instant to before another.
   *
   * @param from milliseconds since 1970, the beginning of a step
   * @param to likewise
   * @param step milliseconds: ten seconds, or whole minutes
   */
  public record Span(long from, long to, long step) {
    long steps() {
      return (to - from) / step;
    }

    /** The instant that says what a step belongs to. */
    public Instant middle(long start) {
      return Instant.ofEpochMilli(start + step / 2);
    }

    /** The beginning of the step in which an instant is. */
    long startOf(long millis) {
      return from + Math.floorDiv(millis - from, step) * step;
    }
  }

  /** Where what is read is put. */
  interface Steps {
    /** What was counted in a window that is not longer than a step. */
    void add(Rollup rollup);

    /** What was seen of the viewers of all markets in a window that is not longer than a step. */
    void add(long windowStart, Viewing viewing);
  }

  /**
   * The figures of these sub-rooms together. They are asked one after the other, so that a room
   * with many does not ask for everything at once.
   *
   * @param country whose viewers are counted; null for all
   */
  public CompletionStage<MergedSteps> read(
      String roomId, List<String> subRoomIds, Span span, @Nullable String country) {
    return readInto(roomId, subRoomIds, span, new MergedSteps(span, country));
  }

  /** The same, put where it is said. */
  <S extends Steps> CompletionStage<S> readInto(
      String roomId, List<String> subRoomIds, Span span, S steps) {
    CompletionStage<?> all = completedFuture(null);
    for (String subRoomId : subRoomIds) {
      all = all.thenCompose(before -> counted(roomId, subRoomId, span, steps));
    }
    return all.thenCompose(done -> seen(roomId, subRoomIds, span, steps));
  }

  /** What agents saw of the viewers. */
  private <S extends Steps> CompletionStage<S> seen(
      String roomId, List<String> subRoomIds, Span span, S steps) {
    ViewingRollups.Step step =
        span.step() % ViewingRollups.Step.MINUTE.millis() == 0
            ? ViewingRollups.Step.MINUTE
            : ViewingRollups.Step.TEN_SECONDS;
    return viewers
        .read(roomId, subRoomIds, step, span.from(), span.to())
        .thenApply(
            windows -> {
              windows.forEach(steps::add);
              return steps;
            });
  }

  /** What viewers did. */
  private CompletionStage<?> counted(String roomId, String subRoomId, Span span, Steps steps) {
    if (span.to() < clock.millis() - openForMillis) {
      return kept(roomId, subRoomId, span, span.to(), steps);
    }
    return meters
        .recent(roomId, subRoomId, span.from(), span.to())
        .thenCompose(
            recent -> {
              recent.windows().forEach(steps::add);
              return kept(roomId, subRoomId, span, Math.min(span.to(), recent.openFrom()), steps);
            });
  }

  private CompletionStage<?> kept(
      String roomId, String subRoomId, Span span, long to, Steps steps) {
    Step step = span.step() % Step.MINUTE.millis() == 0 ? Step.MINUTE : Step.TEN_SECONDS;
    return rollups
        .read(roomId, subRoomId, step, span.from(), to)
        .thenAccept(rows -> rows.forEach(steps::add));
  }
}
