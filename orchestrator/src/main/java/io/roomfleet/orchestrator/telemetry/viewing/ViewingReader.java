package io.roomfleet.orchestrator.telemetry.viewing;

import io.roomfleet.orchestrator.telemetry.viewing.ViewingCommand.Remembered;
import io.roomfleet.orchestrator.telemetry.viewing.ViewingRollups.Part;
import io.roomfleet.orchestrator.telemetry.viewing.ViewingRollups.Step;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Reads what was seen of viewers: what a book has in memory from there, all else from the rollups.
 */
public final class ViewingReader {
  private final ViewingBooks books;
  private final ViewingRollups rollups;

  public ViewingReader(ViewingBooks books, ViewingRollups rollups) {
    this.books = books;
    this.rollups = rollups;
  }

  /** The viewers of a market, now and in windows by their beginnings. */
  public record Market(long viewersNow, NavigableMap<Long, Viewing> windows) {}

  /**
   * Windows of several markets, those of the same time merged.
   *
   * @param from milliseconds since 1970, the beginning of a step
   * @param to likewise
   */
  public CompletionStage<NavigableMap<Long, Viewing>> read(
      String roomId, List<String> subRoomIds, Step step, long from, long to) {
    CompletionStage<NavigableMap<Long, Viewing>> all =
        CompletableFuture.completedFuture(new TreeMap<>());
    for (String subRoomId : subRoomIds) {
      all =
          all.thenCombine(
              market(roomId, subRoomId, step, from, to),
              (merged, market) -> {
                market
                    .windows()
                    .forEach(
                        (at, seen) ->
                            merged.computeIfAbsent(at, start -> new Viewing()).beside(seen));
                return merged;
              });
    }
    return all;
  }

  /** One market's. */
  public CompletionStage<Market> market(
      String roomId, String subRoomId, Step step, long from, long to) {
    return books
        .recent(roomId, subRoomId, from, to)
        .thenCompose(
            remembered ->
                rollups
                    .read(roomId, subRoomId, step, from, to)
                    .thenApply(rows -> merged(step, rows, remembered)));
  }

  /** One market's newest, from memory alone. */
  public CompletionStage<Market> newest(String roomId, String subRoomId, long from, long to) {
    return books
        .recent(roomId, subRoomId, from, to)
        .thenApply(remembered -> merged(Step.TEN_SECONDS, List.of(), remembered));
  }

  private static Market merged(Step step, List<Part> rows, Remembered remembered) {
    NavigableMap<Long, Viewing> windows = new TreeMap<>();
    // Of a step of which memory has only a part, the row has all that was written in time.
    long length = step.millis();
    long inMemory = -Math.floorDiv(-remembered.from(), length) * length;
    for (Part row : rows) {
      if (!row.writer().equals(remembered.writer()) || row.start() < inMemory) {
        put(windows, row.start(), row);
      }
    }
    for (Part row : remembered.windows()) {
      long start = Math.floorDiv(row.start(), length) * length;
      if (start >= inMemory) {
        put(windows, start, row);
      }
    }
    return new Market(remembered.viewersNow(), windows);
  }

  private static void put(NavigableMap<Long, Viewing> windows, long start, Part row) {
    windows.computeIfAbsent(start, at -> new Viewing()).after(ViewingBytes.read(row.viewing()));
  }
}
