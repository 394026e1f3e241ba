package io.roomfleet.agent.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.api.agent.LineFailover;
import io.roomfleet.api.agent.PlayedLine;
import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which line a programme plays: steps of 100 ms. */
class LineChoiceTest {
  private static final LineFailover BOTH =
      new LineFailover(500, List.of(line("backup"), line("third")));

  private final LineChoice choice = new LineChoice();
  private final Set<String> live = new HashSet<>();
  private final Map<String, Double> paces = new HashMap<>();
  private String playing;
  private long nanos;

  private final LineChoice.Lines lines =
      new LineChoice.Lines() {
        @Override
        public boolean isThere(String line) {
          return true;
        }

        @Override
        public boolean isLive(String line) {
          return live.contains(line);
        }

        @Override
        public Double pace(String line) {
          return paces.get(line);
        }
      };

  private static LineFailover.Line line(String id) {
    return new LineFailover.Line(id, URI.create("http://a/relay/r/" + id + ".ts"));
  }

  private void pass(int millis) {
    for (int i = 0; i < millis; i += 100) {
      nanos += 100_000_000L;
      playing = choice.next(playing, lines, nanos);
    }
  }

  @Test
  void shouldGoToTheFirstLineThatBringsVideoWhenItsOwnDoesNoMore() {
    choice.want("main", BOTH);
    live.addAll(Set.of("main", "backup", "third"));
    pass(1_000);
    live.remove("main");
    pass(500);
    assertThat(playing).isEqualTo("main");
    assertThat(choice.played(playing).cause()).isNull();
    pass(100);
    assertThat(playing).isEqualTo("backup");
    assertThat(choice.played(playing).cause()).isEqualTo("line main brought no video for 500 ms");
    live.add("main");
    pass(60_000);
    assertThat(playing).as("it does not go back by itself").isEqualTo("backup");
    choice.want("backup", new LineFailover(500, List.of(line("main"))));
    pass(100);
    assertThat(choice.played(playing).cause()).as("it is wanted now").isNull();
    choice.want("main", BOTH);
    pass(100);
    assertThat(playing).isEqualTo("main");
  }

  @Test
  void shouldTryTheOthersOnlyWhileItsOwnIsLost() {
    choice.want("main", BOTH);
    live.add("main");
    pass(1_000);
    assertThat(choice.tried()).isEmpty();
    live.clear();
    pass(600);
    assertThat(choice.tried()).extracting(LineFailover.Line::lineId).contains("backup", "third");
    live.add("main");
    pass(100);
    assertThat(choice.tried()).isEmpty();
    assertThat(playing).isEqualTo("main");
  }

  @Test
  void shouldStayOnALineThatNeverBroughtVideo() {
    choice.want("main", BOTH);
    live.add("backup");
    pass(60_000);
    assertThat(playing).isEqualTo("main");
    assertThat(choice.tried()).isEmpty();
  }

  @Test
  void shouldPlayOnUntilTheWantedLineComesAndSayWhenItDoesNot() {
    choice.want("main", BOTH);
    live.add("main");
    pass(1_000);
    choice.want("backup", new LineFailover(500, List.of(line("main"))));
    pass(4_900);
    assertThat(playing).isEqualTo("main");
    assertThat(choice.played(playing).cause()).isNull();
    pass(300);
    assertThat(playing).isEqualTo("main");
    assertThat(choice.played(playing).cause()).isEqualTo("line backup brings no video");
  }

  @Test
  void shouldNotBeLostOnAWantedLineThatNeverBringsVideo() {
    choice.want("main", BOTH);
    live.addAll(Set.of("main", "third"));
    pass(1_000);
    choice.want("backup", new LineFailover(500, List.of(line("main"), line("third"))));
    live.remove("main");
    pass(100);
    assertThat(playing).as("there, though without video, as main is").isEqualTo("backup");
    pass(600);
    assertThat(playing).isEqualTo("third");
    assertThat(choice.played(playing))
        .isEqualTo(new PlayedLine("third", "line backup brought no video for 500 ms", "backup"));
  }

  @Test
  void shouldLeaveAStarvedLineAndComeBackOnlyOnceItWasSeenToBeWhole() {
    choice.want("main", BOTH);
    live.addAll(Set.of("main", "backup", "third"));
    paces.putAll(Map.of("main", 0.8, "backup", 0.3));
    pass(5_000);
    assertThat(playing).as("a little late is not starved").isEqualTo("main");
    paces.put("main", 0.6);
    pass(100);
    assertThat(playing).as("backup is starved too").isEqualTo("third");
    assertThat(choice.played(playing))
        .isEqualTo(new PlayedLine("third", "line main brought 60 % of its video", "main"));
    LineFailover others = new LineFailover(500, List.of(line("main"), line("backup")));
    choice.want("third", others);
    paces.remove("main");
    pass(30_000);
    choice.want("main", BOTH);
    pass(5_500);
    assertThat(playing).as("nobody has seen it yet").isEqualTo("third");
    assertThat(choice.played(playing).cause()).isNull();
    paces.put("main", 1.0);
    pass(100);
    assertThat(playing).isEqualTo("main");
  }

  @Test
  void shouldSayThatALineIsStarvedStill() {
    choice.want("main", BOTH);
    live.addAll(Set.of("main", "backup"));
    paces.put("main", 0.5);
    pass(200);
    choice.want("backup", new LineFailover(500, List.of(line("main"))));
    pass(1_000);
    choice.want("main", BOTH);
    pass(13_000);
    assertThat(choice.played(playing))
        .isEqualTo(new PlayedLine("backup", "line main is starved still", "main"));
  }

  @Test
  void shouldStayOnAStarvedLineWhereNoOtherIsWhole() {
    choice.want("main", BOTH);
    live.addAll(Set.of("main", "backup"));
    paces.putAll(Map.of("main", 0.5, "backup", 0.5));
    pass(60_000);
    assertThat(playing).isEqualTo("main");
    assertThat(choice.played(playing).cause()).isNull();
  }

  @Test
  void shouldDoNothingByItselfWhereItMayNot() {
    choice.want("main", null);
    live.addAll(Set.of("main", "backup"));
    pass(1_000);
    live.remove("main");
    pass(60_000);
    assertThat(playing).isEqualTo("main");
    assertThat(choice.played(playing).cause()).isNull();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
  void shouldNeverLeaveALineThatBringsVideoForOneThatDoesNot(long seed) {
    Random random = new Random(seed);
    List<String> lines = List.of("main", "backup", "third");
    int changes = 0;
    choice.want("main", BOTH);
    for (int step = 0; step < 20_000; step++) {
      if (random.nextInt(20) == 0) {
        String line = lines.get(random.nextInt(3));
        if (!live.remove(line)) {
          live.add(line);
        }
      }
      String before = playing;
      pass(100);
      if (before != null && !before.equals(playing)) {
        changes++;
        assertThat(live.contains(playing) || !live.contains(before)).as("seed " + seed).isTrue();
      }
    }
    assertThat(changes).isGreaterThan(50);
  }
}
