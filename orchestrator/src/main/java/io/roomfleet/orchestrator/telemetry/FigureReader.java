package io.roomfleet.orchestrator.telemetry;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.roomfleet.orchestrator.telemetry.meter.Rollups;
import io.roomfleet.orchestrator.telemetry.meter.Rollups.Step;
import io.roomfleet.orchestrator.telemetry.viewing.ViewingReader;
import io.roomfleet.orchestrator.telemetry.viewing.ViewingRollups;
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
  public record Span(long from, long to, long step) {}

  /**
   * The figures of these sub-rooms together. They are asked one after the other, so that a room
   * with many does not ask for everything at once.
   *
   * @param country whose viewers are counted; null for all
   */
  public CompletionStage<MergedSteps> read(
      String roomId, List<String> subRoomIds, Span span, @Nullable String country) {
    MergedSteps steps = new MergedSteps(span.from(), span.step(), country);
    CompletionStage<?> all = completedFuture(null);
    for (String subRoomId : subRoomIds) {
      all = all.thenCompose(before -> counted(roomId, subRoomId, span, steps));
    }
    return all.thenCompose(done -> seen(roomId, subRoomIds, span, steps));
  }

  /** What agents saw of the viewers. */
  private CompletionStage<MergedSteps> seen(
      String roomId, List<String> subRoomIds, Span span, MergedSteps steps) {
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
  private CompletionStage<?> counted(
      String roomId, String subRoomId, Span span, MergedSteps steps) {
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
      String roomId, String subRoomId, Span span, long to, MergedSteps steps) {
    Step step = span.step() % Step.MINUTE.millis() == 0 ? Step.MINUTE : Step.TEN_SECONDS;
    return rollups
        .read(roomId, subRoomId, step, span.from(), to)
        .thenAccept(rows -> rows.forEach(steps::add));
  }
}
