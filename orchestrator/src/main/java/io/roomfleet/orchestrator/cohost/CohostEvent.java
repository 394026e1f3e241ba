package io.roomfleet.orchestrator.cohost;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.roomfleet.api.cohost.PkResult;
import io.roomfleet.orchestrator.cohost.pk.Score;
import io.roomfleet.orchestrator.cohost.stage.Layout;
import io.roomfleet.orchestrator.platform.JournalEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What happened in a session.
 *
 * <p>{@code by} is who caused it; {@code requestId} is the request that did, by which its repeat is
 * known.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = CohostEvent.Created.class, name = "co_host.session_created"),
  @JsonSubTypes.Type(value = CohostEvent.Invited.class, name = "co_host.invited"),
  @JsonSubTypes.Type(value = CohostEvent.Asked.class, name = "co_host.asked"),
  @JsonSubTypes.Type(value = CohostEvent.SeatAccepted.class, name = "co_host.accepted"),
  @JsonSubTypes.Type(value = CohostEvent.SeatLeft.class, name = "co_host.left"),
  @JsonSubTypes.Type(value = CohostEvent.SessionAccepted.class, name = "co_host.session_accepted"),
  @JsonSubTypes.Type(value = CohostEvent.RoomHeld.class, name = "co_host.room_held"),
  @JsonSubTypes.Type(value = CohostEvent.RoomEntered.class, name = "co_host.room_entered"),
  @JsonSubTypes.Type(value = CohostEvent.RoomLost.class, name = "co_host.room_lost"),
  @JsonSubTypes.Type(value = CohostEvent.RoomFreed.class, name = "co_host.room_freed"),
  @JsonSubTypes.Type(value = CohostEvent.Connecting.class, name = "co_host.connecting"),
  @JsonSubTypes.Type(value = CohostEvent.Joined.class, name = "co_host.joined"),
  @JsonSubTypes.Type(value = CohostEvent.Reconnecting.class, name = "co_host.reconnecting"),
  @JsonSubTypes.Type(value = CohostEvent.WentLive.class, name = "co_host.live"),
  @JsonSubTypes.Type(value = CohostEvent.Muted.class, name = "co_host.muted"),
  @JsonSubTypes.Type(value = CohostEvent.HandedOver.class, name = "co_host.handed_over"),
  @JsonSubTypes.Type(value = CohostEvent.Locked.class, name = "co_host.locked"),
  @JsonSubTypes.Type(value = CohostEvent.LayoutChanged.class, name = "co_host.layout_changed"),
  @JsonSubTypes.Type(value = CohostEvent.PkStarted.class, name = "pk.started"),
  @JsonSubTypes.Type(value = CohostEvent.PkScored.class, name = "pk.scored"),
  @JsonSubTypes.Type(value = CohostEvent.PkExtended.class, name = "pk.extended"),
  @JsonSubTypes.Type(value = CohostEvent.PkEnded.class, name = "pk.ended"),
  @JsonSubTypes.Type(value = CohostEvent.RematchAsked.class, name = "pk.rematch_asked"),
  @JsonSubTypes.Type(value = CohostEvent.Ended.class, name = "co_host.ended")
})
public sealed interface CohostEvent extends JournalEvent {
  Instant at();

  /**
   * A session was asked for. The owner has accepted; the others are invited.
   *
   * @param until when those invitations expire
   */
  record Created(
      String sessionId, CohostSpec spec, Instant until, String by, String requestId, Instant at)
      implements CohostEvent {}

  /** One more is invited, or one who was out once more. */
  record Invited(SeatSpec seat, Instant until, String by, String requestId, Instant at)
      implements CohostEvent {}

  /** A viewer wants to come up. */
  record Asked(SeatSpec seat, Instant until, String by, String requestId, Instant at)
      implements CohostEvent {}

  /**
   * One comes.
   *
   * @param claim what the session may have of that one's room from now on; null of a guest, and
   *     while the session does not begin yet
   * @param until when this one is out, if nothing more has come of it; null while the session does
   *     not begin yet
   */
  record SeatAccepted(
      String seatId,
      @Nullable Claim claim,
      @Nullable Instant until,
      String by,
      String requestId,
      Instant at)
      implements CohostEvent {}

  /**
   * One is out, or will not come.
   *
   * @param by null when nobody asked for it
   * @param requestId null when no request asked for it
   */
  record SeatLeft(
      String seatId,
      Seat.Exit exit,
      String reason,
      @Nullable String by,
      @Nullable String requestId,
      Instant at)
      implements CohostEvent {}

  /**
   * Enough have accepted: their rooms are reserved, in the order of the claims.
   *
   * @param seats those with whom it begins
   * @param until by when their rooms must be in the session
   */
  record SessionAccepted(List<String> seats, List<Claim> claims, Instant until, Instant at)
      implements CohostEvent {}

  /** A room is kept free for the session. */
  record RoomHeld(String roomId, long attempt, Instant at) implements CohostEvent {}

  /** A room is in the session and in no other one. */
  record RoomEntered(String roomId, long attempt, Instant at) implements CohostEvent {}

  /** A room is not to be had, or not in the session any more. */
  record RoomLost(String roomId, long attempt, String reason, Instant at) implements CohostEvent {}

  /** A room that was given back has nothing of the session any more. */
  record RoomFreed(String roomId, long attempt, Instant at) implements CohostEvent {}

  /**
   * All rooms with which it begins are in it.
   *
   * @param until by when each must be connected
   */
  record Connecting(Instant until, Instant at) implements CohostEvent {}

  /** One is connected, for the first time or again. */
  record Joined(String seatId, Instant at) implements CohostEvent {}

  /** One dropped; the place is kept until then. */
  record Reconnecting(String seatId, Instant until, Instant at) implements CohostEvent {}

  /** All who are left of those with whom it begins are connected. */
  record WentLive(Instant at) implements CohostEvent {}

  /**
   * One is heard no more, or again.
   *
   * @param byOwner whether only the owner can change that
   */
  record Muted(
      String seatId, boolean muted, boolean byOwner, String by, String requestId, Instant at)
      implements CohostEvent {}

  /**
   * Another one owns the session.
   *
   * @param requestId null when the owner went without a word
   */
  record HandedOver(
      String from, String to, @Nullable String by, @Nullable String requestId, Instant at)
      implements CohostEvent {}

  /** Nobody can be invited or ask to come up any more, or again. */
  record Locked(boolean locked, String by, String requestId, Instant at) implements CohostEvent {}

  /** Others are where in the picture. */
  record LayoutChanged(Layout layout, String by, String requestId, Instant at)
      implements CohostEvent {}

  /**
   * A round begins.
   *
   * @param teams by room
   */
  record PkStarted(
      int round, Map<String, String> teams, Instant startsAt, Instant endsAt, Instant at)
      implements CohostEvent {}

  /** Points that were not counted before. */
  record PkScored(List<Score> scores, Instant at) implements CohostEvent {}

  /**
   * A round lasts longer.
   *
   * @param by null on a draw
   * @param requestId null on a draw
   */
  record PkExtended(
      Instant endsAt, String cause, @Nullable String by, @Nullable String requestId, Instant at)
      implements CohostEvent {}

  /**
   * A round is over.
   *
   * @param punishmentUntil null when there is no time after it
   */
  record PkEnded(PkResult result, @Nullable Instant punishmentUntil, Instant at)
      implements CohostEvent {}

  /** A host wants another round. */
  record RematchAsked(String roomId, String by, String requestId, Instant at)
      implements CohostEvent {}

  /**
   * It is over: all rooms are given back.
   *
   * @param status a final one
   * @param requestId null when no request asked for it
   */
  record Ended(
      CohostStatus status, String reason, String by, @Nullable String requestId, Instant at)
      implements CohostEvent {}

  /** One case each: a new kind of event does not compile until every reader has its case. */
  interface Cases<T> {
    T created(Created event);

    T invited(Invited event);

    T asked(Asked event);

    T seatAccepted(SeatAccepted event);

    T seatLeft(SeatLeft event);

    T sessionAccepted(SessionAccepted event);

    T roomHeld(RoomHeld event);

    T roomEntered(RoomEntered event);

    T roomLost(RoomLost event);

    T roomFreed(RoomFreed event);

    T connecting(Connecting event);

    T joined(Joined event);

    T reconnecting(Reconnecting event);

    T wentLive(WentLive event);

    T muted(Muted event);

    T handedOver(HandedOver event);

    T locked(Locked event);

    T layoutChanged(LayoutChanged event);

    T pkStarted(PkStarted event);

    T pkScored(PkScored event);

    T pkExtended(PkExtended event);

    T pkEnded(PkEnded event);

    T rematchAsked(RematchAsked event);

    T ended(Ended event);
  }

  default <T> T match(Cases<T> cases) {
    if (this instanceof Created e) {
      return cases.created(e);
    } else if (this instanceof Invited e) {
      return cases.invited(e);
    } else if (this instanceof Asked e) {
      return cases.asked(e);
    } else if (this instanceof SeatAccepted e) {
      return cases.seatAccepted(e);
    } else if (this instanceof SeatLeft e) {
      return cases.seatLeft(e);
    } else if (this instanceof SessionAccepted e) {
      return cases.sessionAccepted(e);
    } else if (this instanceof RoomHeld e) {
      return cases.roomHeld(e);
    } else if (this instanceof RoomEntered e) {
      return cases.roomEntered(e);
    } else if (this instanceof RoomLost e) {
      return cases.roomLost(e);
    } else if (this instanceof RoomFreed e) {
      return cases.roomFreed(e);
    } else if (this instanceof Connecting e) {
      return cases.connecting(e);
    } else if (this instanceof Joined e) {
      return cases.joined(e);
    } else if (this instanceof Reconnecting e) {
      return cases.reconnecting(e);
    } else if (this instanceof WentLive e) {
      return cases.wentLive(e);
    } else if (this instanceof Muted e) {
      return cases.muted(e);
    } else if (this instanceof HandedOver e) {
      return cases.handedOver(e);
    } else if (this instanceof Locked e) {
      return cases.locked(e);
    } else if (this instanceof LayoutChanged e) {
      return cases.layoutChanged(e);
    } else if (this instanceof PkStarted e) {
      return cases.pkStarted(e);
    } else if (this instanceof PkScored e) {
      return cases.pkScored(e);
    } else if (this instanceof PkExtended e) {
      return cases.pkExtended(e);
    } else if (this instanceof PkEnded e) {
      return cases.pkEnded(e);
    } else if (this instanceof RematchAsked e) {
      return cases.rematchAsked(e);
    } else {
      return cases.ended((Ended) this);
    }
  }
}
