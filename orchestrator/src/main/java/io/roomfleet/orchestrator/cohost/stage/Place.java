package io.roomfleet.orchestrator.cohost.stage;

import java.net.URI;

/**
 * The place that counts.
 *
 * @param attempt of the order that the region's ledger holds
 * @param mediaUrl of the agent, without a slash at the end
 */
public record Place(String region, long attempt, String agentId, long epoch, URI mediaUrl) {
  /** Of what the people of a session connect to by browser. */
  public URI stageUrl(String sessionId) {
    return URI.create(mediaUrl + "/stage/" + sessionId);
  }

  boolean is(String itsRegion, long itsAttempt) {
    return region.equals(itsRegion) && attempt == itsAttempt;
  }
}
