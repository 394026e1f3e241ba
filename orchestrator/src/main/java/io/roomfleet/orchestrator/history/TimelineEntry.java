package io.roomfleet.orchestrator.history;

import io.roomfleet.api.history.TimelineKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What an event says for a timeline. */
sealed interface TimelineEntry {
  /** Where something runs; both null while it runs nowhere. */
  record Place(@Nullable String region, @Nullable String agentId) {
    static final Place NOWHERE = new Place(null, null);
  }

  /**
   * It is in this state from now on.
   *
   * @param place null where that did not change
   */
  record Becomes(
      TimelineKind kind,
      String entity,
      String state,
      Instant at,
      @Nullable String reason,
      @Nullable Place place)
      implements TimelineEntry {}

  /** It is over. */
  record Ends(TimelineKind kind, String entity, Instant at) implements TimelineEntry {}

  /** Something happened to it, under a type of the API's events. */
  record Happened(
      TimelineKind kind, String entity, String type, Instant at, String by, @Nullable String reason)
      implements TimelineEntry {}
}
