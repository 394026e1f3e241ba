package io.roomfleet.orchestrator.cohost.view;

import com.datastax.oss.driver.api.core.cql.Row;
import io.roomfleet.api.cohost.CohostSeat;
import io.roomfleet.api.cohost.CohostSessionView;
import io.roomfleet.orchestrator.cohost.CohostEvent;
import io.roomfleet.orchestrator.cohost.CohostList;
import io.roomfleet.orchestrator.cohost.CohostMapper;
import io.roomfleet.orchestrator.cohost.CohostSession;
import io.roomfleet.orchestrator.cohost.CohostState;
import io.roomfleet.orchestrator.http.Cohosts;
import io.roomfleet.orchestrator.platform.Json;
import io.roomfleet.orchestrator.platform.Slices;
import io.roomfleet.orchestrator.platform.ViewProjection;
import io.roomfleet.orchestrator.platform.Views;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.apache.pekko.Done;
import org.jspecify.annotations.Nullable;

/**
 * Folds sessions' events into their rows, and reads them. The state is written last, as {@code
 * RoomViewFold} does. Points are folded without their ids: what counts twice the journal does not
 * have.
 */
public final class CohostView implements CohostList, ViewProjection.Fold<CohostEvent> {
  private static final Comparator<CohostSessionView> NEWEST_FIRST =
      Comparator.comparing(CohostSessionView::createdAt)
          .thenComparing(CohostSessionView::id)
          .reversed();

  private final Views views;

  public CohostView(Views views) {
    this.views = views;
  }

  @Override
  public CompletionStage<?> open(String sessionId) {
    return views.run(
        "INSERT INTO roomfleet.open_cohost_sessions (slice, session_id) VALUES (?, ?)",
        Slices.of(sessionId),
        sessionId);
  }

  /** Sessions of a slice that may not be over. */
  public CompletionStage<List<String>> open(int slice) {
    return views
        .all("SELECT session_id FROM roomfleet.open_cohost_sessions WHERE slice = ?", slice)
        .thenApply(
            rows ->
                rows.stream()
                    .map(row -> Objects.requireNonNull(row.getString("session_id")))
                    .toList());
  }

  @Override
  public CompletionStage<Page> page(Cohosts.Filter filter, int pageSize, @Nullable String after) {
    CompletableFuture<List<CohostSessionView>> all =
        CompletableFuture.completedFuture(new ArrayList<>());
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
        found -> {
          found.sort(NEWEST_FIRST);
          List<CohostSessionView> shown =
              List.copyOf(found.subList(0, Math.min(pageSize, found.size())));
          return new Page(shown, found.size() <= pageSize ? null : cursor(shown));
        });
  }

  private static String cursor(List<CohostSessionView> shown) {
    CohostSessionView last = shown.get(shown.size() - 1);
    return last.createdAt().toEpochMilli() + "/" + last.id();
  }

  private CompletionStage<List<CohostSessionView>> slice(
      int slice, Cohosts.Filter filter, int limit, @Nullable String after) {
    StringBuilder cql =
        new StringBuilder("SELECT session FROM roomfleet.cohost_sessions WHERE slice = ?");
    List<Object> values = new ArrayList<>(List.of(slice));
    if (after != null) {
      int slash = after.indexOf('/');
      cql.append(" AND (created_at, session_id) < (?, ?)");
      values.add(Instant.ofEpochMilli(Long.parseLong(after.substring(0, slash))));
      values.add(after.substring(slash + 1));
    }
    narrow(cql, values, "status = ?", filter.status() == null ? null : filter.status().name());
    narrow(cql, values, "rooms CONTAINS ?", filter.roomId());
    narrow(cql, values, "seats CONTAINS ?", filter.seatId());
    narrow(cql, values, "seats CONTAINS ?", filter.withSeat());
    cql.append(" LIMIT ? ALLOW FILTERING");
    values.add(limit);
    return views
        .all(cql.toString(), values.toArray())
        .thenApply(
            rows ->
                rows.stream()
                    .map(
                        row ->
                            Json.read(
                                Objects.requireNonNull(row.getString("session")),
                                CohostSessionView.class))
                    .toList());
  }

  private static void narrow(
      StringBuilder cql, List<Object> values, String term, @Nullable String value) {
    if (value != null) {
      cql.append(" AND ").append(term);
      values.add(value);
    }
  }

  @Override
  public CompletionStage<Long> seen(String sessionId) {
    return views
        .run("SELECT sequence FROM roomfleet.cohost_states WHERE session_id = ?", sessionId)
        .thenApply(
            rows -> {
              Row row = rows.one();
              return row == null ? 0 : row.getLong("sequence");
            });
  }

  @Override
  public CompletionStage<Done> fold(String sessionId, long sequence, CohostEvent event) {
    return views
        .run("SELECT state FROM roomfleet.cohost_states WHERE session_id = ?", sessionId)
        .thenCompose(rows -> fold(rows.one(), sessionId, sequence, event));
  }

  private CompletionStage<Done> fold(
      @Nullable Row known, String sessionId, long sequence, CohostEvent event) {
    CohostState before =
        known == null
            ? null
            : Json.read(Objects.requireNonNull(known.getString("state")), CohostState.class);
    CohostState after = CohostSession.apply(before, event).withoutIds();
    CompletionStage<?> written = write(CohostMapper.toDto(after, event.at()));
    if (after.isAtRest()) {
      written = written.thenCompose(done -> close(sessionId));
    }
    return written
        .thenCompose(
            done ->
                views.run(
                    "INSERT INTO roomfleet.cohost_states (session_id, sequence, state)"
                        + " VALUES (?, ?, ?)",
                    sessionId,
                    sequence,
                    Json.write(after)))
        .thenApply(done -> Done.getInstance());
  }

  private CompletionStage<?> write(CohostSessionView session) {
    return views.run(
        "INSERT INTO roomfleet.cohost_sessions"
            + " (slice, created_at, session_id, status, rooms, seats, session)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?)",
        Slices.of(session.id()),
        session.createdAt(),
        session.id(),
        session.status().name(),
        session.seats().stream().map(CohostSeat::roomId).collect(Collectors.toSet()),
        session.seats().stream().map(CohostSeat::id).collect(Collectors.toSet()),
        Json.write(session));
  }

  private CompletionStage<?> close(String sessionId) {
    return views.run(
        "DELETE FROM roomfleet.open_cohost_sessions WHERE slice = ? AND session_id = ?",
        Slices.of(sessionId),
        sessionId);
  }
}
