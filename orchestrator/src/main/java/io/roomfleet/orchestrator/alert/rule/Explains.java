package io.roomfleet.orchestrator.alert.rule;

import static io.roomfleet.orchestrator.alert.rule.ReadyRules.AV_OFFSET;
import static io.roomfleet.orchestrator.alert.rule.ReadyRules.BLACK;
import static io.roomfleet.orchestrator.alert.rule.ReadyRules.COMPLAINTS;
import static io.roomfleet.orchestrator.alert.rule.ReadyRules.CONVERSION_DROPPING;
import static io.roomfleet.orchestrator.alert.rule.ReadyRules.FIGURES_MISSING;
import static io.roomfleet.orchestrator.alert.rule.ReadyRules.FROZEN;
import static io.roomfleet.orchestrator.alert.rule.ReadyRules.HOST_JITTER;
import static io.roomfleet.orchestrator.alert.rule.ReadyRules.HOST_LOSS;
import static io.roomfleet.orchestrator.alert.rule.ReadyRules.HOST_ROUND_TRIP;
import static io.roomfleet.orchestrator.alert.rule.ReadyRules.INPUT_LOST;
import static io.roomfleet.orchestrator.alert.rule.ReadyRules.JOIN_TIME;
import static io.roomfleet.orchestrator.alert.rule.ReadyRules.LATENCY;
import static io.roomfleet.orchestrator.alert.rule.ReadyRules.LINE_LEFT;
import static io.roomfleet.orchestrator.alert.rule.ReadyRules.SILENCE;
import static io.roomfleet.orchestrator.alert.rule.ReadyRules.STALLS_BESIDE;
import static io.roomfleet.orchestrator.alert.rule.ReadyRules.STALL_RATIO;
import static io.roomfleet.orchestrator.alert.rule.ReadyRules.STARVED;
import static io.roomfleet.orchestrator.alert.rule.ReadyRules.VIEWERS_DROPPING;

import io.roomfleet.api.alert.AlertSubject;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Which trouble brings which other one about, in the same sub-room at about the same time. */
public final class Explains {
  /** What people do, rather than what machines do. */
  static final Set<String> AUDIENCE = Set.of(VIEWERS_DROPPING, COMPLAINTS, CONVERSION_DROPPING);

  private static final Map<String, Set<String>> BRINGS =
      Map.ofEntries(
          Map.entry(
              INPUT_LOST,
              and(
                  BLACK,
                  FROZEN,
                  SILENCE,
                  STARVED,
                  LINE_LEFT,
                  AV_OFFSET,
                  FIGURES_MISSING,
                  STALL_RATIO,
                  STALLS_BESIDE,
                  LATENCY,
                  JOIN_TIME)),
          Map.entry(
              STARVED,
              and(
                  LINE_LEFT,
                  FROZEN,
                  SILENCE,
                  AV_OFFSET,
                  STALL_RATIO,
                  STALLS_BESIDE,
                  LATENCY,
                  JOIN_TIME)),
          Map.entry(LINE_LEFT, and(STALL_RATIO, STALLS_BESIDE, JOIN_TIME)),
          Map.entry(BLACK, and(FROZEN)),
          Map.entry(FROZEN, and(SILENCE)),
          Map.entry(SILENCE, AUDIENCE),
          Map.entry(AV_OFFSET, AUDIENCE),
          // A round trip is not seen in the mix: its people hear it.
          Map.entry(HOST_LOSS, and(HOST_JITTER, HOST_ROUND_TRIP)),
          Map.entry(HOST_JITTER, and(HOST_ROUND_TRIP)),
          Map.entry(FIGURES_MISSING, AUDIENCE),
          Map.entry(STALL_RATIO, and(STALLS_BESIDE, LATENCY, JOIN_TIME, FIGURES_MISSING)),
          Map.entry(STALLS_BESIDE, and(LATENCY, JOIN_TIME)),
          Map.entry(LATENCY, and(JOIN_TIME)),
          Map.entry(JOIN_TIME, AUDIENCE));

  private Explains() {}

  private static Set<String> and(String... machines) {
    Set<String> all = new HashSet<>(AUDIENCE);
    all.addAll(Set.of(machines));
    return all;
  }

  /** Whether the one can touch the other: of two people on a stage, only when they are one. */
  public static boolean near(AlertSubject one, AlertSubject other) {
    boolean people = one.kind() == AlertSubject.Kind.SEAT && other.kind() == AlertSubject.Kind.SEAT;
    return !people || one.equals(other);
  }

  /** Whether the one brings the other about. */
  static boolean brings(String cause, String effect) {
    if (cause.equals(VIEWERS_DROPPING)) {
      return effect.equals(COMPLAINTS) || effect.equals(CONVERSION_DROPPING);
    }
    if (cause.equals(COMPLAINTS)) {
      return effect.equals(CONVERSION_DROPPING);
    }
    return BRINGS.getOrDefault(cause, Set.of()).contains(effect);
  }
}
