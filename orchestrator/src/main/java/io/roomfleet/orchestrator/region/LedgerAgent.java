package io.roomfleet.orchestrator.region;

import io.roomfleet.api.region.AgentStatus;
import io.roomfleet.orchestrator.placement.Amount;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * An agent in the ledger.
 *
 * @param maintenance while it is emptied or kept empty; null when it takes what comes
 */
public record LedgerAgent(
    String id,
    Amount capacity,
    URI mediaUrl,
    AgentStatus status,
    @Nullable Maintenance maintenance) {
  LedgerAgent with(AgentStatus newStatus) {
    return new LedgerAgent(id, capacity, mediaUrl, newStatus, maintenance);
  }

  LedgerAgent with(@Nullable Maintenance newMaintenance) {
    return new LedgerAgent(id, capacity, mediaUrl, status, newMaintenance);
  }

  /** True when it can be given something new. */
  boolean isOpen() {
    return status == AgentStatus.UP && maintenance == null;
  }

  /** Where its viewers find a sub-room. */
  URI playlistOf(Order transcode) {
    return URI.create(
        mediaUrl + "/hls/" + transcode.roomId() + "/" + transcode.subRoomId() + "/master.m3u8");
  }
}
