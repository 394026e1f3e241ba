package io.roomfleet.orchestrator.platform;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** Reads and writes the view tables; each statement is prepared once. */
public final class Views {
  private final CqlSession session;
  private final Map<String, CompletionStage<PreparedStatement>> prepared =
      new ConcurrentHashMap<>();

  public Views(CqlSession session) {
    this.session = session;
  }

  /** Runs a statement; the first page of its rows comes with the result. */
  public CompletionStage<AsyncResultSet> run(String cql, Object... values) {
    CompletionStage<PreparedStatement> statement =
        prepared.computeIfAbsent(cql, session::prepareAsync);
    return statement
        .thenCompose(s -> session.executeAsync(s.bind(values).setIdempotent(true)))
        .whenComplete(
            (result, failure) -> {
              if (failure != null) {
                // A statement that could not be prepared is prepared again next time.
                prepared.remove(cql, statement);
              }
            });
  }

  /** All rows of a query that is known to have few. */
  public CompletionStage<List<Row>> all(String cql, Object... values) {
    return run(cql, values).thenCompose(first -> collect(first, new ArrayList<>()));
  }

  private static CompletionStage<List<Row>> collect(AsyncResultSet page, List<Row> rows) {
    page.currentPage().forEach(rows::add);
    return page.hasMorePages()
        ? page.fetchNextPage().thenCompose(next -> collect(next, rows))
        : CompletableFuture.completedFuture(rows);
  }
}
