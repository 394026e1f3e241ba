package io.roomfleet.orchestrator.room;

import io.roomfleet.orchestrator.cohost.slot.SlotWord;
import io.roomfleet.orchestrator.region.RegionCommand;
import io.roomfleet.orchestrator.subroom.SubRoomCommand;

/** Whom a live room talks to. Messages may be lost; nothing is answered here. */
public interface RoomLinks {
  /** To the ledger of a region. */
  void toLedger(String region, RegionCommand command);

  /** To one of the room's sub-rooms. */
  void toSubRoom(String roomId, String subRoomId, SubRoomCommand command);

  /** To the co-host session that the word names. */
  default void toSession(String roomId, SlotWord word) {}

  /** To whoever counts, or watches over the room: an event of this API type was kept. */
  default void kept(String roomId, String type) {}
}
