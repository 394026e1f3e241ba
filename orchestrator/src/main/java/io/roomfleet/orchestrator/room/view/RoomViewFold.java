package io.roomfleet.orchestrator.room.view;

import com.datastax.oss.driver.api.core.cql.Row;
import io.roomfleet.orchestrator.platform.Json;
import io.roomfleet.orchestrator.platform.Slices;
import io.roomfleet.orchestrator.platform.ViewProjection;
import io.roomfleet.orchestrator.platform.Views;
import io.roomfleet.orchestrator.room.LiveRoom;
import io.roomfleet.orchestrator.room.LiveRoomState;
import io.roomfleet.orchestrator.room.RoomEvent;
import io.roomfleet.orchestrator.room.RoomMapper;
import io.roomfleet.orchestrator.schedule.DueRooms;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.jspecify.annotations.Nullable;

/**
 * Folds a room's events into its rows. The state is written last: when a write before it fails, the
 * event comes again and finds all as it was, so that each write is done at least once and an event
 * counts once.
 */
public final class RoomViewFold implements ViewProjection.Fold<RoomEvent> {
  private final Views views;
  private final DueRooms dueRooms;

  public RoomViewFold(Views views, DueRooms dueRooms) {
    this.views = views;
    this.dueRooms = dueRooms;
  }

  @Override
  public CompletionStage<Long> seen(String roomId) {
    return views
        .run("SELECT sequence FROM roomfleet.room_states WHERE room_id = ?", roomId)
        .thenApply(
            rows -> {
              Row row = rows.one();
              return row == null ? 0 : row.getLong("sequence");
            });
  }

  @Override
  public CompletionStage<Done> fold(String roomId, long sequence, RoomEvent event) {
    return views
        .run("SELECT state FROM roomfleet.room_states WHERE room_id = ?", roomId)
        .thenCompose(rows -> fold(rows.one(), roomId, sequence, event));
  }

  private CompletionStage<Done> fold(
      @Nullable Row known, String roomId, long sequence, RoomEvent event) {
    LiveRoomState before =
        known == null
            ? null
            : Json.read(Objects.requireNonNull(known.getString("state")), LiveRoomState.class);
    LiveRoomState after = LiveRoom.apply(before, event);
    return writeRow(after)
        .thenCompose(done -> writeDue(before, after))
        .thenCompose(done -> writeActive(after))
        .thenCompose(
            done ->
                views.run(
                    "INSERT INTO roomfleet.room_states (room_id, sequence, state) VALUES (?, ?, ?)",
                    roomId,
                    sequence,
                    Json.write(after)))
        .thenApply(done -> Done.getInstance());
  }

  private CompletionStage<?> writeRow(LiveRoomState after) {
    return views.run(
        "INSERT INTO roomfleet.rooms"
            + " (slice, starts_at, room_id, status, source_region, host_id, room)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?)",
        Slices.of(after.id()),
        after.spec().startsAt(),
        after.id(),
        after.status().name(),
        after.spec().sourceRegion(),
        after.spec().hostId(),
        Json.write(RoomMapper.toDto(after)));
  }

  private CompletionStage<?> writeDue(@Nullable LiveRoomState before, LiveRoomState after) {
    Instant was = before == null ? null : before.dueAt();
    Instant due = after.dueAt();
    CompletionStage<?> written = CompletableFuture.completedFuture(Done.getInstance());
    if (Objects.equals(was, due)) {
      return written;
    }
    if (due != null) {
      written = dueRooms.add(after.id(), due);
    }
    return was == null ? written : written.thenCompose(done -> dueRooms.remove(after.id(), was));
  }

  private CompletionStage<?> writeActive(LiveRoomState after) {
    String cql =
        LiveRoom.isToWake(after)
            ? "INSERT INTO roomfleet.active_rooms (slice, room_id) VALUES (?, ?)"
            : "DELETE FROM roomfleet.active_rooms WHERE slice = ? AND room_id = ?";
    return views.run(cql, Slices.of(after.id()), after.id());
  }
}
