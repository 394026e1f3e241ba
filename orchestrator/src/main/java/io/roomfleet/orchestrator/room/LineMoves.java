package io.roomfleet.orchestrator.room;

import io.roomfleet.api.agent.AssignmentState;
import io.roomfleet.api.agent.Phase;
import io.roomfleet.api.room.LineInput;
import io.roomfleet.orchestrator.region.LedgerWord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What the words of ledgers change in a line's places. Pure: no actor, no clock.
 *
 * <ol>
 *   <li>A line that no agent takes in is where a ledger first holds it.
 *   <li>One that is to leave its region runs on there. The next place is ordered beside it, says
 *       where a publisher can send to, and passes on what comes from the present place meanwhile.
 *   <li>It has moved when its own video comes in at the next place, or, where none comes in at the
 *       present one either, when the next place runs. The old place is given back then.
 *   <li>When the present place is lost, a next place takes over at once.
 *   <li>When the ledger does not wish it to leave any more, the next place is given back.
 * </ol>
 */
final class LineMoves {
  private LineMoves() {}

  /**
   * A ledger holds an order.
   *
   * @param asked true when this answers the order that is out
   * @param cause why the line is to leave the region where it is
   */
  static List<RoomEvent> held(
      LiveRoomState state,
      LineState line,
      String region,
      LedgerWord.Held held,
      boolean asked,
      String cause,
      Instant now) {
    long attempt = held.attempt();
    if (line.isAt(region, attempt, state.spec())) {
      List<RoomEvent> events = assigned(state, line, region, held, now);
      if (held.leave() == null && line.next() != null) {
        events.add(ended(line, "it may stay in region " + region, true, now));
      }
      return events;
    } else if (line.isGoingTo(region, attempt)) {
      return nextHeld(state, line, held, now);
    } else if (line.hasLeft(attempt) || attempt <= line.newestAttempt()) {
      return List.of();
    } else if (line.agentId() == null || region.equals(line.regionIn(state.spec()))) {
      return assigned(state, line, region, held, now);
    } else if (asked) {
      return List.of(moving(line, region, held, cause, now));
    }
    return List.of();
  }

  /** True for an order that a ledger holds and nobody here knows of: it is to be given back. */
  static boolean isStray(
      LiveRoomState state, LineState line, String region, long attempt, boolean asked) {
    boolean known =
        asked
            || line.isAt(region, attempt, state.spec())
            || line.isGoingTo(region, attempt)
            || line.hasLeft(attempt);
    boolean adopted =
        attempt > line.newestAttempt()
            && (line.agentId() == null || region.equals(line.regionIn(state.spec())));
    return !known && !adopted;
  }

  /** A ledger does not hold an order any more. */
  static List<RoomEvent> dropped(
      LiveRoomState state, LineState line, String region, LedgerWord.Dropped word, Instant now) {
    String lineId = line.spec().id();
    boolean here = region.equals(line.regionIn(state.spec()));
    if (here && line.agentId() != null && word.attempt() >= line.attempt()) {
      List<RoomEvent> events = new ArrayList<>();
      events.add(new RoomEvent.LineUnassigned(lineId, word.reason(), now));
      if (line.next() != null) {
        String agentId = line.next().agentId();
        events.add(moved(state, line.unassigned(word.reason(), now), agentId, now));
      }
      return events;
    }
    LineState.Next next = line.next();
    if (next != null && next.region().equals(region) && word.attempt() >= next.attempt()) {
      return List.of(ended(line, word.reason(), false, now));
    }
    return parted(line, word.attempt(), now);
  }

  /**
   * A ledger freed an order.
   *
   * @param over whether the room is over, so that nothing is to be held any more
   */
  static List<RoomEvent> freed(LineState line, long attempt, boolean over, Instant now) {
    String lineId = line.spec().id();
    LineState.Next next = line.next();
    if (over && line.agentId() != null && attempt == line.attempt()) {
      return List.of(new RoomEvent.LineUnassigned(lineId, "the room is over", now));
    } else if (over && next != null && attempt == next.attempt()) {
      return List.of(ended(line, "the room is over", false, now));
    }
    return parted(line, attempt, now);
  }

  private static List<RoomEvent> parted(LineState line, long attempt, Instant now) {
    return line.partings().stream()
        .filter(parting -> parting.attempt() == attempt)
        .map(
            parting ->
                (RoomEvent)
                    new RoomEvent.LineParted(line.spec().id(), parting.region(), attempt, now))
        .toList();
  }

  /** No region has a place for a line that has none. Said once for each reason. */
  static List<RoomEvent> notPlaced(LineState line, String reason, Instant now) {
    return reason.equals(line.reason())
        ? List.of()
        : List.of(new RoomEvent.LineUnassigned(line.spec().id(), reason, now));
  }

  private static List<RoomEvent> assigned(
      LiveRoomState state, LineState line, String region, LedgerWord.Held held, Instant now) {
    List<RoomEvent> events = new ArrayList<>();
    String lineId = line.spec().id();
    boolean moved =
        !held.agentId().equals(line.agentId())
            || held.epoch() != line.epoch()
            || held.attempt() != line.attempt()
            || !region.equals(line.regionIn(state.spec()))
            || !held.mediaUrl().equals(line.mediaUrl());
    if (moved) {
      events.add(
          new RoomEvent.LineAssigned(
              lineId,
              region,
              held.agentId(),
              held.epoch(),
              held.attempt(),
              held.mediaUrl(),
              held.cause(),
              held.why(),
              now));
    }
    AssignmentState report = held.state();
    if (report == null || report.phase() == Phase.STARTING) {
      return events;
    }
    boolean news =
        moved
            || !Objects.equals(report.ingestUrl(), line.ingestUrl())
            || report.input() != line.input()
            || !Objects.equals(report.reason(), line.reason());
    if (news) {
      events.add(
          new RoomEvent.LineChanged(
              lineId, held.agentId(), report.ingestUrl(), report.input(), report.reason(), now));
    }
    return events;
  }

  private static List<RoomEvent> nextHeld(
      LiveRoomState state, LineState line, LedgerWord.Held held, Instant now) {
    LineState.Next next = Objects.requireNonNull(line.next());
    List<RoomEvent> events = new ArrayList<>();
    boolean other =
        !held.agentId().equals(next.agentId())
            || held.epoch() != next.epoch()
            || !held.mediaUrl().equals(next.mediaUrl());
    if (other) {
      events.add(moving(line, next.region(), held, next.cause(), now));
    }
    AssignmentState report = held.state();
    if (report == null || report.phase() == Phase.STARTING) {
      return events;
    }
    boolean news =
        other
            || !Objects.equals(report.ingestUrl(), next.ingestUrl())
            || report.input() != next.input()
            || !Objects.equals(report.reason(), next.reason());
    if (news) {
      events.add(
          new RoomEvent.LineNextChanged(
              line.spec().id(),
              next.region(),
              held.agentId(),
              report.ingestUrl(),
              report.input(),
              report.reason(),
              now));
    }
    boolean comes = report.input() == LineInput.LIVE || line.input() != LineInput.LIVE;
    if (report.phase() == Phase.RUNNING && comes) {
      events.add(moved(state, line, held.agentId(), now));
    }
    return events;
  }

  private static RoomEvent moving(
      LineState line, String region, LedgerWord.Held held, String cause, Instant now) {
    return new RoomEvent.LineMoving(
        line.spec().id(),
        region,
        held.agentId(),
        held.epoch(),
        held.attempt(),
        held.mediaUrl(),
        cause,
        held.why(),
        now);
  }

  private static RoomEvent moved(LiveRoomState state, LineState line, String agentId, Instant now) {
    LineState.Next next = Objects.requireNonNull(line.next());
    return new RoomEvent.LineMoved(
        line.spec().id(),
        line.regionIn(state.spec()),
        line.agentId(),
        next.region(),
        agentId,
        next.cause(),
        now);
  }

  private static RoomEvent ended(LineState line, String reason, boolean release, Instant now) {
    String region = Objects.requireNonNull(line.next()).region();
    return new RoomEvent.LineMoveEnded(line.spec().id(), region, reason, release, now);
  }
}
