package io.roomfleet.orchestrator.cohost.pool;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Rooms that meet.
 *
 * @param rooms 2 to 4, the one that has waited longest first
 * @param step of the rules by which each accepts each other one, from 0
 * @param why in words
 */
public record Match(List<Waiting> rooms, int step, String why) {
  static Match of(List<Waiting> rooms, int step, Instant now) {
    String why =
        rooms.stream()
            .map(
                room ->
                    "%s: %s, %s, %d viewers, won %d of %d, waited %d s"
                        .formatted(
                            room.roomId(),
                            room.language(),
                            room.region(),
                            room.viewers(),
                            room.wins(),
                            room.wins() + room.losses(),
                            room.waited(now).toSeconds()))
            .collect(Collectors.joining("; "));
    return new Match(List.copyOf(rooms), step, "step " + step + " accepts " + why);
  }
}
