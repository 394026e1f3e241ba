package io.roomfleet.orchestrator.subroom;

import io.roomfleet.api.agent.AssignmentState;
import io.roomfleet.api.agent.Phase;
import io.roomfleet.api.room.Placement;
import io.roomfleet.api.room.SubRoomStatus;
import io.roomfleet.orchestrator.region.LedgerWord;
import io.roomfleet.orchestrator.subroom.RoomBrief.Wanted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a sub-room changes. Pure: no actor, no clock.
 *
 * <p>REQUESTED until the room is prepared; PLACING while a region is asked; STARTING once an agent
 * holds it; READY when its output can be read, LIVE when the room is live too. When it stops
 * playing it is DEGRADED if it has ever played and FAILED if not, says why, and comes back by
 * itself. CLOSED once its place is freed.
 */
public final class SubRoom {
  private SubRoom() {}

  /** The room told of itself; {@code state} is null the first time. */
  static List<SubRoomEvent> follow(
      @Nullable SubRoomState state, SubRoomSpec spec, RoomBrief brief, Instant now) {
    List<SubRoomEvent> events = new ArrayList<>();
    if (state == null) {
      events.add(new SubRoomEvent.Requested(spec, brief, now));
    } else if (isKnown(state, brief) || state.isClosed()) {
      return List.of();
    } else {
      events.add(new SubRoomEvent.Followed(brief, now));
    }
    if (brief.wanted() == Wanted.CLOSED && (state == null || !state.isClosing())) {
      events.addAll(close(state, "room", "the room is over", null, now));
    } else if (brief.wanted() == Wanted.LIVE
        && state != null
        && state.status() == SubRoomStatus.READY) {
      events.add(new SubRoomEvent.WentLive(now));
    }
    return events;
  }

  /** Of the newest version only what an older program was not told is news. */
  private static boolean isKnown(SubRoomState state, RoomBrief brief) {
    RoomBrief known = state.brief();
    return brief.version() < known.version()
        || (brief.version() == known.version()
            && (known.times() != null || brief.times() == null)
            && (known.switching() != null || brief.switching() == null));
  }

  /** It is to end. With nothing to free, it has ended. */
  static List<SubRoomEvent> close(
      @Nullable SubRoomState state,
      String by,
      @Nullable String reason,
      @Nullable String requestId,
      Instant now) {
    SubRoomEvent closing = new SubRoomEvent.Closing(by, reason, requestId, now);
    return state == null || apply(state, closing).toRelease().isEmpty()
        ? List.of(closing, new SubRoomEvent.Closed(now))
        : List.of(closing);
  }

  /** The order is held: by the agent we know, by another one, or for the first time. */
  static List<SubRoomEvent> held(
      SubRoomState state, String region, LedgerWord.Held held, Placement placement, Instant now) {
    List<SubRoomEvent> events = new ArrayList<>();
    SubRoomState.Place place = state.place();
    if (place.agentId() != null && place.isOrder(region, held.attempt())) {
      boolean elsewhere = !held.agentId().equals(place.agentId());
      if (elsewhere && state.plays() && SubRoomMoves.playlist(held) != null) {
        return SubRoomMoves.moved(state, region, held, held.cause(), placement, now);
      }
    }
    if (!held.agentId().equals(place.agentId()) || held.epoch() != place.epoch()) {
      events.add(
          new SubRoomEvent.Placed(
              region, held.agentId(), held.epoch(), held.attempt(), held.cause(), placement, now));
    }
    AssignmentState report = held.state();
    if (report != null) {
      SubRoomState then = applyAll(state, events);
      events.addAll(reported(then, report, now));
      events.addAll(LineSwitches.adopted(then, report, now));
    }
    return events;
  }

  /** The place is gone. A next one that an agent holds takes over. */
  static List<SubRoomEvent> placeLost(SubRoomState state, String reason, Instant now) {
    List<SubRoomEvent> events = new ArrayList<>();
    events.add(new SubRoomEvent.PlaceLost(reason, now));
    Moves.Move move = state.moves().current();
    if (move != null && move.next().agentId() != null) {
      SubRoomState.Place next = move.next();
      events.add(
          new SubRoomEvent.Placed(
              Objects.requireNonNull(next.region()),
              Objects.requireNonNull(next.agentId()),
              next.epoch(),
              next.attempt(),
              reason,
              Objects.requireNonNull(move.placement()),
              now));
    }
    return events;
  }

  private static List<SubRoomEvent> reported(
      SubRoomState state, AssignmentState report, Instant now) {
    String agentId = Objects.requireNonNull(state.place().agentId());
    if (report.phase() == Phase.RUNNING && report.hlsUrl() != null) {
      if (state.plays() && report.hlsUrl().equals(state.place().hls())) {
        return List.of();
      }
      List<SubRoomEvent> events = new ArrayList<>();
      events.add(new SubRoomEvent.Playing(agentId, report.epoch(), report.hlsUrl(), now));
      if (state.brief().wanted() == Wanted.LIVE) {
        events.add(new SubRoomEvent.WentLive(now));
      }
      return events;
    }
    boolean broken = report.phase() == Phase.RESTARTING || report.phase() == Phase.FAILED;
    String reason =
        "agent " + agentId + ": " + Objects.requireNonNullElse(report.reason(), "not running");
    boolean news =
        state.plays() || (broken && !state.isClosing() && !reason.equals(state.reason()));
    return news ? List.of(new SubRoomEvent.Stopped(agentId, reason, now)) : List.of();
  }

  /** A search found no place. Said once: as long as the reason is the same it is no news. */
  static List<SubRoomEvent> notPlaced(SubRoomState state, Placement placement, Instant now) {
    Placement before = state.placement();
    boolean known =
        placement.reason().equals(state.reason())
            || (state.place().region() == null
                && before != null
                && before.missing() != null
                && before.reason().equals(placement.reason()));
    if (known) {
      return List.of();
    }
    boolean lostItsPlace =
        state.played() && state.reason() != null && before != null && before.missing() == null;
    String reason = lostItsPlace ? state.reason() + "; " + placement.reason() : placement.reason();
    return List.of(new SubRoomEvent.NotPlaced(reason, placement, now));
  }

  /** The state after an event; {@code state} is null before the first. */
  public static SubRoomState apply(@Nullable SubRoomState state, SubRoomEvent event) {
    if (event instanceof SubRoomEvent.Requested e) {
      return SubRoomState.requested(e.spec(), e.brief(), e.at());
    }
    SubRoomState known =
        Objects.requireNonNull(state, "the first event of a sub-room is Requested");
    SubRoomState next = event.match(new SubRoomFold(known));
    return SubRoomReports.append(next, event);
  }

  static SubRoomState applyAll(SubRoomState state, List<? extends SubRoomEvent> events) {
    SubRoomState next = state;
    for (SubRoomEvent event : events) {
      next = apply(next, event);
    }
    return next;
  }
}
