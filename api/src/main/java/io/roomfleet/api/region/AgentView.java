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
 * @param measured what it last measured, null while it is not heard
 */
public record AgentView(
    String id,
    String region,
    AgentStatus status,
    @Nullable URI mediaUrl,
    Capacity capacity,
    Capacity reserved,
    @Nullable Load measured,
    @Nullable Instant lastSeenAt,
    List<AssignmentView> assignments) {

  /**
   * One assignment that the agent holds.
   *
   * @param subRoomId null for a {@code RELAY}
   * @param state as the agent last reported it, null before it did
   */
  public record AssignmentView(
      String id,
      AssignmentKind kind,
      long epoch,
      String roomId,
      @Nullable String subRoomId,
      String lineId,
      Capacity cost,
      @Nullable AssignmentState state) {}
}
