package io.roomfleet.orchestrator.telemetry.viewing;

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

/** In tables {@code viewing_10s} and {@code viewing_1m}, in partitions of one hour and of six. */
public final class CassandraViewingRollups implements ViewingRollups {
  private final Views tables;
  private final Map<Step, Table> byStep = new EnumMap<>(Step.class);

  private record Table(String insert, String select, long partition, int ttlSeconds) {
    static Table of(String name, Duration partition, Duration ttl) {
      return new Table(
          "INSERT INTO roomfleet.%s (room_id, sub_room_id, part, at, writer, figures)"
                  .formatted(name)
              + " VALUES (?, ?, ?, ?, ?, ?) USING TTL ?",
          "SELECT at, writer, figures FROM roomfleet.%s WHERE room_id = ?".formatted(name)
              + " AND sub_room_id = ? AND part = ? AND at >= ? AND at < ?",
          partition.toMillis(),
          Math.toIntExact(ttl.toSeconds()));
    }

    Instant part(long millis) {
      return Instant.ofEpochMilli(Math.floorDiv(millis, partition) * partition);
    }
  }

  public CassandraViewingRollups(Views tables, Duration tenSecondsTtl, Duration minuteTtl) {
    this.tables = tables;
    byStep.put(Step.TEN_SECONDS, Table.of("viewing_10s", Duration.ofHours(1), tenSecondsTtl));
    byStep.put(Step.MINUTE, Table.of("viewing_1m", Duration.ofHours(6), minuteTtl));
  }

  private Table table(Step step) {
    return Objects.requireNonNull(byStep.get(step));
  }

  @Override
  public CompletionStage<Void> write(
      String roomId, String subRoomId, Step step, List<ViewingRollups.Part> rows) {
    Table table = table(step);
    CompletableFuture<?>[] writes =
        rows.stream()
            .map(
                row ->
                    tables
                        .run(
                            table.insert(),
                            roomId,
                            subRoomId,
                            table.part(row.start()),
                            Instant.ofEpochMilli(row.start()),
                            row.writer(),
                            ByteBuffer.wrap(row.viewing()),
                            table.ttlSeconds())
                        .toCompletableFuture())
            .toArray(CompletableFuture[]::new);
    return CompletableFuture.allOf(writes);
  }

  @Override
  public CompletionStage<List<ViewingRollups.Part>> read(
      String roomId, String subRoomId, Step step, long from, long to) {
    return readOn(roomId, subRoomId, table(step), from, to, new ArrayList<>());
  }

  /** One partition after the other, so that a long time is not asked for all at once. */
  private CompletionStage<List<ViewingRollups.Part>> readOn(
      String roomId,
      String subRoomId,
      Table table,
      long from,
      long to,
      List<ViewingRollups.Part> found) {
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
              rows.forEach(row -> found.add(of(row)));
              long next = part.toEpochMilli() + table.partition();
              return readOn(roomId, subRoomId, table, next, to, found);
            });
  }

  private static ViewingRollups.Part of(Row row) {
    ByteBuffer figures = Objects.requireNonNull(row.getByteBuffer("figures"));
    byte[] bytes = new byte[figures.remaining()];
    figures.get(bytes);
    return new ViewingRollups.Part(
        Objects.requireNonNull(row.getInstant("at")).toEpochMilli(),
        Objects.requireNonNull(row.getUuid("writer")),
        bytes);
  }
}
