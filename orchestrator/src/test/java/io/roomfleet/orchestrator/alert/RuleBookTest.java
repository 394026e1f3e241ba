package io.roomfleet.orchestrator.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.api.alert.AlertRule;
import io.roomfleet.api.alert.AlertSeverity;
import io.roomfleet.api.alert.AlertSubject;
import io.roomfleet.api.alert.AlertSubject.Kind;
import io.roomfleet.orchestrator.alert.rule.ReadyRules;
import io.roomfleet.orchestrator.alert.rule.Rule;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RuleBookTest {
  private static final AlertSubject DE = new AlertSubject(Kind.SUB_ROOM, "de");
  private static final AlertSubject FR = new AlertSubject(Kind.SUB_ROOM, "fr");

  private static AlertRule override(
      @Nullable String roomId, @Nullable String subRoomId, boolean enabled, double threshold) {
    return new AlertRule(
        "id",
        "stall-ratio",
        "viewers stall",
        AlertSeverity.CRITICAL,
        roomId,
        subRoomId,
        enabled,
        threshold,
        "part",
        30,
        false,
        "anna",
        null);
  }

  private final RuleBook book =
      new RuleBook(
          List.of(
              override(null, null, true, 0.2),
              override("room-1", "de", false, 0.3),
              override("room-1", null, true, 0.1)));

  private @Nullable Rule stalls(String roomId, AlertSubject of) {
    return book.in(roomId).rule("stall-ratio", of);
  }

  @Test
  void theNarrowestHolds() {
    assertThat(stalls("room-1", DE)).isNull();
    assertThat(stalls("room-1", FR)).extracting(Rule::threshold).isEqualTo(0.1);
    assertThat(stalls("room-2", DE)).extracting(Rule::threshold).isEqualTo(0.2);
    assertThat(stalls("room-2", DE)).extracting(Rule::raiseAfter).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void whatIsNotOverriddenIsAsItComes() {
    assertThat(book.in("room-1").rule("silence", DE)).isEqualTo(ReadyRules.byId().get("silence"));
  }

  @Test
  void twoThatSayTheSameAreEqual() {
    RuleBook other = new RuleBook(List.copyOf(book.overrides()));
    assertThat(other.in("room-1")).isEqualTo(book.in("room-1"));
    assertThat(other.in("room-2")).isNotEqualTo(book.in("room-1"));
  }
}
