package io.roomfleet.orchestrator.history;

import io.roomfleet.api.room.AgendaView;
import io.roomfleet.api.room.Room;
import io.roomfleet.api.room.SubRoom;
import io.roomfleet.orchestrator.platform.Ids;
import io.roomfleet.orchestrator.room.AgendaWish;
import io.roomfleet.orchestrator.room.RoomCommand;
import io.roomfleet.orchestrator.room.RoomEntity;
import io.roomfleet.orchestrator.room.RoomEvent;
import io.roomfleet.orchestrator.room.RoomReply;
import io.roomfleet.orchestrator.subroom.SubRoomEntity;
import io.roomfleet.orchestrator.subroom.SubRoomEvent;
import io.roomfleet.orchestrator.subroom.SubRoomReply;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.apache.pekko.persistence.testkit.javadsl.PersistenceTestKit;

/**
 * Notes what the live GETs of a room answer. A note counts only if nothing happened while it was
 * taken, so that it holds for one instant: the world's clock goes on first, then everybody is
 * asked, and an event of after that instant makes the note void.
 */
final class LiveRecorder {
  private static final int TRIES = 50;

  private final SmallWorld world;
  private final PersistenceTestKit journal;

  LiveRecorder(SmallWorld world) {
    this.world = world;
    this.journal = PersistenceTestKit.create(world.system());
  }

  /** What was live at an instant; {@code room} without its relays, which are not kept. */
  record Live(
      String roomId,
      Instant at,
      long sequence,
      Room room,
      List<SubRoom> subRooms,
      AgendaView agenda) {}

  Live note(String roomId) {
    for (int n = 0; n < TRIES; n++) {
      world.settle();
      Instant at = world.moveOn();
      RoomReply.Shown shown = (RoomReply.Shown) world.room(roomId);
      List<SubRoom> subRooms = new ArrayList<>();
      for (SubRoom early : shown.subRooms()) {
        SubRoomReply reply = world.subRoom(Ids.subRoomKey(roomId, early.id()));
        subRooms.add(reply instanceof SubRoomReply.Shown it ? it.subRoom() : early);
      }
      RoomReply.AgendaShown agenda =
          (RoomReply.AgendaShown)
              world.ask(
                  roomId,
                  to ->
                      new RoomCommand.OfAgenda(
                          new AgendaWish.Show(), new RoomCommand.Asker("", "", null), to));
      List<Object> roomEvents = roomEvents(roomId);
      List<Instant> instants = instants(roomId, roomEvents, subRooms);
      if (instants.isEmpty() || !instants.get(instants.size() - 1).isAfter(at)) {
        return new Live(
            roomId, at, roomEvents.size(), shown.room().with(List.of()), subRooms, agenda.agenda());
      }
    }
    throw new AssertionError("room " + roomId + " never stood still in " + TRIES + " looks");
  }

  /** When the next event of the room or a sub-room is; {@code otherwise} when there is none. */
  Instant nextEvent(Live live, List<SubRoom> everySubRoom, Instant otherwise) {
    return Objects.requireNonNullElse(
        new TreeSet<>(instants(live.roomId(), roomEvents(live.roomId()), everySubRoom))
            .higher(live.at()),
        otherwise);
  }

  private List<Instant> instants(String roomId, List<Object> roomEvents, List<SubRoom> subRooms) {
    List<Instant> instants = new ArrayList<>();
    roomEvents.forEach(event -> instants.add(((RoomEvent) event).at()));
    for (SubRoom subRoom : subRooms) {
      String key = Ids.subRoomKey(roomId, subRoom.id());
      journal
          .persistedInStorage(SubRoomEntity.TYPE_KEY.name() + "|" + key)
          .forEach(event -> instants.add(((SubRoomEvent) event).at()));
    }
    instants.sort(null);
    return instants;
  }

  private List<Object> roomEvents(String roomId) {
    return journal.persistedInStorage(RoomEntity.TYPE_KEY.name() + "|" + roomId);
  }
}
