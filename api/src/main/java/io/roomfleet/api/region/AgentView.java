package io.roomfleet.api.region;

import io.roomfleet.api.Capacity;
import io.roomfleet.api.agent.AssignmentKind;
import io.roomfleet.api.agent.AssignmentState;
import io.roomfleet.api.agent.Load;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An agent as its region's ledger knows it.
 *
 * @param capacity what it declared
 * @param reserved what its assignments may use; never above {@code capacity}
 * @param maintenance while it is emptied or kept empty; null when it takes what comes
 * @param measured what it last measured, null while it is not heard
 */
public record AgentView(
    String id,
    String region,
    AgentStatus status,
    @Nullable URI mediaUrl,
    Capacity capacity,
    Capacity reserved,
    @Nullable MaintenanceView maintenance,
    @Nullable Load measured,
    @Nullable Instant lastSeenAt,
    List<AssignmentView> assignments) {

  /**
   * One assignment that the agent holds.
   *
   * @param role {@code ACTIVE}: the place that counts; {@code NEXT}: it takes over when it plays;
   *     {@code LEAVING}: it goes on for those who have not left it yet
   * @param subRoomId null for a {@code RELAY}
   * @param state as the agent last reported it, null before it did
   */
  public record AssignmentView(
      String id,
      AssignmentKind kind,
      String role,
      long epoch,
      String roomId,
      @Nullable String subRoomId,
      String lineId,
      Capacity cost,
      @Nullable AssignmentState state) {}
}
