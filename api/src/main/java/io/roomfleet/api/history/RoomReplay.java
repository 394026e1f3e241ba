package io.roomfleet.api.history;

import io.roomfleet.api.room.AgendaSpan;
import io.roomfleet.api.room.AgendaView;
import io.roomfleet.api.room.Room;
import io.roomfleet.api.room.SubRoom;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A room with all that belongs to it, as it stood at an instant.
 *
 * @param at the instant asked for; of a sequence that was asked for, {@code lastEventAt}
 * @param sequence of the room's last event that is in it
 * @param lastEventAt when that was
 * @param room as it was shown then, but for {@code relays}, which are measured and not kept
 * @param subRooms each as it was shown then, in the order they were asked for
 * @param agenda as it was shown then
 * @param onAir the item that was on; null when none was
 * @param session that had the room; null when none had
 */
public record RoomReplay(
    String roomId,
    Instant at,
    long sequence,
    Instant lastEventAt,
    Room room,
    List<SubRoom> subRooms,
    AgendaView agenda,
    @Nullable AgendaSpan onAir,
    @Nullable RoomSession session) {}
