package io.roomfleet.orchestrator.room;

/** What is answered for a room that was never made. */
final class StrayRoom {
  private StrayRoom() {}

  static void answer(String roomId, RoomCommand command, RoomLinks links) {
    RoomReply no =
        new RoomReply.Refused(
            RoomReply.Code.ROOM_NOT_FOUND,
            "room: " + roomId + " (expected: an existing room's id)");
    if (command instanceof RoomCommand.Get c) {
      c.replyTo().tell(no);
    } else if (command instanceof RoomCommand.Start c) {
      c.replyTo().tell(no);
    } else if (command instanceof RoomCommand.End c) {
      c.replyTo().tell(no);
    } else if (command instanceof RoomCommand.Cancel c) {
      c.replyTo().tell(no);
    } else if (command instanceof RoomCommand.AddSubRooms c) {
      c.replyTo().tell(no);
    } else if (command instanceof RoomCommand.SwitchLine c) {
      c.replyTo().tell(no);
    } else if (command instanceof RoomCommand.SwitchMeasured c) {
      c.replyTo().tell(no);
    } else if (command instanceof RoomCommand.SessionTells c) {
      c.replyTo().tell(no);
    } else if (command instanceof RoomCommand.OfAgenda c) {
      c.replyTo().tell(no);
    } else if (command instanceof RoomCommand.SessionCalls c) {
      links.toSession(roomId, RoomSessions.stranger(roomId, c.call()));
    }
  }
}
