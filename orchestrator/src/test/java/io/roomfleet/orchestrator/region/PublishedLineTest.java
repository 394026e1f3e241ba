package io.roomfleet.orchestrator.region;

import static io.roomfleet.orchestrator.region.OneRegion.whyWaiting;
import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.api.agent.Phase;
import io.roomfleet.api.agent.Source;
import io.roomfleet.api.room.LineInput;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A line whose publisher sends to an agent that is drained. */
class PublishedLineTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  private final OneRegion region = new OneRegion();

  @AfterEach
  void stop() {
    region.close();
  }

  private String id;

  private void published() {
    region.join("a", 100);
    id = region.line("main", new Source.Rtmp("key"));
    region.agent("a").input(id, LineInput.LIVE);
    region.join("b", 100);
  }

  @Test
  void staysWithItsAgentUntilThePublisherStops() {
    published();
    region.drain("a");
    region.pass(Duration.ofMinutes(11));
    assertThat(region.places("ACTIVE")).containsEntry(id, "a");
    assertThat(region.agent("b").running()).isEmpty();
    assertThat(whyWaiting(region.progress("a"), id))
        .isEqualTo("its publisher is sending to agent a");
    region.agent("a").input(id, LineInput.SLATE);
    region.pass(SOON);
    assertThat(region.places("ACTIVE")).containsEntry(id, "b");
  }

  @Test
  void isNotMovedByALedgerThatHasNotHeardOfItYet() {
    published();
    region.drain("a");
    region.restart();
    region.pass(SOON, agents -> assertThat(OneRegion.places(agents, "NEXT")).isEmpty());
    assertThat(region.places("ACTIVE")).containsEntry(id, "a");
  }

  @Test
  void isNotCutOffByAMoveThatBeganBeforeThePublisherCame() {
    region.join("a", 100);
    id = region.line("main", new Source.Rtmp("key"));
    HeardAgent b = region.join("b", 100);
    b.phase(Phase.STARTING);
    region.drain("a");
    region.pass(Duration.ofSeconds(2));
    assertThat(region.places("NEXT")).containsEntry(id, "b");
    region.agent("a").input(id, LineInput.LIVE);
    region.pass(Duration.ofSeconds(1));
    b.phase(Phase.RUNNING);
    b.input(id, LineInput.SLATE);
    region.restart();
    region.pass(Duration.ofMinutes(2));
    assertThat(region.places("ACTIVE")).containsEntry(id, "a");
    assertThat(region.places("NEXT")).isEmpty();
  }

  @Test
  void isPlacedAnewAtTheDeadlineByForce() {
    published();
    region.maintain("a", Maintenance.Kind.DRAIN, Duration.ofSeconds(30), true);
    region.pass(Duration.ofSeconds(32));
    assertThat(region.places("ACTIVE")).containsEntry(id, "b");
    assertThat(((LedgerWord.Held) region.word(id)).agentId()).isEqualTo("b");
    assertThat(region.agent("a").running()).isEmpty();
  }
}
