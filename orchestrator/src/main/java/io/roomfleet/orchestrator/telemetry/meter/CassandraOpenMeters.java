package io.roomfleet.orchestrator.telemetry.meter;

import com.datastax.oss.driver.api.core.cql.Row;
import io.roomfleet.orchestrator.platform.Ids;
import io.roomfleet.orchestrator.platform.Slices;
import io.roomfleet.orchestrator.platform.Views;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** In table {@code open_meters}. */
public final class CassandraOpenMeters implements OpenMeters {
  private final Views tables;

  public CassandraOpenMeters(Views tables) {
    this.tables = tables;
  }

  @Override
  public CompletionStage<Optional<Long>> openFrom(String roomId, String subRoomId) {
    return tables
        .run(
            "SELECT open_from FROM roomfleet.open_meters"
                + " WHERE slice = ? AND room_id = ? AND sub_room_id = ?",
            Slices.of(roomId),
            roomId,
            subRoomId)
        .thenApply(
            rows -> {
              Row row = rows.one();
              Instant from = row == null ? null : row.getInstant("open_from");
              return Optional.ofNullable(from).map(Instant::toEpochMilli);
            });
  }

  @Override
  public CompletionStage<Void> open(String roomId, String subRoomId, long openFrom) {
    return tables
        .run(
            "INSERT INTO roomfleet.open_meters (slice, room_id, sub_room_id, open_from)"
                + " VALUES (?, ?, ?, ?)",
            Slices.of(roomId),
            roomId,
            subRoomId,
            Instant.ofEpochMilli(openFrom))
        .thenApply(written -> null);
  }

  @Override
  public CompletionStage<Void> shut(String roomId, String subRoomId) {
    return tables
        .run(
            "DELETE FROM roomfleet.open_meters"
                + " WHERE slice = ? AND room_id = ? AND sub_room_id = ?",
            Slices.of(roomId),
            roomId,
            subRoomId)
        .thenApply(written -> null);
  }

  @Override
  public CompletionStage<List<String>> inSlice(int slice) {
    return tables
        .all("SELECT room_id, sub_room_id FROM roomfleet.open_meters WHERE slice = ?", slice)
        .thenApply(
            rows ->
                rows.stream()
                    .map(
                        row ->
                            Ids.subRoomKey(
                                String.valueOf(row.getString("room_id")),
                                String.valueOf(row.getString("sub_room_id"))))
                    .toList());
  }
}
