package io.roomfleet.orchestrator.alert;

import io.roomfleet.api.alert.AlertRule;
import io.roomfleet.api.alert.AlertSubject;
import io.roomfleet.orchestrator.alert.rule.AlertEngine;
import io.roomfleet.orchestrator.alert.rule.ReadyRules;
import io.roomfleet.orchestrator.alert.rule.Rule;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ready-made rules with what people have set: of several overrides of a rule the narrowest
 * holds, of a sub-room before its room's before the fleet's.
 */
public record RuleBook(List<AlertRule> overrides) {
  /** Nothing is overridden. */
  public static final RuleBook READY = new RuleBook(List.of());

  /** Those that hold in one room, or for agents. Equal to another one that says the same. */
  public AlertEngine.RuleSource in(String bookId) {
    return new InRoom(
        overrides.stream()
            .filter(rule -> rule.roomId() == null || rule.roomId().equals(bookId))
            .toList());
  }

  private record InRoom(List<AlertRule> overrides) implements AlertEngine.RuleSource {
    @Override
    public @Nullable Rule rule(String ruleId, AlertSubject of) {
      Rule ready = ReadyRules.byId().get(ruleId);
      AlertRule narrowest = null;
      for (AlertRule rule : overrides) {
        if (rule.rule().equals(ruleId) && holds(rule, of) && isNarrower(rule, narrowest)) {
          narrowest = rule;
        }
      }
      if (ready == null || narrowest == null) {
        return ready;
      }
      return narrowest.enabled()
          ? ready.with(narrowest.threshold(), Duration.ofSeconds(narrowest.durationSeconds()))
          : null;
    }

    private static boolean holds(AlertRule rule, AlertSubject of) {
      return rule.subRoomId() == null
          || (of.kind() == AlertSubject.Kind.SUB_ROOM && of.id().equals(rule.subRoomId()));
    }

    private static boolean isNarrower(AlertRule rule, @Nullable AlertRule than) {
      return than == null || width(rule) < width(than);
    }

    private static int width(AlertRule rule) {
      return rule.subRoomId() != null ? 0 : rule.roomId() != null ? 1 : 2;
    }
  }
}
