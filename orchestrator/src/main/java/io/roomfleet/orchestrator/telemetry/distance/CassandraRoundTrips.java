package io.roomfleet.orchestrator.telemetry.distance;

import com.datastax.oss.driver.api.core.cql.Row;
import io.roomfleet.orchestrator.platform.Views;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** In table {@code round_trips}, a day in a partition. */
public final class CassandraRoundTrips implements RoundTripTable {
  private static final String INSERT =
      "INSERT INTO roomfleet.round_trips (day, region, market, writer, millis, samples)"
          + " VALUES (?, ?, ?, ?, ?, ?)";
  private static final String SELECT =
      "SELECT day, region, market, millis, samples FROM roomfleet.round_trips WHERE day = ?";

  private final Views tables;

  public CassandraRoundTrips(Views tables) {
    this.tables = tables;
  }

  @Override
  public CompletionStage<Void> write(UUID writer, List<RoundTripSums.Changed> sums) {
    return CompletableFuture.allOf(
        sums.stream()
            .map(
                it ->
                    tables
                        .run(
                            INSERT,
                            it.key().day(),
                            it.key().region(),
                            it.key().market().getId(),
                            writer,
                            it.sum().millis(),
                            it.sum().samples())
                        .toCompletableFuture())
            .toArray(CompletableFuture[]::new));
  }

  @Override
  public CompletionStage<List<RoundTripSums.Changed>> read(LocalDate day) {
    return tables
        .all(SELECT, day)
        .thenApply(rows -> rows.stream().map(CassandraRoundTrips::of).toList());
  }

  private static RoundTripSums.Changed of(Row row) {
    return new RoundTripSums.Changed(
        new RoundTripSums.Key(
            Objects.requireNonNull(row.getLocalDate("day")),
            Objects.requireNonNull(row.getString("region")),
            ZoneId.of(Objects.requireNonNull(row.getString("market")))),
        new RoundTripSums.Sum(row.getDouble("millis"), row.getLong("samples")));
  }
}
