package io.roomfleet.orchestrator.http;

import io.roomfleet.api.history.RoomReplay;
import io.roomfleet.api.history.TimelineKind;
import io.roomfleet.api.history.TimelineView;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What the HTTP API needs of the past. Everything is read from journals: no room is asked, and none
 * is woken. An unknown room is 404 {@code room_not_found}.
 */
public interface Histories {
  /**
   * A room and its sub-rooms as they stood at an instant. 404 {@code before_creation} when the room
   * was made later, 422 {@code not_happened_yet} for an instant that is still to come.
   */
  CompletionStage<Outcome<RoomReplay>> replay(String roomId, Instant at);

  /**
   * The same just after one of the room's events. 422 {@code not_happened_yet} when there are
   * fewer.
   *
   * @param sequence from 1
   */
  CompletionStage<Outcome<RoomReplay>> replay(String roomId, long sequence);

  /**
   * What happened to whom, in the room and its sub-rooms.
   *
   * @param from null for the room's beginning; before {@code to}
   * @param to the first instant that is not looked at; null for none
   * @param kinds to tell of, at least one
   */
  CompletionStage<Outcome<TimelineView>> timeline(
      String roomId, @Nullable Instant from, @Nullable Instant to, Set<TimelineKind> kinds);
}
