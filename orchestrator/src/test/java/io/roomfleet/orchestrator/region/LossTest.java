package io.roomfleet.orchestrator.region;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.api.region.AgentStatus;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Agents fall silent: what goes where, in which order, and when. */
class LossTest {
  private static final Duration DETECTED = RegionDefaults.SETTINGS.lostAfter().plusSeconds(1);

  private final OneRegion region = new OneRegion();

  @AfterEach
  void stop() {
    region.close();
  }

  @Test
  void whatIsOnAirComesFirstAndOfThatTheBiggestAudience() {
    region.join("a", 100);
    String offAir = region.transcode("m0", 9000, false);
    String small = region.transcode("m1", 1000, true);
    String big = region.transcode("m2", 5000, true);
    // Room for the copy of the line and two ladders.
    region.join("b", 3);
    region.agent("a").die();
    region.pass(DETECTED);
    assertThat(region.agent("b").running()).containsOnlyKeys("relay/r1/main", small, big);
    assertThat(region.word(offAir)).isInstanceOf(LedgerWord.Dropped.class);
  }

  @Test
  void oneOfThreeIsGivenUpAtOnce() {
    List<String> ids = region.crowd(2);
    region.join("c", 100);
    region.agent("a").die();
    region.pass(DETECTED);
    assertThat(region.view("a").status()).isEqualTo(AgentStatus.LOST);
    assertThat(region.places("ACTIVE")).containsKeys(ids.toArray(String[]::new));
  }

  @Test
  void manyThatAreMissedAtOnceAreWaitedForOnceMore() {
    List<String> ids = region.crowd(2);
    region.join("c", 100);
    region.agent("a").cut();
    region.agent("b").cut();
    region.pass(DETECTED);
    assertThat(region.view("a").status()).isEqualTo(AgentStatus.SUSPECT);
    assertThat(region.describe().holding())
        .isEqualTo(
            "2 agents are missed at the same time: they are given up after 10 s instead of 5 s");
    assertThat(region.places("ACTIVE")).containsEntry(ids.get(0), "a");

    region.agent("a").connect(region.now());
    region.pass(DETECTED);
    assertThat(region.describe().holding()).isNull();
    assertThat(region.view("b").status()).isEqualTo(AgentStatus.LOST);
    assertThat(region.places("ACTIVE")).as("a blip moves nothing").containsEntry(ids.get(0), "a");
  }

  @Test
  void manyThatStayAwayAreGivenUpOneIntervalLater() {
    List<String> ids = region.crowd(2);
    region.join("c", 100);
    region.agent("a").die();
    region.agent("b").die();
    region.pass(DETECTED);
    region.pass(RegionDefaults.SETTINGS.lostAfter());
    assertThat(region.view("a").status()).isEqualTo(AgentStatus.LOST);
    assertThat(region.places("ACTIVE")).containsEntry(ids.get(0), "c");
  }
}
