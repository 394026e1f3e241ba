package io.roomfleet.orchestrator.subroom;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.api.agent.Phase;
import io.roomfleet.orchestrator.region.LedgerWord;
import io.roomfleet.orchestrator.region.RelayCopy;
import io.roomfleet.orchestrator.region.RelayFeed;
import java.net.URI;
import java.util.Map;
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

  private LedgerWord reads(String lineId, long epoch) {
    LedgerWord.Held held = (LedgerWord.Held) word;
    URI url = URI.create("http://eu-west-1/relay/room-1/" + lineId + ".ts");
    return new LedgerWord.Held(
        held.attempt(),
        held.agentId(),
        held.epoch(),
        held.mediaUrl(),
        held.why(),
        held.candidates(),
        held.cause(),
        held.state(),
        held.leave(),
        new RelayCopy(lineId, url, epoch, 0, null, null, true, true));
  }

  @Test
  void shouldTellTheCopyOfOneLineFromThatOfAnotherWhoseNumbersAreSmaller() {
    String plays = playing.state().line().id();
    CopyPost post = new CopyPost();
    assertThat(post.heard("eu-west", reads("another", 9))).isTrue();
    assertThat(post.heard(playing.state())).as("not the one that it plays").isEmpty();
    assertThat(post.heard("eu-west", reads(plays, 2))).isTrue();
    assertThat(post.heard(playing.state()))
        .extracting(heard -> heard.copy().lineId())
        .containsExactly(plays);
    post.said(Map.of("eu-west", new RelayFeed("another", 7, null, null)));
    post.said(Map.of("eu-west", new RelayFeed(plays, 3, null, null)));
    assertThat(post.feedFor("eu-west", plays).version()).isEqualTo(3);
    assertThat(post.isBehind("eu-west", post.feedFor("eu-west", plays))).isTrue();
  }
}
