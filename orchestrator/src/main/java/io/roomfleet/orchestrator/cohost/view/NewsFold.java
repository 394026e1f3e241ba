package io.roomfleet.orchestrator.cohost.view;

import com.datastax.oss.driver.api.core.cql.Row;
import io.roomfleet.orchestrator.cohost.CohostEvent;
import io.roomfleet.orchestrator.cohost.CohostNews;
import io.roomfleet.orchestrator.cohost.CohostSession;
import io.roomfleet.orchestrator.cohost.CohostState;
import io.roomfleet.orchestrator.platform.Json;
import io.roomfleet.orchestrator.platform.ViewProjection;
import io.roomfleet.orchestrator.platform.Views;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.jspecify.annotations.Nullable;

/**
 * Tells rooms what happens in their session, each event to each room at least once and in order; a
 * room keeps it once. The list has a projection of its own: a room that does not answer for some
 * seconds does not stop it.
 */
public final class NewsFold implements ViewProjection.Fold<CohostEvent> {
  private final Views views;
  private final Rooms rooms;

  /** Tells a room. */
  public interface Rooms {
    /**
     * The stage is done when the room has kept it, and fails when it has not said so.
     *
     * @param number larger for each next event of the session
     */
    CompletionStage<?> tell(String roomId, String sessionId, long number, CohostNews news);
  }

  public NewsFold(Views views, Rooms rooms) {
    this.views = views;
    this.rooms = rooms;
  }

  @Override
  public CompletionStage<Long> seen(String sessionId) {
    return views
        .run("SELECT sequence FROM roomfleet.cohost_news WHERE session_id = ?", sessionId)
        .thenApply(
            rows -> {
              Row row = rows.one();
              return row == null ? 0 : row.getLong("sequence");
            });
  }

  @Override
  public CompletionStage<Done> fold(String sessionId, long sequence, CohostEvent event) {
    return views
        .run("SELECT state FROM roomfleet.cohost_news WHERE session_id = ?", sessionId)
        .thenCompose(found -> fold(found.one(), sessionId, sequence, event));
  }

  private CompletionStage<Done> fold(
      @Nullable Row known, String sessionId, long sequence, CohostEvent event) {
    CohostState before =
        known == null
            ? null
            : Json.read(Objects.requireNonNull(known.getString("state")), CohostState.class);
    CohostState after = CohostSession.apply(before, event).withoutIds();
    CohostNews news = CohostNews.of(before, event, after).orElse(null);
    CompletionStage<?> told = CompletableFuture.completedFuture(Done.getInstance());
    if (news != null) {
      for (String roomId : news.rooms()) {
        told = told.thenCombine(rooms.tell(roomId, sessionId, sequence, news), (all, one) -> one);
      }
    }
    return told.thenCompose(
            done ->
                views.run(
                    "INSERT INTO roomfleet.cohost_news (session_id, sequence, state)"
                        + " VALUES (?, ?, ?)",
                    sessionId,
                    sequence,
                    Json.write(after)))
        .thenApply(done -> Done.getInstance());
  }
}
