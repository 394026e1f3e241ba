package io.roomfleet.orchestrator.telemetry;

import io.roomfleet.api.room.AgendaItem;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** What telemetry needs to know of rooms' agendas. */
@FunctionalInterface
public interface OnAir {
  /** What was on in a room at an instant; nothing when there is no such room. */
  CompletionStage<Function<Instant, Optional<AgendaItem>>> of(String roomId);
}
