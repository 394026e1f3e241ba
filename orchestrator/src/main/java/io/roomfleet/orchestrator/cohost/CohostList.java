package io.roomfleet.orchestrator.cohost;

import io.roomfleet.api.cohost.CohostSessionView;
import io.roomfleet.orchestrator.http.Cohosts;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The list of sessions, and which of them are not over. */
public interface CohostList {
  /** Sessions, and where the next page starts: null after the last. */
  record Page(List<CohostSessionView> sessions, @Nullable String next) {}

  /** A session may be there from now on, and is to be woken until it is over. */
  CompletionStage<?> open(String sessionId);

  /**
   * Newest first.
   *
   * @param after {@link Page#next} of the page before; null for the first
   */
  CompletionStage<Page> page(Cohosts.Filter filter, int pageSize, @Nullable String after);
}
