package io.roomfleet.agent.audience;

import io.roomfleet.agent.cmcd.Cmcd;
import io.roomfleet.agent.viewer.SubRoomKey;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A player's request that was answered with what it asked for, or an event that it reports.
 *
 * @param session a hash of who asks
 * @param rendition label of the rendition that a segment is of; null for anything else
 * @param country of the player, asked for when the session is new
 */
public record Visit(
    SubRoomKey subRoom,
    Kind kind,
    long session,
    Cmcd cmcd,
    @Nullable String rendition,
    Supplier<String> country) {

  /** What is asked for. */
  public enum Kind {
    /** The master playlist, with which a session begins. */
    MASTER,
    /** A rendition's playlist. */
    PLAYLIST,
    /** A media segment: this makes a viewer of a session. */
    SEGMENT,
    /** Nothing: it reports events. */
    REPORT
  }
}
