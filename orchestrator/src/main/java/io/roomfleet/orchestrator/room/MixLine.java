package io.roomfleet.orchestrator.room;

import io.roomfleet.api.agent.Assignment;
import io.roomfleet.api.room.LineKind;
import io.roomfleet.orchestrator.cohost.slot.RoomSlot;
import io.roomfleet.orchestrator.room.RoomEvent.MixLineChanged;
import io.roomfleet.orchestrator.room.RoomEvent.MixLineChanged.Step;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The line by which a room plays the mix of its co-host session. Pure: no actor, no clock.
 *
 * <ol>
 *   <li>The session says where the mix can be read: the room gets one line more, {@link #ID}, or
 *       the one that it has reads there.
 *   <li>Its picture comes, and the room was not on it yet: it is played, as people would switch to
 *       it. If it fails later, it is left and taken back as other lines are ({@link LineJudge}).
 *   <li>The room is in the session no more: in the same moment the line that was chosen before is
 *       played again, and the line is given back. It is gone once no ledger holds it.
 * </ol>
 */
final class MixLine {
  static final String ID = Assignment.Mix.ROOMS_LINE;

  /**
   * After another line was chosen, nobody reads the one before any more. Less than agents wait for
   * a line before they say that it does not come.
   */
  private static final Duration FOLLOWED = Duration.ofSeconds(4);

  private MixLine() {}

  static boolean is(LineState line) {
    return line.spec().kind() == LineKind.STAGE;
  }

  /** Given back, and not gone yet: it is not ordered any more. */
  static boolean isLeft(LineState line) {
    return is(line) && line.spec().url() == null;
  }

  /** The line that the room plays, or played before the mix. */
  static LineState own(LiveRoomState state) {
    if (!is(state.line())) {
      return state.line();
    }
    LineChoice choice = state.lineChoice();
    return Stream.of(choice.home(), choice.chosen(), state.spec().lines().get(0).id())
        .filter(Objects::nonNull)
        .map(id -> state.lines().get(id))
        .filter(line -> line != null && !is(line))
        .findFirst()
        .orElseThrow();
  }

  /** Whether it can be chosen: a mix only while the room is in its session. */
  static boolean mayPlay(LiveRoomState state, LineState line) {
    return !is(line)
        || (!isLeft(line) && isIn(state, Objects.requireNonNull(line.spec().secret())));
  }

  /** A session says where its mix is. */
  static List<RoomEvent> told(
      LiveRoomState state, String sessionId, @Nullable URI mix, Instant now) {
    LineState line = state.lines().get(ID);
    boolean free = line == null || (is(line) && !isLeft(line));
    boolean news = line == null || !Objects.equals(line.spec().url(), mix);
    return mix != null && free && news && isIn(state, sessionId)
        ? List.of(
            new MixLineChanged(sessionId, Step.PLACED, mix, "the session's mix is there", now))
        : List.of();
  }

  private static boolean isIn(LiveRoomState state, String sessionId) {
    RoomSlot.Holder holder = state.slot().holder();
    return holder != null && holder.until() == null && holder.sessionId().equals(sessionId);
  }

  /** What follows by itself. */
  static List<RoomEvent> due(LiveRoomState state, Instant now) {
    LineState line = state.lines().get(ID);
    if (line == null || !is(line) || !state.isActive()) {
      return List.of();
    }
    String sessionId = line.spec().secret();
    if (isLeft(line)) {
      return line.isFree() ? gone(state, sessionId, now) : List.of();
    } else if (!isIn(state, sessionId)) {
      return left(state, sessionId, now);
    }
    String cause = "it plays the mix of session " + sessionId;
    return line.isLive() && state.lineChoice().home() == null && !is(state.line())
        ? List.of(switched(state, ID, cause, sessionId, now))
        : List.of();
  }

  /**
   * Plays its own line at once, and gives the mix's back when all encoders have followed: they read
   * it until the other one brings a key frame. Another session's mix needs the line now.
   */
  private static List<RoomEvent> left(LiveRoomState state, String sessionId, Instant now) {
    String why = "the room is not in session " + sessionId + " any more";
    if (is(state.line())) {
      return List.of(switched(state, own(state).spec().id(), why, sessionId, now));
    }
    Instant since = state.lineChoice().since();
    boolean followed =
        since == null
            || state.lineChoice().chosen().equals(ID)
            || !now.isBefore(since.plus(FOLLOWED));
    return followed || state.slot().holder() != null
        ? List.of(new MixLineChanged(sessionId, Step.LEFT, null, why, now))
        : List.of();
  }

  private static List<RoomEvent> gone(LiveRoomState state, String sessionId, Instant now) {
    String why = "no ledger holds it";
    RoomEvent gone = new MixLineChanged(sessionId, Step.GONE, null, why, now);
    return is(state.line())
        ? List.of(switched(state, own(state).spec().id(), why, sessionId, now), gone)
        : List.of(gone);
  }

  private static RoomEvent switched(
      LiveRoomState state, String to, String cause, String sessionId, Instant now) {
    return new RoomEvent.LineSwitched(
        state.activeLine(), to, false, cause, "session:" + sessionId, null, now);
  }

  /** The line after a change; null when it is gone. */
  static @Nullable LineState after(LiveRoomState state, MixLineChanged e) {
    LineState line = state.lines().get(ID);
    RoomSpec.LineSpec spec = new RoomSpec.LineSpec(ID, LineKind.STAGE, e.relay(), e.sessionId());
    return switch (e.step()) {
      case PLACED -> line == null ? LineState.first(spec) : line.with(spec);
      case LEFT ->
          Objects.requireNonNull(line).with(spec).leaving(state.spec(), e.reason(), e.at());
      case GONE -> null;
    };
  }
}
