package io.roomfleet.orchestrator.subroom;

import static io.roomfleet.orchestrator.subroom.MoveStage.assertAlwaysLive;
import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.api.agent.Phase;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Somebody asks a sub-room to move. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MigrateTest {
  private static final Duration A_MINUTE = Duration.ofSeconds(60);

  private final MoveStage stage = new MoveStage();

  @AfterAll
  void end() {
    stage.close();
  }

  @Test
  void shouldGoWhereItIsTold() {
    MoveBench bench = stage.bench(null);
    assertThat(bench.asks("us-east")).isNull();
    assertThat(bench.ordered()).containsExactly("us-east");
    assertThat(bench.state().moves().lastRequest()).isEqualTo("r-1");
    bench.says("us-east", bench.held("us-east", 1, 1, null, null));
    bench.says("eu-west", bench.held("eu-west", 1, 3, Phase.RUNNING, null));
    bench.says("us-east", bench.held("us-east", 1, 1, Phase.RUNNING, null));
    assertThat(bench.happened()).containsExactly("Moving", "NextPlaced", "Moved");
    assertThat(bench.last(SubRoomEvent.Moved.class).cause()).isEqualTo("warm");
    assertAlwaysLive(bench);
  }

  @Test
  void shouldGoToTheBestOtherRegionWhenNoneIsNamed() {
    MoveBench bench = stage.bench(null);
    assertThat(bench.asks(null)).isNull();
    assertThat(bench.ordered()).containsExactly("eu-north");
  }

  @Test
  void shouldStayWhenTheRegionRefuses() {
    MoveBench bench = stage.bench(null);
    bench.asks("us-east");
    bench.says("us-east", bench.refused(bench.attemptIn("us-east")));
    assertThat(bench.happened()).containsExactly("Moving", "MoveFailed");
    assertThat(bench.state().moves().current()).isNull();
    bench.forget().tick(A_MINUTE);
    assertThat(bench.ordered()).containsOnly("eu-west");
  }

  @Test
  void shouldChangeItsWayWhenToldAnotherRegion() {
    MoveBench bench = stage.arriving();
    long first = bench.attemptIn("eu-north");
    assertThat(bench.asks("us-east")).isNull();
    assertThat(bench.releasesIn("eu-north").get(0).attempt()).isEqualTo(first);
    assertThat(bench.ordered()).endsWith("us-east");
    assertThat(bench.asks("us-east")).isNull();
    assertThat(bench.asks(null)).isNull();
    assertThat(bench.happened()).containsExactly("Moving", "NextPlaced", "Moving");
  }

  @Test
  void shouldDoNothingWhenItIsThere() {
    MoveBench bench = stage.bench(null);
    assertThat(bench.asks("eu-west")).isNull();
    assertThat(bench.happened()).isEmpty();
  }

  @Test
  void shouldTakeTheMoveBackWhenToldToStay() {
    MoveBench bench = stage.bench(null);
    bench.asks("us-east");
    bench.says("us-east", bench.held("us-east", 1, 1, null, null));
    assertThat(bench.asks("eu-west")).isNull();
    assertThat(bench.last(SubRoomEvent.MoveEnded.class).reason()).contains("token:a");
    assertThat(bench.releasesIn("us-east")).isNotEmpty();
    assertThat(bench.state().moves().current()).isNull();
  }

  @Test
  void shouldRefuseToStayWhereItsLedgerWantsItAway() {
    assertThat(stage.leaving().asks("eu-west").code()).isEqualTo("wrong_state");
  }

  @Test
  void shouldRefuseWhatCannotBe() {
    assertThat(stage.bench("eu-west").asks("us-east").code()).isEqualTo("region_not_allowed");
    assertThat(stage.bench("eu-west").asks(null).detail()).contains("region eu-west alone");
    SubRoomReply.Refused nowhere = stage.nowhere().asks("us-east");
    assertThat(nowhere.code()).isEqualTo("wrong_state");
    assertThat(nowhere.detail()).contains("sub-room de is REQUESTED and runs nowhere");
  }
}
