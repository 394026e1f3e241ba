package io.roomfleet.orchestrator.region;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.orchestrator.placement.AgentSnapshot;
import io.roomfleet.orchestrator.placement.Amount;
import io.roomfleet.orchestrator.placement.Policies;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.pubsub.Topic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FleetViewTest {
  private static final Amount ONE = new Amount(1_000, 0, 1);

  private final ActorTestKit kit =
      ActorTestKit.create(
          ManualTime.config()
              .withFallback(
                  com.typesafe.config.ConfigFactory.parseString("pekko.actor.provider = local")));
  private final ActorRef<Topic.Command<RegionSummary>> topic =
      kit.spawn(Topic.create(RegionSummary.class, "summaries"));
  private final FleetView fleet =
      new FleetView(
          Map.of("eu", ZoneId.of("Europe/Dublin"), "us", ZoneId.of("America/New_York")),
          Policies.DEFAULT);
  private int heard;

  @AfterEach
  void end() {
    kit.shutdownTestKit();
  }

  private void start() {
    kit.spawn(fleet.listener(topic, (region, command) -> {}));
    TestProbe<Topic.TopicStats> stats = kit.createTestProbe();
    stats.awaitAssert(
        () -> {
          topic.tell(Topic.getTopicStats(stats.ref()));
          assertThat(stats.receiveMessage(Duration.ofSeconds(1)).localSubscriberCount())
              .isEqualTo(1);
          return null;
        });
  }

  private void hear(String region) {
    int assignments = ++heard;
    AgentSnapshot agent =
        new AgentSnapshot(
            "a", true, false, null, new Amount(9_000, 9, 9), new Amount(assignments, 0, 0));
    topic.tell(Topic.publish(new RegionSummary(region, List.of(agent), Set.of("relay/r/main"), 0)));
    kit.createTestProbe()
        .awaitAssert(
            () -> {
              assertThat(fleet.regions())
                  .anyMatch(seen -> seen.reserved().milliUnits() == assignments);
              return null;
            });
  }

  private Amount unseenIn(String region) {
    return fleet.regions().stream()
        .filter(seen -> seen.id().equals(region))
        .findFirst()
        .orElseThrow()
        .unseen();
  }

  @Test
  void shouldCountWhatWasSentUntilTheRegionHasBeenHeardOfTwiceSince() {
    start();
    hear("eu");
    hear("us");
    fleet.sent("eu", ONE);
    fleet.sent("eu", ONE);
    assertThat(unseenIn("eu")).isEqualTo(ONE.plus(ONE));
    assertThat(unseenIn("us")).isEqualTo(Amount.ZERO);
    hear("eu");
    assertThat(unseenIn("eu")).as("the word may be from before").isEqualTo(ONE.plus(ONE));
    fleet.sent("eu", ONE);
    hear("eu");
    assertThat(unseenIn("eu")).isEqualTo(ONE);
    hear("eu");
    assertThat(unseenIn("eu")).isEqualTo(Amount.ZERO);
  }

  @Test
  void shouldKnowTheLinesOfARegionAndNoRegionThatIsNotConfigured() {
    start();
    fleet.sent("eu", ONE);
    hear("eu");
    assertThat(unseenIn("eu")).as("sent before anything was heard").isEqualTo(Amount.ZERO);
    assertThat(fleet.regions().get(0).lines()).containsExactly("relay/r/main");
    topic.tell(Topic.publish(new RegionSummary("mars", List.of(), Set.of(), 0)));
    hear("us");
    assertThat(fleet.regions()).extracting(seen -> seen.id()).containsExactly("eu", "us");
    assertThat(fleet.isComplete()).isTrue();
  }
}
