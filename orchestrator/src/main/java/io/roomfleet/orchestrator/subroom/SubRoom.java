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
    } else if (brief.version() <= state.brief().version() || state.isClosed()) {
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

  /** It is to end. With nothing to free, it has ended. */
  static List<SubRoomEvent> close(
      @Nullable SubRoomState state,
      String by,
      @Nullable String reason,
      @Nullable String requestId,
      Instant now) {
    SubRoomEvent closing = new SubRoomEvent.Closing(by, reason, requestId, now);
    return state == null || state.place().region() == null
        ? List.of(closing, new SubRoomEvent.Closed(now))
        : List.of(closing);
  }

  /** The order is held: by the agent we know, by another one, or for the first time. */
  static List<SubRoomEvent> held(
      SubRoomState state, String region, LedgerWord.Held held, Placement placement, Instant now) {
    List<SubRoomEvent> events = new ArrayList<>();
    SubRoomState.Place place = state.place();
    if (!held.agentId().equals(place.agentId()) || held.epoch() != place.epoch()) {
      events.add(
          new SubRoomEvent.Placed(
              region, held.agentId(), held.epoch(), held.attempt(), held.cause(), placement, now));
    }
    AssignmentState report = held.state();
    if (report != null) {
      SubRoomState then = applyAll(state, events);
      events.addAll(reported(then, report, now));
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
    SubRoomState next = event.match(new Application(known));
    return SubRoomReports.append(next, event);
  }

  static SubRoomState applyAll(SubRoomState state, List<? extends SubRoomEvent> events) {
    SubRoomState next = state;
    for (SubRoomEvent event : events) {
      next = apply(next, event);
    }
    return next;
  }

  private static SubRoomStatus notPlaying(SubRoomState state) {
    return state.played() ? SubRoomStatus.DEGRADED : SubRoomStatus.FAILED;
  }

  private record Application(SubRoomState state) implements SubRoomEvent.Cases<SubRoomState> {
    @Override
    public SubRoomState requested(SubRoomEvent.Requested e) {
      return state;
    }

    @Override
    public SubRoomState followed(SubRoomEvent.Followed e) {
      return state.withBrief(e.brief());
    }

    @Override
    public SubRoomState placing(SubRoomEvent.Placing e) {
      SubRoomStatus status = state.played() ? SubRoomStatus.DEGRADED : SubRoomStatus.PLACING;
      return state
          .withPlace(state.place().ordered(e.region(), e.attempt()))
          .withStatus(status, state.played() ? state.reason() : null);
    }

    @Override
    public SubRoomState placed(SubRoomEvent.Placed e) {
      SubRoomStatus status = state.played() ? SubRoomStatus.DEGRADED : SubRoomStatus.STARTING;
      String reason = state.played() ? e.cause() + "; starting on agent " + e.agentId() : null;
      return state
          .withPlace(state.place().ordered(e.region(), e.attempt()).heldBy(e.agentId(), e.epoch()))
          .withPlacement(e.placement())
          .withStatus(status, reason);
    }

    @Override
    public SubRoomState notPlaced(SubRoomEvent.NotPlaced e) {
      return state
          .withPlace(state.place().gone())
          .withPlacement(e.placement())
          .withStatus(notPlaying(state), e.reason());
    }

    @Override
    public SubRoomState placeLost(SubRoomEvent.PlaceLost e) {
      return state.withPlace(state.place().gone()).withStatus(notPlaying(state), e.reason());
    }

    @Override
    public SubRoomState playing(SubRoomEvent.Playing e) {
      return state.withPlace(state.place().playing(e.hls())).withStatus(SubRoomStatus.READY, null);
    }

    @Override
    public SubRoomState wentLive(SubRoomEvent.WentLive e) {
      return state.withStatus(SubRoomStatus.LIVE, null);
    }

    @Override
    public SubRoomState stopped(SubRoomEvent.Stopped e) {
      return state.withStatus(notPlaying(state), e.reason());
    }

    @Override
    public SubRoomState closing(SubRoomEvent.Closing e) {
      return state
          .withClosing(new SubRoomState.Closing(e.by(), e.requestId()))
          .withStatus(state.status(), Objects.requireNonNullElse(e.reason(), "closed"));
    }

    @Override
    public SubRoomState closed(SubRoomEvent.Closed e) {
      return state.withPlace(state.place().gone()).withStatus(SubRoomStatus.CLOSED, state.reason());
    }

    @Override
    public SubRoomState reported(SubRoomEvent.Reported e) {
      return state.withOutbox(state.outbox().keptUpTo(e.number()));
    }
  }
}
