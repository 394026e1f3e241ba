package io.roomfleet.orchestrator.http;

import io.roomfleet.api.metrics.BeaconAnswer;
import java.util.concurrent.CompletionStage;

/** What the HTTP API needs to take beacons in. */
public interface Beacons {
  /**
   * Takes a batch in. Done once what was accepted outlives the crash of any node.
   *
   * @param body JSON or NDJSON, not compressed
   * @return or 400 {@code bad_json} when it is no batch, 429 {@code over_capacity} when too much
   *     waits to be written already; nothing of it counts then
   */
  CompletionStage<Outcome<BeaconAnswer>> accept(byte[] body);
}
