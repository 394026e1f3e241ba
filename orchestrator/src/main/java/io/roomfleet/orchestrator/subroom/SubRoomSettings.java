package io.roomfleet.orchestrator.subroom;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * How long a sub-room waits.
 *
 * @param movePatience for the place that it moves to, from its order and again from an agent's
 *     taking it: when it does not play by then it is given back
 * @param assumedDuration of a room that has no end, from its start: so long capacity is booked
 */
public record SubRoomSettings(Duration movePatience, Duration assumedDuration) {

  /** Reads {@code roomfleet.sub-room} and {@code roomfleet.booking}. */
  public static SubRoomSettings of(Config config) {
    return new SubRoomSettings(
        config.getDuration("roomfleet.sub-room.move-patience"),
        config.getDuration("roomfleet.booking.assumed-duration"));
  }
}
