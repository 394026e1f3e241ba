package io.roomfleet.orchestrator.telemetry;

import io.roomfleet.api.agent.AudienceWindow;
import io.roomfleet.orchestrator.telemetry.viewing.Viewing;
import io.roomfleet.orchestrator.telemetry.viewing.ViewingBook;
import io.roomfleet.orchestrator.telemetry.viewing.ViewingBytes;
import io.roomfleet.orchestrator.telemetry.viewing.ViewingCommand.Remembered;
import io.roomfleet.orchestrator.telemetry.viewing.ViewingRollups;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Books of viewers and their rollups, in the memory of a test. */
public final class MemoryViewing implements ViewingRollups {
  private final InstantSource clock;
  private final UUID writer = UUID.randomUUID();
  private final Map<String, ViewingBook> books = new HashMap<>();
  private final Map<String, List<Part>> rows = new HashMap<>();

  MemoryViewing(InstantSource clock) {
    this.clock = clock;
  }

  /** An agent says what it saw. */
  public synchronized void seen(String agentId, AudienceWindow window) {
    book(window.roomId(), window.subRoomId()).take(agentId, window, clock.millis());
  }

  /** An agent said so, when it saw it. */
  public synchronized void seenThen(String agentId, AudienceWindow window) {
    book(window.roomId(), window.subRoomId()).take(agentId, window, window.windowStart() * 1000);
  }

  /** Writes what is remembered of a minute, as a book does before it forgets it. */
  public synchronized void keep(String roomId, String subRoomId, long minute) {
    Viewing whole = new Viewing();
    book(roomId, subRoomId)
        .windows(minute, minute + 60_000)
        .forEach(window -> whole.after(window.viewing()));
    write(
        roomId, subRoomId, Step.MINUTE, List.of(new Part(minute, writer, ViewingBytes.of(whole))));
  }

  private ViewingBook book(String roomId, String subRoomId) {
    return books.computeIfAbsent(roomId + "/" + subRoomId, key -> new ViewingBook(75_000));
  }

  synchronized CompletionStage<Remembered> recent(
      String roomId, String subRoomId, long from, long to) {
    ViewingBook book = book(roomId, subRoomId);
    List<Part> windows =
        book.windows(from, to).stream()
            .map(window -> new Part(window.start(), writer, ViewingBytes.of(window.viewing())))
            .toList();
    return CompletableFuture.completedFuture(
        new Remembered(writer, book.from(), book.viewersNow(clock.millis()), windows));
  }

  @Override
  public synchronized CompletionStage<Void> write(
      String roomId, String subRoomId, Step step, List<Part> newer) {
    List<Part> all = rows.computeIfAbsent(key(roomId, subRoomId, step), k -> new ArrayList<>());
    for (Part row : newer) {
      all.removeIf(old -> old.start() == row.start() && old.writer().equals(row.writer()));
      all.add(row);
    }
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public synchronized CompletionStage<List<Part>> read(
      String roomId, String subRoomId, Step step, long from, long to) {
    return CompletableFuture.completedFuture(
        rows.getOrDefault(key(roomId, subRoomId, step), List.of()).stream()
            .filter(row -> row.start() >= from && row.start() < to)
            .sorted(Comparator.comparingLong(Part::start))
            .toList());
  }

  private static String key(String roomId, String subRoomId, Step step) {
    return roomId + "/" + subRoomId + " " + step;
  }
}
