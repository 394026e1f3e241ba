package io.roomfleet.orchestrator.cohost;

import io.roomfleet.orchestrator.cohost.slot.SlotCall;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a session says to its rooms: a new call at once, the same one again until it is answered,
 * and from time to time that a room is in it. Of one actor; what it forgets in a crash is said once
 * more.
 */
final class RoomCalls {
  static final Duration AGAIN = Duration.ofSeconds(1);
  static final Duration RENEWAL = Duration.ofSeconds(5);

  private final CohostLinks links;
  private final Map<String, Said> said = new HashMap<>();
  private final Map<String, SlotCall> renewed = new HashMap<>();
  private Instant renewedAt = Instant.EPOCH;

  private record Said(SlotCall call, Instant at) {}

  RoomCalls(CohostLinks links) {
    this.links = links;
  }

  /** Says what is to be said now; answers how long nothing more is, null when nothing is open. */
  @Nullable Duration drive(CohostState state, Instant now) {
    Map<String, SlotCall> calls = CohostRooms.calls(state);
    said.keySet().retainAll(calls.keySet());
    calls.forEach((roomId, call) -> say(roomId, call, now));
    Map<String, SlotCall> renewals = CohostRooms.renewals(state);
    boolean due = !now.isBefore(renewedAt.plus(RENEWAL));
    renewals.forEach(
        (roomId, call) -> {
          SlotCall before = renewed.get(roomId);
          if (due || (before != null && !before.equals(call))) {
            links.toRoom(roomId, call);
          }
        });
    renewed.clear();
    renewed.putAll(renewals);
    renewedAt = due && !renewals.isEmpty() ? now : renewedAt;
    if (!calls.isEmpty()) {
      return AGAIN;
    }
    return renewals.isEmpty() ? null : RENEWAL;
  }

  private void say(String roomId, SlotCall call, Instant now) {
    Said before = said.get(roomId);
    boolean recently =
        before != null && before.call().equals(call) && now.isBefore(before.at().plus(AGAIN));
    if (!recently) {
      said.put(roomId, new Said(call, now));
      links.toRoom(roomId, call);
    }
  }
}
