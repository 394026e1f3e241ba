package io.roomfleet.orchestrator.room;

import io.roomfleet.api.room.LineSwitching;
import io.roomfleet.api.room.MeasuredSwitch;
import io.roomfleet.api.room.RoomStatus;
import io.roomfleet.api.room.SwitchBack;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * When a room goes over to another line by itself. Pure: no actor, no clock.
 *
 * <ol>
 *   <li>The active line has brought no video for {@code lossMillis}, after it once did, or since
 *       {@link #BEGINS} after a room went live: another one is played, the first of the room's that
 *       brings video. Where none does, nothing changes: a line without video is never left for
 *       another such.
 *   <li>Not within {@code holdSeconds} of the last switch, except from a line that did not help.
 *   <li>{@link #CHECK} after a switch of its own it looks whether the line brings video, and says
 *       so. One that does not is left like any other that is lost.
 *   <li>The room's alerts say that viewers of the active line see or hear that something is wrong:
 *       another one is played, as in 1. Where that did not help, it is taken back.
 *   <li>Back to the line that was chosen, when that has brought video for {@code clearSeconds}
 *       without a break, and the hold is over. Not to one that was left by 4: it is not seen
 *       whether that is good again.
 * </ol>
 *
 * <p>The agents need none of this to leave a line that fails: they do so at once, each for itself.
 * It makes their choice that of the room, and brings all back together.
 */
final class LineJudge {
  static final Duration CHECK = Duration.ofSeconds(5);

  /** So long a room that has begun waits for the first video of its line. */
  private static final Duration BEGINS = Duration.ofSeconds(5);

  /** How the word of a room's alerts is signed. */
  static final String ALERTS = "alert:";

  private LineJudge() {}

  /** What is due by itself. */
  static List<RoomEvent> due(LiveRoomState room, Instant now) {
    LineSwitching policy = room.spec().lineSwitching();
    if (!room.isActive() || !policy.automatic()) {
      return List.of();
    }
    RoomEvent check = check(room, now);
    if (check != null) {
      return List.of(check);
    }
    RoomEvent switched = away(room, policy, now);
    switched = switched == null ? back(room, policy, now) : switched;
    return switched == null ? List.of() : List.of(switched);
  }

  /** True while something may be due soon. */
  static boolean isOpen(LiveRoomState room) {
    LineSwitching policy = room.spec().lineSwitching();
    if (!room.isActive() || !policy.automatic()) {
      return false;
    }
    return !room.lineChoice().checked()
        || (another(room) != null && (lostSince(room) != null || mayGoBack(room, policy)));
  }

  /** What its alerts told it to do; nothing where that is done, or it may not. */
  static List<RoomEvent> told(LiveRoomState room, RoomCommand.LeaveLine told, Instant now) {
    LineSwitching policy = room.spec().lineSwitching();
    if (!room.isActive() || !policy.automatic() || !told.lineId().equals(room.activeLine())) {
      return List.of();
    }
    LineState to = told.to() == null ? another(room) : room.lines().get(told.to());
    boolean othersDid = told.to() != null && !told.to().equals(room.lineChoice().distrusted());
    if (to == null
        || othersDid
        || !to.isLive()
        || (told.to() == null && isHeld(room, policy, now))) {
      return List.of();
    }
    RoomEvent switched =
        new RoomEvent.LineSwitched(
            room.activeLine(), id(to), true, told.cause(), told.by(), null, now);
    return told.to() == null
        ? List.of(switched)
        : List.of(
            new RoomEvent.LineSwitchChecked(told.to(), room.activeLine(), false, told.cause(), now),
            switched);
  }

  /** How viewers saw a switch; it is kept once. */
  static LiveRoom.Decision measured(LiveRoomState room, MeasuredSwitch measured, Instant now) {
    return room.handled().contains(measured.id())
        ? LiveRoom.Decision.of()
        : LiveRoom.Decision.of(new RoomEvent.LineSwitchMeasured(measured, now));
  }

  private static @Nullable LineState another(LiveRoomState room) {
    return room.lines().values().stream()
        .filter(line -> line.isLive() && !id(line).equals(room.activeLine()))
        .filter(line -> MixLine.mayPlay(room, line))
        .findFirst()
        .orElse(null);
  }

  private static boolean mayGoBack(LiveRoomState room, LineSwitching policy) {
    LineState chosen = room.lines().get(room.lineChoice().chosen());
    return policy.back() != SwitchBack.NEVER
        && chosen != null
        && chosen.isLive()
        && !id(chosen).equals(room.lineChoice().distrusted())
        && !id(chosen).equals(room.activeLine());
  }

  private static @Nullable RoomEvent check(LiveRoomState room, Instant now) {
    LineChoice choice = room.lineChoice();
    if (choice.checked() || choice.since() == null || now.isBefore(choice.since().plus(CHECK))) {
      return null;
    }
    LineState line = room.line();
    boolean helped = line.isLive();
    String detail =
        helped
            ? "line %s brings video, since %d s".formatted(id(line), liveFor(line, now))
            : "line %s brings no video either".formatted(id(line));
    return new RoomEvent.LineSwitchChecked(
        Objects.requireNonNull(choice.from()), room.activeLine(), helped, detail, now);
  }

  private static @Nullable RoomEvent away(LiveRoomState room, LineSwitching policy, Instant now) {
    Instant lost = lostSince(room);
    boolean held = room.lineChoice().helped() && isHeld(room, policy, now);
    if (lost == null || held || now.isBefore(lost.plus(patience(room, policy)))) {
      return null;
    }
    LineState other = another(room);
    if (other == null) {
      return null;
    }
    double silent = Duration.between(lost, now).toMillis() / 100 / 10.0;
    String cause =
        "line %s brought no video for %s s; line %s has done so for %d s"
            .formatted(room.activeLine(), silent, id(other), liveFor(other, now));
    return switched(room, other, cause, now);
  }

  /** A line that has just been asked for is given some time to come. */
  private static Duration patience(LiveRoomState room, LineSwitching policy) {
    Duration loss = Duration.ofMillis(policy.lossMillis());
    boolean begins = room.line().lostSince() == null && loss.compareTo(BEGINS) < 0;
    return begins ? BEGINS : loss;
  }

  private static @Nullable RoomEvent back(LiveRoomState room, LineSwitching policy, Instant now) {
    LineState chosen = room.lines().get(room.lineChoice().chosen());
    if (chosen == null
        || !mayGoBack(room, policy)
        || liveFor(chosen, now) < policy.clearSeconds()
        || isHeld(room, policy, now)) {
      return null;
    }
    String cause = "line %s was clear for %d s".formatted(id(chosen), liveFor(chosen, now));
    return switched(room, chosen, cause, now);
  }

  private static RoomEvent switched(LiveRoomState room, LineState to, String cause, Instant now) {
    return new RoomEvent.LineSwitched(room.activeLine(), id(to), true, cause, "room", null, now);
  }

  private static boolean isHeld(LiveRoomState room, LineSwitching policy, Instant now) {
    Instant since = room.lineChoice().since();
    return since != null && now.isBefore(since.plusSeconds(policy.holdSeconds()));
  }

  /** Since when the active line is without video that it should bring; null while it is not. */
  private static @Nullable Instant lostSince(LiveRoomState room) {
    LineState line = room.line();
    if (line.isLive()) {
      return null;
    }
    boolean never = line.lostSince() == null && room.status() == RoomStatus.LIVE;
    return never ? room.startedAt() : line.lostSince();
  }

  private static long liveFor(LineState line, Instant now) {
    Instant since = line.liveSince();
    return since == null ? 0 : Duration.between(since, now).toSeconds();
  }

  private static String id(LineState line) {
    return line.spec().id();
  }
}
