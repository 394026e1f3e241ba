package io.roomfleet.orchestrator.cohost.slot;

import io.roomfleet.orchestrator.cohost.slot.RoomSlot.Holder;

/** Folds one event into a room's slot. Total: every event has its case. */
record SlotFold(RoomSlot slot) implements SlotEvent.Cases<RoomSlot> {
  @Override
  public RoomSlot held(SlotEvent.Held e) {
    return new RoomSlot(
        new Holder(e.sessionId(), e.attempt(), e.until()), slot.closed(), slot.telling());
  }

  @Override
  public RoomSlot entered(SlotEvent.Entered e) {
    return new RoomSlot(
        new Holder(e.sessionId(), e.attempt(), null), slot.closed(), slot.telling());
  }

  @Override
  public RoomSlot lapsed(SlotEvent.Lapsed e) {
    return new RoomSlot(null, slot.closed(), slot.telling());
  }

  @Override
  public RoomSlot freed(SlotEvent.Freed e) {
    return new RoomSlot(null, slot.closed(), slot.telling());
  }

  @Override
  public RoomSlot closed(SlotEvent.Closed e) {
    return new RoomSlot(null, e.reason(), slot.holder());
  }

  @Override
  public RoomSlot told(SlotEvent.Told e) {
    return new RoomSlot(null, slot.closed(), null);
  }
}
