package io.roomfleet.orchestrator.telemetry;

import io.roomfleet.api.metrics.LiveMetrics;
import io.roomfleet.api.metrics.LiveMetrics.Newest;
import io.roomfleet.api.metrics.LiveMetrics.SubRoomMetrics;
import io.roomfleet.orchestrator.telemetry.meter.Rollups.Rollup;
import io.roomfleet.orchestrator.telemetry.window.Tally;
import io.roomfleet.orchestrator.telemetry.window.Window;
import io.roomfleet.orchestrator.telemetry.window.WindowBytes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;

/** A room's newest figures, once a second, as its Meters have them in memory. */
record LiveFrames(String roomId, RoomMarkets rooms, Meters meters, InstantSource clock) {
  private static final Duration PACE = Duration.ofSeconds(1);
  private static final long WINDOWS = 6;

  /** What two windows of one sub-room were merged to. */
  private record Merged(String subRoomId, Window current, Window lastMinute) {}

  /** Frames without end; fails when somebody does not answer in time. */
  Source<LiveMetrics, NotUsed> source() {
    return Source.tick(Duration.ZERO, PACE, NotUsed.notUsed())
        .mapMaterializedValue(cancellable -> NotUsed.notUsed())
        // A frame that takes longer than a second puts off the next; none are heaped up.
        .conflate((before, next) -> next)
        .mapAsync(1, tick -> frame());
  }

  private CompletionStage<LiveMetrics> frame() {
    Instant now = clock.instant();
    long start = Tally.startOf(now.toEpochMilli());
    return rooms
        .of(roomId)
        .thenCompose(
            found -> {
              List<CompletableFuture<Merged>> asked = new ArrayList<>();
              found.orElse(Map.of()).keySet().stream()
                  .sorted()
                  .forEach(subRoomId -> asked.add(merged(subRoomId, start)));
              return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
                  .thenApply(done -> asked.stream().map(CompletableFuture::join).toList());
            })
        .thenApply(subRooms -> frame(now, start, subRooms));
  }

  private CompletableFuture<Merged> merged(String subRoomId, long start) {
    long from = start - (WINDOWS - 1) * Tally.WINDOW;
    return meters
        .recent(roomId, subRoomId, from, start + Tally.WINDOW)
        .thenApply(
            recent -> {
              Window current = new Window();
              Window lastMinute = new Window();
              for (Rollup rollup : recent.windows()) {
                Window whole = WindowBytes.read(rollup.windows()).whole();
                lastMinute.merge(whole);
                if (rollup.start() == start) {
                  current.merge(whole);
                }
              }
              return new Merged(subRoomId, current, lastMinute);
            })
        .toCompletableFuture();
  }

  private LiveMetrics frame(Instant now, long start, List<Merged> subRooms) {
    Window current = new Window();
    Window lastMinute = new Window();
    List<SubRoomMetrics> shown = new ArrayList<>();
    for (Merged each : subRooms) {
      current.merge(each.current());
      lastMinute.merge(each.lastMinute());
      shown.add(
          new SubRoomMetrics(
              each.subRoomId(), newest(start, now, each.current(), each.lastMinute())));
    }
    return new LiveMetrics(roomId, now, newest(start, now, current, lastMinute), shown);
  }

  private static Newest newest(long start, Instant now, Window current, Window lastMinute) {
    Duration soFar = Duration.ofMillis(Math.max(1000, now.toEpochMilli() - start));
    return new Newest(
        Instant.ofEpochMilli(start),
        FiguresMapper.figures(current, soFar),
        FiguresMapper.figures(lastMinute, soFar.plusMillis((WINDOWS - 1) * Tally.WINDOW)));
  }
}
