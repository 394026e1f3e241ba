package io.roomfleet.orchestrator.cohost;

import io.roomfleet.orchestrator.cohost.Claim.State;
import io.roomfleet.orchestrator.cohost.slot.HostLine;
import io.roomfleet.orchestrator.cohost.slot.SlotCall;
import io.roomfleet.orchestrator.cohost.slot.SlotWord;
import io.roomfleet.orchestrator.cohost.stage.Place;
import io.roomfleet.orchestrator.cohost.stage.StageEvent;
import java.net.URI;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a session gets its rooms and gives them back. Pure.
 *
 * <ol>
 *   <li>Rooms with which it begins are held one after the other, in the order of their ids. None is
 *       waited for: if one is refused, the session does without it or fails.
 *   <li>When all of them are held, all are confirmed. A room that comes later is confirmed as soon
 *       as it is held.
 *   <li>A claim is kept before the room is asked, and turned to PARTING before the room is
 *       released; it goes when the room says that nothing is left. So a crash loses no reservation.
 *   <li>What a room says of an attempt that the session does not know, or has given up, is answered
 *       with a release.
 * </ol>
 */
final class CohostRooms {
  private CohostRooms() {}

  /** What a word of a room changes, and what is to be answered at once; null for nothing. */
  record Heard(List<CohostEvent> events, @Nullable SlotCall answer) {}

  /** What is to be said now, by room, and again until it is answered. */
  static Map<String, SlotCall> calls(CohostState state) {
    Map<String, SlotCall> calls = new TreeMap<>();
    boolean founderAsked = false;
    for (Claim claim : state.claims().values()) {
      boolean asked = claim.state() == State.ASKED;
      if (asked && !(claim.founding() && founderAsked)) {
        calls.put(claim.roomId(), new SlotCall.Hold(state.id(), claim.attempt(), claim.until()));
      } else if (claim.state() == State.PARTING) {
        calls.put(claim.roomId(), release(state.id(), claim.attempt(), claim.reason()));
      }
      founderAsked |= asked && claim.founding();
    }
    for (Claim claim : state.claims().values()) {
      if (claim.state() == State.HELD && !(claim.founding() && founderAsked)) {
        calls.put(claim.roomId(), new SlotCall.Confirm(state.id(), claim.attempt()));
      }
    }
    return Collections.unmodifiableMap(calls);
  }

  /** What is said from time to time, by room, of rooms that are in it: a room may have lost it. */
  static Map<String, SlotCall> renewals(CohostState state) {
    Map<String, SlotCall> calls = new TreeMap<>();
    Place place = state.stage().place();
    URI mix = place == null ? null : StageOrders.mixOf(state.id(), place);
    for (Claim claim : state.claims().values()) {
      if (claim.state() == State.IN) {
        calls.put(claim.roomId(), new SlotCall.Confirm(state.id(), claim.attempt(), mix));
      }
    }
    return Collections.unmodifiableMap(calls);
  }

  /** A room's slot says something of this session. */
  static Heard heard(CohostState state, String roomId, SlotWord word, Instant now) {
    CohostDraft draft = new CohostDraft(state, now);
    Claim claim = draft.state().claims().get(roomId);
    if (claim == null || claim.attempt() != word.attempt()) {
      return new Heard(draft.events(), stranger(word));
    } else if (claim.state() == State.PARTING) {
      return parting(draft, claim, word);
    }
    if (word instanceof SlotWord.Held && claim.state() == State.ASKED) {
      draft.add(new CohostEvent.RoomHeld(roomId, claim.attempt(), now));
    } else if (word instanceof SlotWord.In && claim.state() != State.IN) {
      draft.add(new CohostEvent.RoomEntered(roomId, claim.attempt(), now));
    } else if (word instanceof SlotWord.Refused refused && claim.state() == State.ASKED) {
      boolean taken = refused.code() == SlotWord.Code.TAKEN;
      boolean late = refused.code() == SlotWord.Code.LATE;
      Seat.Exit exit =
          taken ? Seat.Exit.ROOM_TAKEN : late ? Seat.Exit.ROOM_SILENT : Seat.Exit.ROOM_OVER;
      lost(draft, claim, exit, "room %s: %s".formatted(roomId, refused.detail()));
    } else if (word instanceof SlotWord.Lost it) {
      Seat.Exit exit = claim.state() == State.IN ? Seat.Exit.ROOM_OVER : Seat.Exit.ROOM_SILENT;
      lost(draft, claim, exit, "room %s: %s".formatted(roomId, it.reason()));
      draft.settle();
      return new Heard(draft.events(), stranger(word));
    }
    if (word instanceof SlotWord.In in) {
      line(draft, roomId, in);
    }
    draft.settle();
    return new Heard(draft.events(), null);
  }

  private static void line(CohostDraft draft, String roomId, SlotWord.In in) {
    HostLine line = in.line();
    if (line != null && !line.equals(draft.state().stage().lines().get(roomId))) {
      draft.add(CohostEvent.StageChanged.of(new StageEvent.LineTold(roomId, line, draft.now())));
    }
  }

  private static void lost(CohostDraft draft, Claim claim, Seat.Exit exit, String reason) {
    draft.add(new CohostEvent.RoomLost(claim.roomId(), claim.attempt(), reason, draft.now()));
    Seat seat = draft.state().seat(claim.seatId());
    if (seat != null && !seat.isOut()) {
      draft.out(seat, exit, reason);
    }
  }

  private static Heard parting(CohostDraft draft, Claim claim, SlotWord word) {
    if (word instanceof SlotWord.Freed) {
      draft.add(new CohostEvent.RoomFreed(claim.roomId(), claim.attempt(), draft.now()));
      return new Heard(draft.events(), null);
    }
    return new Heard(draft.events(), release(word.sessionId(), claim.attempt(), claim.reason()));
  }

  /**
   * What is answered to a word of an attempt that is not known, also where there is no such session
   * at all; null for nothing.
   */
  static @Nullable SlotCall stranger(SlotWord word) {
    boolean nothingLeft = word instanceof SlotWord.Freed || word instanceof SlotWord.Refused;
    return nothingLeft
        ? null
        : release(word.sessionId(), word.attempt(), "the session does not have it");
  }

  private static SlotCall release(String sessionId, long attempt, @Nullable String reason) {
    return new SlotCall.Release(sessionId, attempt, reason == null ? "given back" : reason);
  }
}
