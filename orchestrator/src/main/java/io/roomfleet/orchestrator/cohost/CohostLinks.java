package io.roomfleet.orchestrator.cohost;

import io.roomfleet.orchestrator.cohost.slot.SlotCall;
import io.roomfleet.orchestrator.region.RegionCommand;

/** Whom a session talks to. Messages may be lost; nothing is answered here. */
public interface CohostLinks {
  /** To a room, about what the session has of it. */
  void toRoom(String roomId, SlotCall call);

  /** To the ledger of a region. */
  void toLedger(String region, RegionCommand command);

  /** To the alerts of the room that a seat comes from, and to metrics. */
  void toAlerts(SeatWord word);
}
