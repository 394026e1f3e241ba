package io.roomfleet.orchestrator.alert.view;

import com.datastax.oss.driver.api.core.cql.Row;
import io.roomfleet.api.alert.Alert;
import io.roomfleet.orchestrator.alert.AlertBook;
import io.roomfleet.orchestrator.alert.AlertEvent;
import io.roomfleet.orchestrator.alert.AlertIds;
import io.roomfleet.orchestrator.http.AlertFilter;
import io.roomfleet.orchestrator.platform.Json;
import io.roomfleet.orchestrator.platform.Slices;
import io.roomfleet.orchestrator.platform.ViewProjection;
import io.roomfleet.orchestrator.platform.Views;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.jspecify.annotations.Nullable;

/** The alerts of all rooms and agents, newest first: a row for each. */
public final class AlertView implements ViewProjection.Fold<AlertEvent> {
  private static final Comparator<Alert> NEWEST_FIRST =
      Comparator.comparing(Alert::raisedAt).thenComparing(Alert::id).reversed();

  private final Views views;

  public AlertView(Views views) {
    this.views = views;
  }

  /** Alerts, and where the next page starts: null after the last. */
  public record Page(List<Alert> alerts, @Nullable String next) {}

  /**
   * @param after {@link Page#next} of the page before; null for the first
   */
  public CompletionStage<Page> list(AlertFilter filter, int pageSize, @Nullable String after) {
    CompletableFuture<List<Alert>> all = CompletableFuture.completedFuture(new ArrayList<>());
    for (int slice = 0; slice < Slices.COUNT; slice++) {
      all =
          all.thenCombine(
              slice(slice, filter, pageSize + 1, after).toCompletableFuture(),
              (found, more) -> {
                found.addAll(more);
                return found;
              });
    }
    return all.thenApply(
        alerts -> {
          alerts.sort(NEWEST_FIRST);
          List<Alert> shown = List.copyOf(alerts.subList(0, Math.min(pageSize, alerts.size())));
          return new Page(shown, alerts.size() <= pageSize ? null : cursor(shown));
        });
  }

  private static String cursor(List<Alert> shown) {
    Alert last = shown.get(shown.size() - 1);
    return last.raisedAt().toEpochMilli() + "/" + last.id();
  }

  private CompletionStage<List<Alert>> slice(
      int slice, AlertFilter filter, int limit, @Nullable String after) {
    StringBuilder cql = new StringBuilder("SELECT alert FROM roomfleet.alerts WHERE slice = ?");
    List<Object> values = new ArrayList<>(List.of(slice));
    if (after != null) {
      int slash = after.indexOf('/');
      cql.append(" AND (raised_at, alert_id) < (?, ?)");
      values.add(Instant.ofEpochMilli(Long.parseLong(after.substring(0, slash))));
      values.add(after.substring(slash + 1));
    }
    narrow(cql, values, "state = ?", filter.state());
    narrow(cql, values, "severity = ?", filter.severity());
    narrow(cql, values, "room_id = ?", filter.roomId());
    narrow(cql, values, "regions CONTAINS ?", filter.region());
    narrow(cql, values, "rule = ?", filter.rule());
    cql.append(" LIMIT ? ALLOW FILTERING");
    values.add(limit);
    return views.all(cql.toString(), values.toArray()).thenApply(AlertView::alerts);
  }

  private static void narrow(
      StringBuilder cql, List<Object> values, String term, @Nullable Object value) {
    if (value != null) {
      cql.append(" AND ").append(term);
      values.add(value instanceof Enum<?> word ? word.name() : value);
    }
  }

  private static List<Alert> alerts(List<Row> rows) {
    return rows.stream()
        .map(row -> Json.read(Objects.requireNonNull(row.getString("alert")), Alert.class))
        .toList();
  }

  /** One. */
  public CompletionStage<Optional<Alert>> get(String alertId) {
    return views
        .all(
            "SELECT alert FROM roomfleet.alerts WHERE slice = ? AND alert_id = ? ALLOW FILTERING",
            Slices.of(AlertIds.bookOf(alertId)),
            alertId)
        .thenApply(rows -> alerts(rows).stream().findFirst());
  }

  @Override
  public CompletionStage<Long> seen(String bookId) {
    return views
        .run("SELECT sequence FROM roomfleet.alert_books WHERE book_id = ?", bookId)
        .thenApply(
            rows -> {
              Row row = rows.one();
              return row == null ? 0 : row.getLong("sequence");
            });
  }

  @Override
  public CompletionStage<Done> fold(String bookId, long sequence, AlertEvent event) {
    return views
        .run("SELECT book FROM roomfleet.alert_books WHERE book_id = ?", bookId)
        .thenCompose(rows -> fold(rows.one(), bookId, sequence, event));
  }

  private CompletionStage<Done> fold(
      @Nullable Row known, String bookId, long sequence, AlertEvent event) {
    AlertBook before =
        known == null
            ? AlertBook.empty(bookId)
            : Json.read(Objects.requireNonNull(known.getString("book")), AlertBook.class);
    AlertBook after = before.apply(event);
    Alert alert = after.alertOf(event);
    CompletionStage<?> written =
        alert == null
            ? CompletableFuture.completedFuture(Done.getInstance())
            : write(bookId, alert);
    return written
        .thenCompose(
            done ->
                views.run(
                    "INSERT INTO roomfleet.alert_books (book_id, sequence, book) VALUES (?, ?, ?)",
                    bookId,
                    sequence,
                    Json.write(after)))
        .thenApply(done -> Done.getInstance());
  }

  private CompletionStage<?> write(String bookId, Alert alert) {
    return views.run(
        "INSERT INTO roomfleet.alerts"
            + " (slice, raised_at, alert_id, state, severity, room_id, regions, rule, alert)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        Slices.of(bookId),
        alert.raisedAt(),
        alert.id(),
        alert.state().name(),
        alert.severity().name(),
        bookId,
        Set.copyOf(alert.regions()),
        alert.rule(),
        Json.write(alert));
  }
}
