package io.roomfleet.orchestrator.telemetry.meter;

import com.datastax.oss.driver.api.core.cql.Row;
import io.roomfleet.orchestrator.platform.Views;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Rollups in tables {@code rollups_10s} and {@code rollups_1m}, in partitions of one hour and of
 * six.
 *
 * <p>A row is written under a time stamp that grows with the beacons it counts, so that of two
 * Meters of one sub-room (a node that is cut off does not know yet that it has lost it) the one
 * that knows more has the last word, whoever writes last.
 */
public final class CassandraRollups implements Rollups {
  private static final int AT_ONCE = 16;

  private final Views tables;
  private final Map<Step, Table> byStep = new EnumMap<>(Step.class);

  /** One step's table. */
  private record Table(String insert, String select, long partition, int ttlSeconds) {
    static Table of(String name, Duration partition, Duration ttl) {
      return new Table(
          "INSERT INTO roomfleet.%s (room_id, sub_room_id, part, at, beacons, figures)"
                  .formatted(name)
              + " VALUES (?, ?, ?, ?, ?, ?) USING TTL ? AND TIMESTAMP ?",
          "SELECT at, beacons, figures FROM roomfleet.%s WHERE room_id = ?".formatted(name)
              + " AND sub_room_id = ? AND part = ? AND at >= ? AND at < ?",
          partition.toMillis(),
          Math.toIntExact(ttl.toSeconds()));
    }

    Instant part(long millis) {
      return Instant.ofEpochMilli(Math.floorDiv(millis, partition) * partition);
    }
  }

  public CassandraRollups(Views tables, Duration tenSecondsTtl, Duration minuteTtl) {
    this.tables = tables;
    byStep.put(Step.TEN_SECONDS, Table.of("rollups_10s", Duration.ofHours(1), tenSecondsTtl));
    byStep.put(Step.MINUTE, Table.of("rollups_1m", Duration.ofHours(6), minuteTtl));
  }

  @Override
  public CompletionStage<Void> write(
      String roomId, String subRoomId, Step step, List<Rollup> rollups) {
    if (rollups.isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    int most = Math.min(AT_ONCE, rollups.size());
    CompletableFuture<?>[] writes = new CompletableFuture<?>[most];
    for (int i = 0; i < most; i++) {
      writes[i] = write(roomId, subRoomId, table(step), rollups.get(i)).toCompletableFuture();
    }
    return CompletableFuture.allOf(writes)
        .thenCompose(done -> write(roomId, subRoomId, step, rollups.subList(most, rollups.size())));
  }

  private CompletionStage<?> write(String roomId, String subRoomId, Table table, Rollup rollup) {
    return tables.run(
        table.insert(),
        roomId,
        subRoomId,
        table.part(rollup.start()),
        Instant.ofEpochMilli(rollup.start()),
        rollup.beacons(),
        ByteBuffer.wrap(rollup.windows()),
        table.ttlSeconds(),
        rollup.start() * 1000 + rollup.beacons());
  }

  @Override
  public CompletionStage<List<Rollup>> read(
      String roomId, String subRoomId, Step step, long from, long to) {
    return readOn(roomId, subRoomId, table(step), from, to, new ArrayList<>());
  }

  /** One partition after the other, so that a long time is not asked for all at once. */
  private CompletionStage<List<Rollup>> readOn(
      String roomId, String subRoomId, Table table, long from, long to, List<Rollup> found) {
    if (from >= to) {
      return CompletableFuture.completedFuture(found);
    }
    Instant part = table.part(from);
    return tables
        .all(
            table.select(),
            roomId,
            subRoomId,
            part,
            Instant.ofEpochMilli(from),
            Instant.ofEpochMilli(to))
        .thenCompose(
            rows -> {
              rows.forEach(row -> found.add(rollup(row)));
              long next = part.toEpochMilli() + table.partition();
              return readOn(roomId, subRoomId, table, next, to, found);
            });
  }

  private Table table(Step step) {
    return Objects.requireNonNull(byStep.get(step));
  }

  private static Rollup rollup(Row row) {
    ByteBuffer figures = Objects.requireNonNull(row.getByteBuffer("figures"));
    byte[] bytes = new byte[figures.remaining()];
    figures.get(bytes);
    Instant at = Objects.requireNonNull(row.getInstant("at"));
    return new Rollup(at.toEpochMilli(), row.getLong("beacons"), bytes);
  }
}
