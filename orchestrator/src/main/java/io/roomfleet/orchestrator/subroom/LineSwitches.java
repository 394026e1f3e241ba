package io.roomfleet.orchestrator.subroom;

import io.roomfleet.api.agent.AssignmentState;
import io.roomfleet.api.agent.PlayedLine;
import io.roomfleet.api.room.LineSwitching;
import io.roomfleet.api.room.SwitchBack;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How a sub-room comes to play another line than its room, and back. Pure: no actor, no clock. */
final class LineSwitches {
  private static final int MOST_DOUBLINGS = 4;

  private LineSwitches() {}

  /** Why it cannot be told to play a line, or to follow its room for null; null when it can. */
  static SubRoomReply.@Nullable Refused refusal(SubRoomState state, @Nullable String lineId) {
    RoomBrief brief = state.brief();
    String own = state.lineWish().own();
    if (lineId == null) {
      return own == null
          ? new SubRoomReply.Refused(
              "line_active",
              "lineId: null (expected: one of %s; sub-room %s follows its room already)"
                  .formatted(brief.lineIds(), state.spec().id()))
          : null;
    } else if (brief.line(lineId) == null) {
      return new SubRoomReply.Refused(
          "unknown_line",
          "lineId: %s (expected: %s)".formatted(lineId, String.join(" or ", brief.lineIds())));
    } else if (lineId.equals(own) && !state.lineWish().automatic()) {
      return new SubRoomReply.Refused(
          "line_active",
          "lineId: %s (expected: another than the active one, %s)".formatted(lineId, own));
    }
    return null;
  }

  static List<SubRoomEvent> asked(
      SubRoomState state, SubRoomCommand.SwitchLine asked, Instant now) {
    String lineId = asked.lineId();
    return List.of(
        new SubRoomEvent.LineSwitched(
            state.line().id(),
            lineId == null ? state.brief().activeLine() : lineId,
            lineId,
            false,
            asked.cause(),
            asked.by(),
            asked.requestId(),
            now));
  }

  /** Its agent went over to another line by itself: that is its line now. */
  static List<SubRoomEvent> adopted(SubRoomState state, AssignmentState report, Instant now) {
    PlayedLine played = report.line();
    if (played == null
        || played.cause() == null
        || played.lineId().equals(state.line().id())
        || !state.line().id().equals(played.insteadOf()) // It does not know the newest order.
        || state.brief().line(played.lineId()) == null
        || state.isClosing()) {
      return List.of();
    }
    String agentId = Objects.requireNonNull(state.place().agentId());
    return List.of(
        new SubRoomEvent.LineSwitched(
            state.line().id(),
            played.lineId(),
            played.lineId(),
            true,
            played.cause(),
            "agent:" + agentId,
            null,
            now));
  }

  /** What its room's alerts told it to do; nothing where that is done, or it may not. */
  static List<SubRoomEvent> told(SubRoomState state, SubRoomCommand.LeaveLine told, Instant now) {
    LineSwitching policy = state.brief().switching();
    Instant since = state.lineWish().since();
    boolean askedFor = state.lineWish().own() != null && !state.lineWish().automatic();
    boolean held =
        told.to() == null
            && policy != null
            && since != null
            && now.isBefore(since.plusSeconds(policy.holdSeconds()));
    String to = told.to() == null ? another(state) : told.to();
    // Somebody, or its agent, may have switched it since.
    boolean othersDid = told.to() != null && !told.by().equals(state.lineWish().by());
    if (policy == null
        || !policy.automatic()
        || held
        || askedFor
        || othersDid
        || to == null
        || !isLive(state, to)
        || !told.lineId().equals(state.line().id())
        || state.isClosing()) {
      return List.of();
    }
    String own = to.equals(state.brief().activeLine()) ? null : to;
    return List.of(
        new SubRoomEvent.LineSwitched(
            told.lineId(), to, own, true, told.cause(), told.by(), null, now));
  }

  /** The first of its room's other lines that brings video; null for none. */
  private static @Nullable String another(SubRoomState state) {
    for (String id : state.brief().lineIds()) {
      if (isLive(state, id) && !id.equals(state.line().id())) {
        return id;
      }
    }
    return null;
  }

  private static boolean isLive(SubRoomState state, String lineId) {
    RoomBrief.Line line = state.brief().line(lineId);
    return line != null && line.liveSince() != null;
  }

  /** Whether it may be time to follow its room again soon. */
  static boolean isOpen(SubRoomState state) {
    LineSwitching policy = state.brief().switching();
    return state.lineWish().own() != null
        && state.lineWish().automatic()
        && policy != null
        && policy.back() != SwitchBack.NEVER
        && state.brief().active().liveSince() != null
        && !state.isClosing();
  }

  /**
   * Back to the line of its room, which it left by itself, when that has been there for long
   * enough. Who left it again and again waits twice as long each time, up to 16 times.
   */
  static List<SubRoomEvent> due(SubRoomState state, Instant now) {
    LineWish wish = state.lineWish();
    if (!isOpen(state) || wish.since() == null) {
      return List.of();
    }
    LineSwitching policy = Objects.requireNonNull(state.brief().switching());
    Instant live = Objects.requireNonNull(state.brief().active().liveSince());
    long clear = (long) policy.clearSeconds() << Math.min(MOST_DOUBLINGS, wish.repeats() - 1);
    Instant since = live.isAfter(wish.since()) ? live : wish.since();
    long least = Math.max(clear, policy.holdSeconds());
    if (now.isBefore(since.plusSeconds(least))) {
      return List.of();
    }
    String active = state.brief().activeLine();
    String cause = "line %s was there for %d s".formatted(active, least);
    return List.of(
        new SubRoomEvent.LineSwitched(
            state.line().id(), active, null, true, cause, "sub-room", null, now));
  }
}
