package io.roomfleet.orchestrator.cohost.pool;

import io.roomfleet.api.cohost.CohostExit;
import io.roomfleet.api.cohost.CohostSeat;
import io.roomfleet.api.cohost.CohostSeatState;
import io.roomfleet.api.cohost.CohostSessionView;
import io.roomfleet.api.cohost.CohostStage;
import io.roomfleet.api.cohost.CohostStatus;
import io.roomfleet.api.cohost.PkPoolState;
import io.roomfleet.orchestrator.platform.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How the pool changes. Pure: no actor, no clock.
 *
 * <ol>
 *   <li>A room waits until it is matched, leaves, or has waited for as long as it wanted to. Who
 *       enters again while it waits keeps its time, and says anew what it is like.
 *   <li>Rooms that are matched are in that match alone until their session is live or over. The
 *       session is named with the match, so it is made once however often it is asked for.
 *   <li>It is live: they are out. It came to nothing: who was the cause is dropped; the others wait
 *       on, and have waited as long as before. Without anyone who was the cause somebody ended it,
 *       and all are dropped. An invitation that expired is nobody's fault: the pool was late.
 * </ol>
 */
public final class PkPool {
  /** Who waits or meets, at most: a pass looks at all of them, and a snapshot has them all. */
  public static final int MOST = 2_000;

  /** Matches, and as many expiries, of one pass: its events are kept in one write. */
  static final int MOST_AT_ONCE = 50;

  private static final PoolRules RULES = PoolRules.DEFAULT;

  private PkPool() {}

  /** Why the pool refuses. */
  public enum Code {
    INVALID,
    POOL_FULL,
    /** The host waits from another room. */
    HOST_WAITING,
    NOT_WAITING,
    ALREADY_MATCHED
  }

  /** What is refused, in words. */
  public record Refusal(Code code, String detail) {}

  /** Events to keep, and a refusal if there is one. */
  public record Decision(List<PoolEvent> events, @Nullable Refusal refusal) {
    private static Decision of(PoolEvent... events) {
      return new Decision(List.of(events), null);
    }

    private static Decision no(Code code, String detail) {
      return new Decision(List.of(), new Refusal(code, detail));
    }
  }

  /** A room waits, or says so again. One that is being matched is as it is. */
  public static Decision enter(
      PoolState state, Waiting room, String name, Instant until, String by, Instant now) {
    PoolEntry before = state.entry(room.roomId(), now);
    PoolEntry there = before != null && before.isIn() && !before.isDue(now) ? before : null;
    String fault = room.fault();
    if (fault != null) {
      return Decision.no(Code.INVALID, fault);
    } else if (there != null && !there.waits()) {
      return Decision.of();
    }
    PoolEntry other =
        state.entries().values().stream()
            .filter(it -> it.isIn() && it.room().hostId().equals(room.hostId()))
            .filter(it -> !it.room().roomId().equals(room.roomId()) && !it.isDue(now))
            .findFirst()
            .orElse(null);
    if (other != null) {
      return Decision.no(
          Code.HOST_WAITING,
          "seatId: %s (expected: a host who does not wait already, from room %s)"
              .formatted(room.hostId(), other.room().roomId()));
    } else if (there == null
        && state.entries().values().stream().filter(PoolEntry::isIn).count() >= MOST) {
      return Decision.no(
          Code.POOL_FULL, "%d rooms wait (expected: fewer; try again)".formatted(MOST));
    }
    Waiting since = room.waitingSince(there == null ? now : there.room().since());
    return Decision.of(new PoolEvent.Entered(since, name, until, by, now));
  }

  /** A room waits no more. One that has left already has. */
  public static Decision leave(PoolState state, String roomId, String by, Instant now) {
    PoolEntry entry = state.entry(roomId, now);
    if (entry != null && entry.state() == PkPoolState.LEFT) {
      return Decision.of();
    } else if (entry == null || !entry.isIn()) {
      return Decision.no(Code.NOT_WAITING, "room: %s (expected: one that waits)".formatted(roomId));
    } else if (!entry.waits()) {
      return Decision.no(
          Code.ALREADY_MATCHED,
          "room %s is matched (expected: it leaves session %s)"
              .formatted(roomId, entry.sessionId()));
    }
    return Decision.of(new PoolEvent.Left(roomId, by, now));
  }

  /** Who has waited for long enough, and who meets whom now. */
  public static List<PoolEvent> pass(PoolState state, Instant now) {
    List<PoolEvent> events = new ArrayList<>();
    MatchPool pool = new MatchPool(RULES);
    for (PoolEntry entry : state.entries().values()) {
      if (entry.isDue(now)) {
        if (events.size() < MOST_AT_ONCE) {
          events.add(new PoolEvent.Expired(entry.room().roomId(), now));
        }
      } else if (entry.waits()) {
        pool.put(entry.room());
      }
    }
    long number = state.matches();
    for (Match match : pool.match(now).stream().limit(MOST_AT_ONCE).toList()) {
      List<String> rooms = match.rooms().stream().map(Waiting::roomId).toList();
      number++;
      String sessionId = Ids.cohostId("pk-pool/%d/%s/%s".formatted(number, now, rooms));
      events.add(new PoolEvent.Matched(sessionId, rooms, match.step(), match.why(), now));
    }
    return List.copyOf(events);
  }

  /** What follows from how the session of a match is. */
  public static List<PoolEvent> heard(PoolState state, CohostSessionView session, Instant now) {
    List<PoolEntry> rooms = state.meeting(session.id());
    if (rooms.isEmpty()) {
      return List.of();
    } else if (session.liveAt() != null) {
      return List.of(new PoolEvent.Met(session.id(), now));
    } else if (!isOver(session.status())) {
      return List.of();
    }
    String reason = Objects.requireNonNullElse(session.reason(), session.status().name());
    List<CohostSeat> out = session.seats().stream().filter(it -> it.exit() != null).toList();
    if (out.isEmpty()) {
      return refused(state, session.id(), reason, now);
    }
    Map<String, String> dropped = new TreeMap<>();
    CohostStage stage = session.stage();
    boolean nowhere = stage != null && stage.agentId() == null;
    for (CohostSeat seat : out) {
      boolean blameless =
          seat.exit() == CohostExit.EXPIRED || (nowhere && seat.exit() == CohostExit.NOT_CONNECTED);
      if (!blameless) {
        dropped.put(seat.roomId(), seat.exit() + ": " + seat.reason());
      }
    }
    return List.of(new PoolEvent.Parted(session.id(), dropped, reason, now));
  }

  /** There is no such session, and none can be made. */
  public static List<PoolEvent> refused(
      PoolState state, String sessionId, String reason, Instant now) {
    List<PoolEntry> rooms = state.meeting(sessionId);
    if (rooms.isEmpty()) {
      return List.of();
    }
    Map<String, String> dropped =
        rooms.stream().collect(Collectors.toMap(it -> it.room().roomId(), it -> reason));
    return List.of(new PoolEvent.Parted(sessionId, new TreeMap<>(dropped), reason, now));
  }

  /** For whom the pool accepts: they are willing, since they wait. */
  public static List<String> toAccept(CohostSessionView session) {
    return session.status() != CohostStatus.INVITED
        ? List.of()
        : session.seats().stream()
            .filter(it -> it.state() == CohostSeatState.INVITED)
            .map(CohostSeat::id)
            .toList();
  }

  private static boolean isOver(CohostStatus status) {
    return switch (status) {
      case ENDED, DECLINED, EXPIRED, FAILED -> true;
      case INVITED, ACCEPTED, CONNECTING, LIVE, SCORING, PUNISHMENT -> false;
    };
  }
}
