package io.roomfleet.orchestrator.schedule;

import com.datastax.oss.driver.api.core.cql.Row;
import io.roomfleet.orchestrator.platform.Slices;
import io.roomfleet.orchestrator.platform.Views;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/**
 * What is due when, and what was running. A row may be written and taken away any number of times.
 */
public final class DueRooms {
  private static final int AT_ONCE = 500;

  private final Views views;

  public DueRooms(Views views) {
    this.views = views;
  }

  /** A room, and since when it has been due. */
  public record Due(String roomId, Instant at) {}

  /**
   * Rooms of a slice that are due at {@code now}, longest due first, at most 500.
   *
   * @param from rows before it are passed over: none is left there
   */
  CompletionStage<List<Due>> due(int slice, Instant from, Instant now) {
    return views
        .all(
            "SELECT room_id, due_at FROM roomfleet.due_rooms"
                + " WHERE slice = ? AND due_at >= ? AND due_at <= ? LIMIT ?",
            slice,
            from,
            now,
            AT_ONCE)
        .thenApply(
            rows ->
                rows.stream()
                    .map(row -> new Due(id(row), Objects.requireNonNull(row.getInstant("due_at"))))
                    .toList());
  }

  /** Rooms of a slice with something running, or to be freed. */
  CompletionStage<List<String>> active(int slice) {
    return views
        .all("SELECT room_id FROM roomfleet.active_rooms WHERE slice = ?", slice)
        .thenApply(rows -> rows.stream().map(DueRooms::id).toList());
  }

  /** A room will be due at {@code at}. */
  public CompletionStage<?> add(String roomId, Instant at) {
    return views.run(
        "INSERT INTO roomfleet.due_rooms (slice, due_at, room_id) VALUES (?, ?, ?)",
        Slices.of(roomId),
        at,
        roomId);
  }

  /** Nothing of a room is due at {@code at} any more. */
  public CompletionStage<?> remove(String roomId, Instant at) {
    return views.run(
        "DELETE FROM roomfleet.due_rooms WHERE slice = ? AND due_at = ? AND room_id = ?",
        Slices.of(roomId),
        at,
        roomId);
  }

  private static String id(Row row) {
    return Objects.requireNonNull(row.getString("room_id"));
  }
}
