package io.roomfleet.orchestrator.region;

import io.roomfleet.api.region.AgentStatus;
import io.roomfleet.orchestrator.placement.AgentSnapshot;
import io.roomfleet.orchestrator.placement.Amount;
import java.net.URI;
import java.util.Objects;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * An agent in the ledger.
 *
 * @param abilities what it said that it can do; null in what was written before it was asked
 * @param maintenance while it is emptied or kept empty; null when it takes what comes
 */
public record LedgerAgent(
    String id,
    Amount capacity,
    URI mediaUrl,
    @Nullable SortedSet<String> abilities,
    AgentStatus status,
    @Nullable Maintenance maintenance) {
  LedgerAgent with(AgentStatus newStatus) {
    return new LedgerAgent(id, capacity, mediaUrl, abilities, newStatus, maintenance);
  }

  LedgerAgent with(@Nullable Maintenance newMaintenance) {
    return new LedgerAgent(id, capacity, mediaUrl, abilities, status, newMaintenance);
  }

  /** True when what it says of itself is what is known. */
  boolean isAs(Amount said, URI saidUrl, @Nullable SortedSet<String> saidAbilities) {
    return capacity.equals(said)
        && mediaUrl.equals(saidUrl)
        && Objects.equals(abilities, saidAbilities);
  }

  /** As a placement sees it. */
  AgentSnapshot row(Amount reserved) {
    return new AgentSnapshot(
        id, status == AgentStatus.UP, maintenance != null, abilities, capacity, reserved);
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
