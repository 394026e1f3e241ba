package io.roomfleet.orchestrator.subroom;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.api.agent.Phase;
import io.roomfleet.orchestrator.region.LedgerWord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CopyPostTest {
  private final MoveStage stage = new MoveStage();
  private final MoveBench playing = stage.bench(null);
  private final LedgerWord word = playing.held("eu-west", 1, 3, Phase.RUNNING, null);

  @AfterAll
  void end() {
    stage.close();
  }

  @Test
  void shouldSayThatItDoesNotKnowUntilItsLedgerSpokeAfterARestart() {
    CopyPost restarted = new CopyPost();
    assertThat(restarted.heard(playing.state())).isNull();
    assertThat(restarted.heard("eu-west", word)).as("the room is to hear at once").isTrue();
    assertThat(restarted.heard(playing.state())).isEmpty();
    assertThat(restarted.heard("eu-west", word)).as("nothing new").isFalse();
  }

  @Test
  void shouldNotTakeTheWordOfAnotherRegionForThatOfItsOwn() {
    CopyPost restarted = new CopyPost();
    restarted.heard("us-east", word);
    assertThat(restarted.heard(playing.state())).isNull();
  }
}
