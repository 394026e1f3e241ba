package io.roomfleet.orchestrator.room;

import io.roomfleet.api.room.RoomStatus;
import io.roomfleet.orchestrator.cohost.slot.HostLine;
import io.roomfleet.orchestrator.cohost.slot.RoomSlot;
import io.roomfleet.orchestrator.cohost.slot.SlotCall;
import io.roomfleet.orchestrator.cohost.slot.SlotEvent;
import io.roomfleet.orchestrator.cohost.slot.SlotWord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A room's word to the co-host session that may have it. One that was told nothing for a while is
 * told again: the session may have lost it, or may not be there any more.
 */
final class RoomSessions {
  static final Duration RENEWAL = Duration.ofSeconds(3);

  private final RoomLinks links;
  private Instant saidAt = Instant.EPOCH;
  private @Nullable SlotWord said;

  RoomSessions(RoomLinks links) {
    this.links = links;
  }

  /** What to keep and, after that, to say. Only a room that is live can be in a session. */
  static RoomSlot.Answer answer(LiveRoomState state, SlotCall call, Instant now) {
    String notNow =
        state.status() == RoomStatus.LIVE
            ? null
            : "room %s is %s (expected: LIVE)".formatted(state.id(), state.status());
    return state.slot().answer(call, notNow, now);
  }

  /** There is no such room. */
  static SlotWord stranger(String roomId, SlotCall call) {
    if (call instanceof SlotCall.Hold) {
      return new SlotWord.Refused(
          call.sessionId(),
          call.attempt(),
          SlotWord.Code.NOT_ON_AIR,
          "room: " + roomId + " (expected: an existing room's id)");
    }
    return call instanceof SlotCall.Confirm
        ? new SlotWord.Lost(call.sessionId(), call.attempt(), "there is no room " + roomId)
        : new SlotWord.Freed(call.sessionId(), call.attempt());
  }

  /** What a session tells is kept once. */
  static LiveRoom.Decision told(LiveRoomState state, RoomEvent.SessionTold told) {
    return state.heard().isNews(told.sessionId(), told.number())
        ? LiveRoom.Decision.of(told)
        : LiveRoom.Decision.of();
  }

  static List<RoomEvent> events(List<SlotEvent> events) {
    return events.stream().<RoomEvent>map(e -> new RoomEvent.SlotChanged(e, e.at())).toList();
  }

  static List<RoomEvent> due(LiveRoomState state, Instant now) {
    return followed(state, events(state.slot().due(now)), now);
  }

  /** What a session's call changes; with it the room's line for the mix goes, or comes. */
  static List<RoomEvent> called(
      LiveRoomState state, SlotCall call, RoomSlot.Answer answer, Instant now) {
    List<RoomEvent> events = new ArrayList<>(events(answer.events()));
    if (call instanceof SlotCall.Confirm confirm) {
      events.addAll(MixLine.told(after(state, events), call.sessionId(), confirm.mix(), now));
    }
    return followed(state, events, now);
  }

  private static List<RoomEvent> followed(
      LiveRoomState state, List<RoomEvent> events, Instant now) {
    List<RoomEvent> all = new ArrayList<>(events);
    all.addAll(MixLine.due(after(state, events), now));
    return all;
  }

  private static LiveRoomState after(LiveRoomState state, List<RoomEvent> events) {
    LiveRoomState then = state;
    for (RoomEvent event : events) {
      then = LiveRoom.apply(then, event);
    }
    return then;
  }

  /** True while a session may have the room, or does not know yet that it has it no more. */
  static boolean isOpen(LiveRoomState state) {
    return state.slot().renewal() != null || (state.isActive() && hasMixLine(state));
  }

  private static boolean hasMixLine(LiveRoomState state) {
    return state.lines().values().stream().anyMatch(MixLine::is);
  }

  void drive(LiveRoomState state, Instant now) {
    SlotWord renewal = state.slot().renewal();
    SlotWord word = renewal == null ? null : withLine(state, renewal);
    boolean news = word instanceof SlotWord.In && said instanceof SlotWord.In && !word.equals(said);
    if (word != null && (news || !now.isBefore(saidAt.plus(RENEWAL)))) {
      saidAt = now;
      links.toSession(state.id(), word);
    }
    said = word;
  }

  /** A session is told with it where it can read the room. */
  static SlotWord withLine(LiveRoomState state, SlotWord word) {
    LineState line = MixLine.own(state);
    return word instanceof SlotWord.In in
        ? in.with(new HostLine(line.regionIn(state.spec()), RoomRelays.sourceOf(state, line)))
        : word;
  }
}
