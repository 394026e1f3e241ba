package io.roomfleet.orchestrator.subroom.view;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import io.roomfleet.api.room.SubRoom;
import io.roomfleet.orchestrator.platform.Json;
import io.roomfleet.orchestrator.platform.ViewProjection;
import io.roomfleet.orchestrator.platform.Views;
import io.roomfleet.orchestrator.subroom.SubRoomEvent;
import io.roomfleet.orchestrator.subroom.SubRoomMapper;
import io.roomfleet.orchestrator.subroom.SubRoomState;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.jspecify.annotations.Nullable;

/** The sub-rooms of each room, by id: one row each, with the facts it was folded from. */
public final class SubRoomView implements ViewProjection.Fold<SubRoomEvent> {
  private final Views views;

  public SubRoomView(Views views) {
    this.views = views;
  }

  /**
   * @param after the last id of the page before; empty for the first page
   * @param limit at most so many
   */
  public CompletionStage<List<SubRoom>> list(String roomId, String after, int limit) {
    return views
        .all(
            "SELECT state FROM roomfleet.sub_rooms WHERE room_id = ? AND sub_room_id > ? LIMIT ?",
            roomId,
            after,
            limit)
        .thenApply(rows -> rows.stream().map(row -> SubRoomMapper.toDto(stateOf(row))).toList());
  }

  @Override
  public CompletionStage<Long> seen(String key) {
    return row(key)
        .thenApply(
            rows -> {
              Row row = rows.one();
              return row == null ? 0 : row.getLong("sequence");
            });
  }

  @Override
  public CompletionStage<Done> fold(String key, long sequence, SubRoomEvent event) {
    return row(key).thenCompose(rows -> fold(rows.one(), key, sequence, event));
  }

  private CompletionStage<AsyncResultSet> row(String key) {
    return views.run(
        "SELECT sequence, state FROM roomfleet.sub_rooms WHERE room_id = ? AND sub_room_id = ?",
        roomOf(key),
        subRoomOf(key));
  }

  private static String roomOf(String key) {
    return key.substring(0, key.indexOf('/'));
  }

  private static String subRoomOf(String key) {
    return key.substring(key.indexOf('/') + 1);
  }

  private CompletionStage<Done> fold(
      @Nullable Row known, String key, long sequence, SubRoomEvent event) {
    SubRoomState after =
        io.roomfleet.orchestrator.subroom.SubRoom.apply(
            known == null ? null : stateOf(known), event);
    return views
        .run(
            "INSERT INTO roomfleet.sub_rooms (room_id, sub_room_id, sequence, state)"
                + " VALUES (?, ?, ?, ?)",
            roomOf(key),
            subRoomOf(key),
            sequence,
            Json.write(after))
        .thenApply(done -> Done.getInstance());
  }

  private static SubRoomState stateOf(Row row) {
    return Json.read(Objects.requireNonNull(row.getString("state")), SubRoomState.class);
  }
}
