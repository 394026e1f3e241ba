package io.roomfleet.orchestrator.cohost;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.roomfleet.api.cohost.CohostSessionView;
import io.roomfleet.orchestrator.platform.ClusterMessage;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a session answers. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = CohostReply.Shown.class, name = "shown"),
  @JsonSubTypes.Type(value = CohostReply.Admitted.class, name = "admitted"),
  @JsonSubTypes.Type(value = CohostReply.Refused.class, name = "refused")
})
public sealed interface CohostReply extends ClusterMessage {
  /** The session, as it is then. */
  record Shown(CohostSessionView session) implements CohostReply {}

  /**
   * The same, to one who asked by a token.
   *
   * @param tokenUntil from when on that one's token counts no more; null once it does not
   * @param byBrowser the seats that come by browser
   */
  record Admitted(
      CohostSessionView session, String seatId, @Nullable Instant tokenUntil, Set<String> byBrowser)
      implements CohostReply {}

  /** What was asked for changed nothing, and why. */
  record Refused(Code code, String detail) implements CohostReply {
    static Optional<Refused> no(Code code, String detail) {
      return Optional.of(new Refused(code, detail));
    }
  }

  /** Why a session refuses. */
  enum Code {
    SESSION_NOT_FOUND,
    /** It is not the token of that seat, or it counts no more. */
    UNAUTHENTICATED,
    /** One who changes something by a token does so too often. */
    TOO_FAST,
    /** A value is out of its range, or does not go with the others. */
    INVALID,
    /** The session, or one who is in it, is not in a state in which that can be. */
    WRONG_STATE,
    STALE_REVISION,
    UNKNOWN_SEAT,
    /** That one is in the session, or on the way into it, already. */
    SEAT_EXISTS,
    /** Another one comes from that room already. */
    ROOM_TWICE,
    /** The room has not been given back yet since its host left: try again in a moment. */
    ROOM_LEAVING,
    TOO_MANY_SEATS,
    /** Only the owner of the session may do that. */
    NOT_ALLOWED,
    LOCKED,
    INVITATION_EXPIRED,
    /** Points do not count yet, or no more. */
    NOT_SCORING,
    /** The room is not in the round. */
    UNKNOWN_ROOM,
    TOO_MANY_SCORES,
    TOO_MANY_ROUNDS
  }
}
