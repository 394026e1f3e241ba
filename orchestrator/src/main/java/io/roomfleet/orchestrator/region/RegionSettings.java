package io.roomfleet.orchestrator.region;

import com.typesafe.config.Config;
import io.roomfleet.orchestrator.placement.price.PlacementPolicy;
import java.time.Duration;

/**
 * How a region's agents are heard.
 *
 * @param heartbeat between two beats of an agent
 * @param suspectAfter without a beat, an agent is SUSPECT
 * @param lostAfter without a beat, an agent is LOST
 * @param recoveryGrace after the ledger itself came up, before any agent that was UP can be SUSPECT
 * @param renewal between two tellings of each reservation to its owner
 * @param lossShare of a region's agents, 0 to 1: when more than this are missed at once, it is
 *     waited once more before they are LOST
 * @param movesAtOnce how many orders a region moves at the same time
 * @param moveTimeout for the new place to play
 * @param linger for the viewers of a place that was left
 * @param relayLinger for the readers of a line that was left
 * @param policy by which agents are chosen
 */
public record RegionSettings(
    Duration heartbeat,
    Duration suspectAfter,
    Duration lostAfter,
    Duration recoveryGrace,
    Duration renewal,
    double lossShare,
    int movesAtOnce,
    Duration moveTimeout,
    Duration linger,
    Duration relayLinger,
    PlacementPolicy policy) {

  /** Reads {@code roomfleet.region} and {@code roomfleet.placement}. */
  public static RegionSettings of(Config config) {
    Config region = config.getConfig("roomfleet.region");
    return new RegionSettings(
        region.getDuration("heartbeat"),
        region.getDuration("suspect-after"),
        region.getDuration("lost-after"),
        region.getDuration("recovery-grace"),
        region.getDuration("renewal"),
        region.getDouble("loss-share"),
        region.getInt("moves-at-once"),
        region.getDuration("move-timeout"),
        region.getDuration("linger"),
        region.getDuration("relay-linger"),
        PlacementSettings.of(config));
  }
}
