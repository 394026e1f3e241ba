package io.roomfleet.orchestrator.telemetry.meter;

import com.datastax.oss.driver.api.core.cql.Row;
import io.roomfleet.orchestrator.platform.Views;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/**
 * The log in table {@code beacon_log}. It keeps its promise at LOCAL_QUORUM, which {@code
 * roomfleet-pekko.conf} sets for the session.
 */
public final class CassandraBeaconLog implements BeaconLog {
  private static final String WHERE =
      " FROM roomfleet.beacon_log WHERE room_id = ? AND sub_room_id = ? AND bucket = ?";

  private final Views tables;
  private final int ttlSeconds;

  /**
   * @param ttl how long beacons are kept
   */
  public CassandraBeaconLog(Views tables, Duration ttl) {
    this.tables = tables;
    this.ttlSeconds = Math.toIntExact(ttl.toSeconds());
  }

  @Override
  public CompletionStage<Void> write(String roomId, String subRoomId, long bucket, Entry entry) {
    return tables
        .run(
            "INSERT INTO roomfleet.beacon_log (room_id, sub_room_id, bucket, batch_id, beacons)"
                + " VALUES (?, ?, ?, ?, ?) USING TTL ?",
            roomId,
            subRoomId,
            Instant.ofEpochMilli(bucket),
            entry.batch(),
            ByteBuffer.wrap(entry.rows()),
            ttlSeconds)
        .thenApply(written -> null);
  }

  @Override
  public CompletionStage<List<UUID>> batches(String roomId, String subRoomId, long bucket) {
    return tables
        .all("SELECT batch_id" + WHERE, roomId, subRoomId, Instant.ofEpochMilli(bucket))
        .thenApply(rows -> rows.stream().map(CassandraBeaconLog::batch).toList());
  }

  @Override
  public CompletionStage<List<Entry>> read(String roomId, String subRoomId, long bucket) {
    return tables
        .all("SELECT batch_id, beacons" + WHERE, roomId, subRoomId, Instant.ofEpochMilli(bucket))
        .thenApply(rows -> rows.stream().map(CassandraBeaconLog::entry).toList());
  }

  private static UUID batch(Row row) {
    return Objects.requireNonNull(row.getUuid("batch_id"));
  }

  private static Entry entry(Row row) {
    ByteBuffer beacons = Objects.requireNonNull(row.getByteBuffer("beacons"));
    byte[] bytes = new byte[beacons.remaining()];
    beacons.get(bytes);
    return new Entry(batch(row), bytes);
  }
}
