package io.roomfleet.agent.session;

import java.net.URI;
import java.util.List;

/**
 * How the control plane is reached.
 *
 * @param agentId and {@code region}: as whom
 * @param joinToken a secret of the region
 * @param controlUrls base URLs of orchestrator nodes, tried in turn
 */
public record SessionSettings(
    String agentId, String region, String joinToken, List<URI> controlUrls) {
  /** Without the token. */
  @Override
  public String toString() {
    return "SessionSettings[" + agentId + ", " + region + ", " + controlUrls + "]";
  }
}
