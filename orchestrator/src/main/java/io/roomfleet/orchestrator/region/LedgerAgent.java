package io.roomfleet.orchestrator.region;

import io.roomfleet.api.region.AgentStatus;
import io.roomfleet.orchestrator.placement.Amount;
import java.net.URI;

/** An agent in the ledger. */
public record LedgerAgent(String id, Amount capacity, URI mediaUrl, AgentStatus status) {
  LedgerAgent with(AgentStatus newStatus) {
    return new LedgerAgent(id, capacity, mediaUrl, newStatus);
  }
}
