package io.roomfleet.orchestrator.alert;

import io.roomfleet.api.alert.Alert;
import io.roomfleet.api.alert.AlertCause;
import io.roomfleet.orchestrator.alert.rule.ReadyRules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is done about an alert for which another line may be the cure. Agents leave lines that bring
 * too little by themselves; what a line shows, and how viewers fare on it, only alerts know.
 *
 * <ol>
 *   <li>Picture or sound are wrong, or viewers stall, and the likely cause is the source: the room
 *       is told to leave its line. The copy of one region, or that region: its sub-rooms are, and
 *       the others stay.
 *   <li>Where that is done and the alert goes on for {@link #patience}, it did not help, and is
 *       taken back.
 *   <li>A sub-room whose viewers stall on either line goes to another agent, in another region.
 *   <li>Then it is up to people. Each alert gets one try.
 * </ol>
 *
 * <p>Who is told decides: by its policy, by whether another line brings video, and by when it was
 * switched last. Words are said again until they are followed. Mutable, of one owner; lost with it,
 * an alert may get a second try.
 */
final class LineReflex {
  private static final Set<String> SHOWN =
      Set.of(ReadyRules.BLACK, ReadyRules.FROZEN, ReadyRules.SILENCE);
  private static final Duration AGAIN = Duration.ofSeconds(5);

  private final Map<Target, Step> steps = new HashMap<>();

  private record Target(String alertId, @Nullable String subRoomId) {}

  private enum Stage {
    LEAVE,
    TAKE_BACK,
    GO_ELSEWHERE,
    DONE
  }

  /** How far it is with one target. */
  private static final class Step {
    private final String line;
    private Stage stage = Stage.LEAVE;
    private @Nullable Instant switchedAt;
    private Instant saidAt = Instant.MIN;

    Step(String line) {
      this.line = line;
    }
  }

  /** How long an alert may go on after a switch that helps: as long as its rule takes to clear. */
  static Duration patience(String rule) {
    return Duration.ofSeconds(rule.equals(ReadyRules.STALL_RATIO) ? 45 : 20);
  }

  /**
   * What is to be said now.
   *
   * @param lineOf what a sub-room plays, and for null the room; null while that is unknown
   */
  List<LineWord> due(
      Collection<Alert> open, Function<@Nullable String, @Nullable String> lineOf, Instant now) {
    List<LineWord> words = new ArrayList<>();
    Set<Target> alive = new HashSet<>();
    for (Alert alert : open) {
      for (Target target : targets(alert)) {
        String line = lineOf.apply(target.subRoomId());
        alive.add(target);
        if (line != null) {
          Step step = steps.computeIfAbsent(target, made -> new Step(line));
          LineWord word = next(alert, target, step, line, now);
          if (word != null && !now.isBefore(step.saidAt.plus(AGAIN))) {
            step.saidAt = now;
            words.add(word);
          }
        }
      }
    }
    steps.keySet().retainAll(alive);
    return words;
  }

  private static List<Target> targets(Alert alert) {
    if (!SHOWN.contains(alert.rule()) && !alert.rule().equals(ReadyRules.STALL_RATIO)) {
      return List.of();
    } else if (alert.cause() == AlertCause.SOURCE) {
      return List.of(new Target(alert.id(), null));
    } else if (alert.cause() == AlertCause.LINE || alert.cause() == AlertCause.REGION) {
      return alert.subRooms().stream().map(id -> new Target(alert.id(), id)).toList();
    }
    return List.of();
  }

  private static @Nullable LineWord next(
      Alert alert, Target target, Step step, String plays, Instant now) {
    boolean left = !plays.equals(step.line);
    if (step.stage == Stage.LEAVE && left) {
      Instant since = step.switchedAt == null ? now : step.switchedAt;
      step.switchedAt = since;
      if (now.isBefore(since.plus(patience(alert.rule())))) {
        return null;
      }
      step.stage = Stage.TAKE_BACK;
      step.saidAt = Instant.MIN;
    }
    if (step.stage == Stage.TAKE_BACK && !left) {
      boolean mayHelp = target.subRoomId() != null && alert.rule().equals(ReadyRules.STALL_RATIO);
      step.stage = mayHelp ? Stage.GO_ELSEWHERE : Stage.DONE;
      step.saidAt = Instant.MIN;
    }
    String what = "alert %s (%s)".formatted(alert.id(), alert.title());
    switch (step.stage) {
      case LEAVE -> {
        String cause = "%s: %s".formatted(what, alert.causeText());
        return new LineWord(target.subRoomId(), step.line, null, false, cause, alert.id());
      }
      case TAKE_BACK -> {
        String cause = "%s goes on on line %s: that did not help".formatted(what, plays);
        return new LineWord(target.subRoomId(), plays, step.line, false, cause, alert.id());
      }
      case GO_ELSEWHERE -> {
        step.stage = Stage.DONE;
        String cause = "%s, and another line did not help".formatted(what);
        return new LineWord(target.subRoomId(), plays, null, true, cause, alert.id());
      }
      case DONE -> {
        return null;
      }
    }
    return null;
  }
}
