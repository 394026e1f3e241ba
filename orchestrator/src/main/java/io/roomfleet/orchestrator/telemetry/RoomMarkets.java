package io.roomfleet.orchestrator.telemetry;

import io.roomfleet.api.room.SubRoom;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/** What telemetry needs to know of rooms. */
@FunctionalInterface
public interface RoomMarkets {
  /** A room's sub-rooms by their ids; nothing when there is no such room. */
  CompletionStage<Optional<Map<String, Facts>>> of(String roomId);

  /** What is told of a sub-room. */
  record Facts(String locale, ZoneId timeZone) {
    /** What is told of a room's sub-rooms, by their ids. */
    public static Map<String, Facts> of(List<SubRoom> subRooms) {
      return subRooms.stream()
          .collect(
              Collectors.toMap(
                  SubRoom::id, it -> new Facts(it.locale(), ZoneId.of(it.timeZone()))));
    }
  }
}
