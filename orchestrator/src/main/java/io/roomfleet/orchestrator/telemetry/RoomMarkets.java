package io.roomfleet.orchestrator.telemetry;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What telemetry needs to know of rooms. */
@FunctionalInterface
public interface RoomMarkets {
  /** The locales of a room's sub-rooms by their ids; nothing when there is no such room. */
  CompletionStage<Optional<Map<String, String>>> of(String roomId);
}
