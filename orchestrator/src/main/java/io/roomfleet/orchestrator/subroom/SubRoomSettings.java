package io.roomfleet.orchestrator.subroom;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * How long a sub-room waits.
 *
 * @param movePatience for the place that it moves to, from its order and again from an agent's
 *     taking it: when it does not play by then it is given back
 */
public record SubRoomSettings(Duration movePatience) {

  /** Reads {@code roomfleet.sub-room}. */
  public static SubRoomSettings of(Config config) {
    return new SubRoomSettings(config.getDuration("roomfleet.sub-room.move-patience"));
  }
}
