package io.roomfleet.orchestrator.region;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * How a region's agents are heard.
 *
 * @param heartbeat between two beats of an agent
 * @param suspectAfter without a beat, an agent is SUSPECT
 * @param lostAfter without a beat, an agent is LOST
 * @param recoveryGrace after the ledger itself came up, before any agent that was UP can be SUSPECT
 * @param renewal between two tellings of each reservation to its owner
 */
public record RegionSettings(
    Duration heartbeat,
    Duration suspectAfter,
    Duration lostAfter,
    Duration recoveryGrace,
    Duration renewal) {

  /** Reads {@code roomfleet.region}. */
  public static RegionSettings of(Config config) {
    Config region = config.getConfig("roomfleet.region");
    return new RegionSettings(
        region.getDuration("heartbeat"),
        region.getDuration("suspect-after"),
        region.getDuration("lost-after"),
        region.getDuration("recovery-grace"),
        region.getDuration("renewal"));
  }
}
