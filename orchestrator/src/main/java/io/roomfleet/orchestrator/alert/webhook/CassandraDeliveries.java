package io.roomfleet.orchestrator.alert.webhook;

import com.datastax.oss.driver.api.core.cql.Row;
import io.roomfleet.orchestrator.platform.Views;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;

/** In table {@code alert_deliveries}. */
public record CassandraDeliveries(Views tables) implements Deliveries {
  @Override
  public CompletionStage<Long> delivered(String bookId) {
    return tables
        .run("SELECT sequence FROM roomfleet.alert_deliveries WHERE book_id = ?", bookId)
        .thenApply(
            rows -> {
              Row row = rows.one();
              return row == null ? 0 : row.getLong("sequence");
            });
  }

  @Override
  public CompletionStage<Done> delivered(String bookId, long sequence) {
    return tables
        .run(
            "INSERT INTO roomfleet.alert_deliveries (book_id, sequence) VALUES (?, ?)",
            bookId,
            sequence)
        .thenApply(done -> Done.getInstance());
  }
}
