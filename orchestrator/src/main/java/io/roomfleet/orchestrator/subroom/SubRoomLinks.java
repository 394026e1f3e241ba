package io.roomfleet.orchestrator.subroom;

import io.roomfleet.api.room.SubRoomStatus;
import io.roomfleet.orchestrator.booking.CalendarCommand;
import io.roomfleet.orchestrator.region.RegionCommand;
import io.roomfleet.orchestrator.steering.RouteWord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whom a sub-room talks to. Messages may be lost; nothing is answered here. */
public interface SubRoomLinks {
  /** To the ledger of a region. */
  void toLedger(String region, RegionCommand command);

  /** To the calendar of a region. */
  void toCalendar(String region, CalendarCommand command);

  /** To all nodes, which send viewers there. */
  void toRoutes(RouteWord.SubRoomTold told);

  /**
   * To the room: I know your brief {@code version} and am {@code status}; these are the reports you
   * may not have kept, and the copies of your line where I am.
   */
  void toRoom(
      String roomId,
      String subRoomId,
      long version,
      SubRoomStatus status,
      List<Report> reports,
      @Nullable List<CopyHeard> copies);
}
