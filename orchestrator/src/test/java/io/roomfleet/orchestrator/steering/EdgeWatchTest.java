package io.roomfleet.orchestrator.steering;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.api.agent.AgentMessage;
import io.roomfleet.api.agent.AudienceWindow;
import io.roomfleet.api.agent.Load;
import io.roomfleet.orchestrator.steering.RouteWord.EdgeTold;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EdgeWatchTest {
  private static final String AGENT = "eu-1";

  private final SteeringStage stage = new SteeringStage();
  private final List<EdgeTold> told = new ArrayList<>();
  private final EdgeWatch watch =
      new EdgeWatch(stage.table, SteeringStage.SETTINGS, () -> Instant.ofEpochMilli(stage.now));

  EdgeWatchTest() {
    stage.table.publisher(word -> told.add((EdgeTold) word));
  }

  private AudienceWindow window(String subRoom, long stalled) {
    return new AudienceWindow(
        "room-1",
        subRoom,
        "boot",
        stage.now / 1000,
        40,
        0,
        0,
        20,
        0,
        40_000,
        stalled,
        List.of(),
        Map.of(),
        null,
        null,
        null,
        null,
        null);
  }

  /** Each second for so long. */
  private void beats(int seconds, AudienceWindow... windows) {
    for (int i = 0; i < seconds; i++) {
      stage.now += 1000;
      Load load = new Load(Instant.ofEpochMilli(stage.now), 0.3, 0.3, 40, 1, 1);
      watch.heard(
          AGENT, "eu", new AgentMessage.Heartbeat(1, load, null, List.of(windows), null, null));
    }
  }

  private double shed() {
    return told.get(told.size() - 1).shed();
  }

  @Test
  void shouldNotBlameAnEdgeForViewersWhoWaitForTheSecondSegmentOfALadder() {
    beats(14, window("de", 20_000));
    assertThat(shed()).isZero();
    beats(10, window("de", 0));
    assertThat(shed()).isZero();
  }

  @Test
  void shouldLeadViewersAwayWhoStallOnWhileOthersHaveJustCome() {
    beats(17, window("de", 0));
    beats(4, window("de", 20_000), window("fr", 0));
    assertThat(shed()).isPositive();
  }

  @Test
  void shouldWaitAgainForThoseWhoComeAfterAllHaveGone() {
    beats(17, window("de", 0));
    beats(61);
    beats(10, window("de", 20_000));
    assertThat(shed()).isZero();
  }
}
