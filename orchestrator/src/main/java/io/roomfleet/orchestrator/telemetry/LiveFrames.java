package io.roomfleet.orchestrator.telemetry;

import io.roomfleet.api.metrics.LiveMetrics;
import io.roomfleet.api.metrics.LiveMetrics.Newest;
import io.roomfleet.api.metrics.LiveMetrics.SubRoomMetrics;
import io.roomfleet.orchestrator.telemetry.meter.Rollups.Rollup;
import io.roomfleet.orchestrator.telemetry.viewing.Viewing;
import io.roomfleet.orchestrator.telemetry.viewing.ViewingReader;
import io.roomfleet.orchestrator.telemetry.window.Tally;
import io.roomfleet.orchestrator.telemetry.window.Window;
import io.roomfleet.orchestrator.telemetry.window.WindowBytes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;

/** A room's newest figures, once a second, as its Meters have them in memory. */
record LiveFrames(
    String roomId, RoomMarkets rooms, Meters meters, ViewingReader viewers, InstantSource clock) {
  private static final Duration PACE = Duration.ofSeconds(1);
  private static final long WINDOWS = 6;

  /** What is known of one sub-room, or of all: of the window under way, and of a minute. */
  private static final class Known {
    private final Window current = new Window();
    private final Window lastMinute = new Window();
    private final NavigableMap<Long, Viewing> seen = new TreeMap<>();
    private long viewers;

    void beside(Known other) {
      current.merge(other.current);
      lastMinute.merge(other.lastMinute);
      other.seen.forEach(
          (start, viewing) -> seen.computeIfAbsent(start, at -> new Viewing()).beside(viewing));
      viewers += other.viewers;
    }
  }

  private record Merged(String subRoomId, Known known) {}

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
    long to = start + Tally.WINDOW;
    return meters
        .recent(roomId, subRoomId, from, to)
        .thenCombine(
            viewers.newest(roomId, subRoomId, from, to),
            (recent, market) -> {
              Known known = new Known();
              for (Rollup rollup : recent.windows()) {
                Window whole = WindowBytes.read(rollup.windows()).whole();
                known.lastMinute.merge(whole);
                if (rollup.start() == start) {
                  known.current.merge(whole);
                }
              }
              known.seen.putAll(market.windows());
              known.viewers = market.viewersNow();
              return new Merged(subRoomId, known);
            })
        .toCompletableFuture();
  }

  private LiveMetrics frame(Instant now, long start, List<Merged> subRooms) {
    Known all = new Known();
    List<SubRoomMetrics> shown = new ArrayList<>();
    for (Merged each : subRooms) {
      all.beside(each.known());
      shown.add(new SubRoomMetrics(each.subRoomId(), newest(start, now, each.known())));
    }
    return new LiveMetrics(roomId, now, newest(start, now, all), shown);
  }

  private static Newest newest(long start, Instant now, Known known) {
    Duration soFar = Duration.ofMillis(Math.max(1000, now.toEpochMilli() - start));
    Viewing minute = new Viewing();
    known.seen.values().forEach(minute::after);
    return new Newest(
        known.viewers,
        Instant.ofEpochMilli(start),
        FiguresMapper.figures(known.current, soFar, known.seen.get(start)),
        FiguresMapper.figures(
            known.lastMinute, soFar.plusMillis((WINDOWS - 1) * Tally.WINDOW), minute));
  }
}
