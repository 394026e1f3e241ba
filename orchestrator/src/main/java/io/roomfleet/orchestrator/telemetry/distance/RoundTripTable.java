package io.roomfleet.orchestrator.telemetry.distance;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** The sums of all nodes, by day. */
public interface RoundTripTable {
  /** Puts sums of one writer in the place of what it kept of the same before. */
  CompletionStage<Void> write(UUID writer, List<RoundTripSums.Changed> sums);

  /** All sums of a day; one pair has as many as there were writers. */
  CompletionStage<List<RoundTripSums.Changed>> read(LocalDate day);
}
