package io.roomfleet.orchestrator.subroom;

import io.roomfleet.api.agent.AssignmentState;
import io.roomfleet.api.agent.Phase;
import io.roomfleet.api.room.Placement;
import io.roomfleet.api.room.SubRoomStatus;
import io.roomfleet.orchestrator.region.LedgerWord;
import io.roomfleet.orchestrator.subroom.Moves.Move;
import io.roomfleet.orchestrator.subroom.Moves.Parting;
import io.roomfleet.orchestrator.subroom.RoomBrief.Wanted;
import io.roomfleet.orchestrator.subroom.SubRoomState.Place;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a sub-room goes from one place to another while it plays. Pure: no actor, no clock.
 *
 * <ol>
 *   <li>It plays on where it is. The next place is ordered beside the present one, and both orders
 *       are kept current.
 *   <li>It has moved at the moment at which the next place plays, not before. The old place is then
 *       released with the address of the new one, until its ledger has answered.
 *   <li>A next place that is dropped, breaks for good or does not play in time is given back. A
 *       ledger's wish is then tried again, other regions first, for as long as the ledger has it; a
 *       move that somebody asked for is over.
 *   <li>When the present place is lost meanwhile, a next place that an agent holds takes over at
 *       once. One that nobody holds yet is no use: the search for any place begins.
 *   <li>Inside a region the ledger moves: the sub-room hears of it when it plays there, and that is
 *       a move too.
 * </ol>
 */
final class SubRoomMoves {
  private SubRoomMoves() {}

  /** Where a playing sub-room plays now, after {@code held} said that it does so elsewhere. */
  static List<SubRoomEvent> moved(
      SubRoomState state,
      String region,
      LedgerWord.Held held,
      String cause,
      Placement placement,
      Instant now) {
    Place from = state.place();
    List<SubRoomEvent> events = new ArrayList<>();
    events.add(
        new SubRoomEvent.Moved(
            Objects.requireNonNull(from.region()),
            Objects.requireNonNull(from.agentId()),
            region,
            held.agentId(),
            held.epoch(),
            held.attempt(),
            cause,
            placement,
            Objects.requireNonNull(playlist(held)),
            now));
    if (state.brief().wanted() == Wanted.LIVE && state.status() != SubRoomStatus.LIVE) {
      events.add(new SubRoomEvent.WentLive(now));
    }
    return events;
  }

  /** The next place is held, for the first time or as before. */
  static List<SubRoomEvent> nextHeld(
      SubRoomState state, String region, LedgerWord.Held held, Placement placement, Instant now) {
    Move move = Objects.requireNonNull(state.moves().current());
    Place next = move.next();
    boolean known = next.agentId() != null && next.isOrder(region, held.attempt());
    if (known && held.epoch() < next.epoch()) {
      return List.of(); // A late word.
    }
    boolean same = known && held.epoch() == next.epoch() && held.agentId().equals(next.agentId());
    if (playlist(held) != null) {
      Placement why = same ? Objects.requireNonNull(move.placement()) : placement;
      return moved(state, region, held, move.cause(), why, now);
    }
    List<SubRoomEvent> events = new ArrayList<>();
    if (!same) {
      events.add(
          new SubRoomEvent.NextPlaced(
              region, held.agentId(), held.epoch(), held.attempt(), placement, now));
    }
    AssignmentState report = held.state();
    if (report != null && report.phase() == Phase.FAILED) {
      String reason = Objects.requireNonNullElse(report.reason(), "not running");
      events.add(new SubRoomEvent.MoveFailed("agent " + held.agentId() + ": " + reason, null, now));
    }
    return events;
  }

  /** The playlist, when the word says that it can be played; null otherwise. */
  static @Nullable URI playlist(LedgerWord.Held held) {
    AssignmentState report = held.state();
    return report != null && report.phase() == Phase.RUNNING ? report.hlsUrl() : null;
  }

  /** No region has a place for the move. Said once for each reason. */
  static List<SubRoomEvent> notFound(SubRoomState state, Placement placement, Instant now) {
    Move move = state.moves().current();
    if (move == null) {
      return List.of();
    }
    String alone = state.spec().onlyRegion();
    String reason =
        alone != null && alone.equals(state.place().region())
            ? "it may run in no region but " + alone
            : placement.reason();
    return reason.equals(move.failed()) && move.wished()
        ? List.of()
        : List.of(new SubRoomEvent.MoveFailed(reason, placement, now));
  }

  /** The ledger of the next place dropped it. */
  static List<SubRoomEvent> nextDropped(LedgerWord.Dropped dropped, Instant now) {
    return List.of(new SubRoomEvent.MoveFailed(dropped.reason(), null, now));
  }

  /** The next place had its time to play. */
  static List<SubRoomEvent> overdue(SubRoomState state, Duration patience, Instant now) {
    Move move = state.moves().current();
    if (move == null
        || move.next().region() == null
        || now.isBefore(move.stepAt().plus(patience))) {
      return List.of();
    }
    String agentId = move.next().agentId();
    String reason =
        (agentId == null
                ? "no agent of region " + move.next().region() + " held it within "
                : "it did not play on agent " + agentId + " within ")
            + patience.toSeconds()
            + " s";
    return List.of(new SubRoomEvent.MoveFailed(reason, null, now));
  }

  /** The ledger of the present place has no such wish any more; what somebody asked for goes on. */
  static List<SubRoomEvent> wishPassed(SubRoomState state, String region, Instant now) {
    Move move = state.moves().current();
    return move != null && move.wished()
        ? List.of(new SubRoomEvent.MoveEnded("it may stay in region " + region, now))
        : List.of();
  }

  /** Why a move to a region, or to any for null, cannot be asked for; null when it can. */
  static SubRoomReply.@Nullable Refused refusal(SubRoomState state, @Nullable String region) {
    SubRoomSpec spec = state.spec();
    Place place = state.place();
    Move move = state.moves().current();
    if (place.agentId() == null) {
      return wrongState(
          "sub-room %s is %s and runs nowhere (expected: one that an agent holds)"
              .formatted(spec.id(), state.status()));
    } else if (region == null && spec.onlyRegion() != null) {
      return wrongState(
          "sub-room %s may run in region %s alone (expected: one that may run elsewhere)"
              .formatted(spec.id(), spec.onlyRegion()));
    } else if (region != null && !spec.mayRunIn(region)) {
      return new SubRoomReply.Refused(
          "region_not_allowed",
          "region: %s (expected: %s, where sub-room %s may run)"
              .formatted(region, String.join(" or ", spec.regions()), spec.id()));
    } else if (region != null && region.equals(place.region()) && move != null && move.wished()) {
      return wrongState(
          "sub-room %s is to leave region %s: ".formatted(spec.id(), region) + move.cause());
    }
    return null;
  }

  /** True when a move to a region, or to any for null, has nothing more to begin. */
  static boolean isUnderWay(SubRoomState state, @Nullable String region) {
    Move move = state.moves().current();
    return move == null
        ? Objects.equals(region, state.place().region())
        : region == null || region.equals(move.next().region());
  }

  private static SubRoomReply.Refused wrongState(String detail) {
    return new SubRoomReply.Refused("wrong_state", detail);
  }

  /**
   * A ledger freed an order. What is closing has ended when nothing else is to be freed.
   *
   * @param attempt no two orders of a sub-room have the same
   */
  static List<SubRoomEvent> freed(SubRoomState state, long attempt, Instant now) {
    List<Parting> open = state.toRelease();
    for (Parting parting : open) {
      if (parting.attempt() == attempt) {
        return state.isClosing() && open.size() == 1
            ? List.of(new SubRoomEvent.Closed(now))
            : List.of(new SubRoomEvent.Parted(parting.region(), attempt, now));
      }
    }
    return List.of();
  }
}
