package io.roomfleet.orchestrator.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.api.alert.Alert;
import io.roomfleet.api.alert.AlertCause;
import io.roomfleet.api.alert.AlertSeverity;
import io.roomfleet.api.alert.AlertState;
import io.roomfleet.api.alert.AlertSubject;
import io.roomfleet.orchestrator.alert.rule.ReadyRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What alerts do about lines; a second at a time. */
class LineReflexTest {
  private static final Instant T = Instant.parse("2026-11-11T18:00:00Z");
  private static final String ROOM = "";

  private final LineReflex reflex = new LineReflex();
  private final Map<String, String> plays = new HashMap<>(Map.of(ROOM, "main", "de", "main"));
  private final List<LineWord> words = new ArrayList<>();
  private Instant now = T;

  private static Alert alert(String rule, AlertCause cause, String... subRooms) {
    return new Alert(
        "room-1.1",
        rule,
        "it is bad",
        AlertSeverity.CRITICAL,
        AlertState.RAISED,
        "room-1",
        new AlertSubject(AlertSubject.Kind.ROOM, "room-1"),
        List.of(subRooms),
        List.of("eu"),
        cause,
        "this is why",
        List.of(),
        "9",
        "1",
        T,
        T,
        null,
        null,
        null,
        null);
  }

  private final Function<@Nullable String, @Nullable String> lines =
      subRoom -> plays.get(subRoom == null ? ROOM : subRoom);

  private void pass(int seconds, Alert... open) {
    for (int i = 0; i < seconds; i++) {
      now = now.plusSeconds(1);
      words.addAll(reflex.due(List.of(open), lines, now));
    }
  }

  @Test
  void shouldTellTheRoomToLeaveALineThatAllMarketsSeeBlackUntilItDoes() {
    Alert black = alert(ReadyRules.BLACK, AlertCause.SOURCE, "de", "fr");
    pass(12, black);
    assertThat(words).as("each five seconds").hasSize(3);
    assertThat(words.get(0))
        .isEqualTo(
            new LineWord(
                null, "main", null, false, "alert room-1.1 (it is bad): this is why", "room-1.1"));
    plays.put(ROOM, "backup");
    pass(15, black);
    pass(60);
    assertThat(words).as("the alert is over").hasSize(3);
  }

  @Test
  void shouldTakeBackWhatDidNotHelpAndLeaveItAtThat() {
    Alert black = alert(ReadyRules.BLACK, AlertCause.SOURCE, "de", "fr");
    pass(1, black);
    plays.put(ROOM, "backup");
    words.clear();
    pass(19, black);
    assertThat(words).isEmpty();
    pass(3, black);
    assertThat(words)
        .containsExactly(
            new LineWord(
                null,
                "backup",
                "main",
                false,
                "alert room-1.1 (it is bad) goes on on line backup: that did not help",
                "room-1.1"));
    plays.put(ROOM, "main");
    words.clear();
    pass(600, black);
    assertThat(words).isEmpty();
  }

  @Test
  void shouldTellOneMarketAloneAndSendItElsewhereWhenAnotherLineDidNotHelp() {
    Alert stalls = alert(ReadyRules.STALL_RATIO, AlertCause.REGION, "de");
    pass(1, stalls);
    assertThat(words).extracting(LineWord::subRoomId).containsExactly("de");
    plays.put("de", "backup");
    pass(50, stalls);
    assertThat(words).last().extracting(LineWord::to).isEqualTo("main");
    plays.put("de", "main");
    words.clear();
    pass(60, stalls);
    assertThat(words).hasSize(1).first().extracting(LineWord::elsewhere).isEqualTo(true);
    assertThat(words.get(0).cause()).contains("another line did not help");
  }

  @Test
  void shouldDoNothingAboutWhatALineDoesNotCure() {
    pass(
        60,
        alert(ReadyRules.VIEWERS_DROPPING, AlertCause.CONTENT, "de"),
        alert(ReadyRules.STALL_RATIO, AlertCause.AGENT, "de"),
        alert(ReadyRules.STALL_RATIO, AlertCause.MARKET, "de"),
        alert(ReadyRules.STARVED, AlertCause.LINE, "de"),
        alert(ReadyRules.INPUT_LOST, AlertCause.SOURCE, "de"));
    assertThat(words).isEmpty();
  }

  @Test
  void shouldWaitUntilItKnowsWhatIsPlayed() {
    plays.remove("de");
    Alert stalls = alert(ReadyRules.STALL_RATIO, AlertCause.LINE, "de");
    pass(10, stalls);
    assertThat(words).isEmpty();
    plays.put("de", "main");
    pass(1, stalls);
    assertThat(words).hasSize(1);
  }
}
