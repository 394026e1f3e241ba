package io.roomfleet.orchestrator.http;

import io.roomfleet.api.cohost.PkPoolEntry;
import io.roomfleet.api.cohost.PkPoolPage;
import io.roomfleet.api.cohost.PkPoolRequest;
import io.roomfleet.api.cohost.PkPoolState;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What the HTTP API needs of the pool in which rooms find opponents for a PK. */
public interface PkPools {
  /** Which rooms; null for any. */
  record Filter(@Nullable PkPoolState state, @Nullable String language, @Nullable String region) {}

  CompletionStage<Outcome<PkPoolEntry>> enter(Caller caller, PkPoolRequest request);

  /** Or 404 {@code not_waiting}. */
  CompletionStage<Outcome<PkPoolEntry>> get(String roomId);

  CompletionStage<Outcome<PkPoolEntry>> leave(Caller caller, String roomId);

  /**
   * Who has waited longest first.
   *
   * @param viewToken where the page begins, in this port's words; null for the first
   * @return a page whose {@code nextPageToken} is in this port's words
   */
  CompletionStage<Outcome<PkPoolPage>> list(
      Filter filter, int pageSize, @Nullable String viewToken);
}
