package io.roomfleet.orchestrator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.api.Capacity;
import io.roomfleet.api.plan.ReplayView;
import io.roomfleet.api.room.Candidate;
import io.roomfleet.api.room.Placement;
import io.roomfleet.api.room.RoomEvent;
import io.roomfleet.orchestrator.placement.price.PriceFactors;
import io.roomfleet.orchestrator.platform.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Near costs 3 $ of egress, far 1 $ and 1 $ of latency: far was chosen. */
class ReplayTest {
  private static final Instant AT = Instant.parse("2026-11-11T20:00:00Z");
  private static final Candidate FAR =
      new Candidate("region", "far", 2.0, "chosen", "", Map.of("egress", 1.0, "latency", 1.0));
  private static final Candidate NEAR =
      new Candidate("region", "near", 3.0, "costlier", "", Map.of("egress", 3.0));
  private static final Candidate CLOSED =
      new Candidate("region", "closed", null, "impossible", "no agent", null);
  private static final Candidate A1 =
      new Candidate("agent", "a1", 0.5, "chosen", "", Map.of("balance", 0.5));
  private static final Candidate A2 =
      new Candidate("agent", "a2", 0.6, "costlier", "", Map.of("relay", 0.6));

  private static RoomEvent decided(long sequence, Candidate... candidates) {
    Placement placement =
        new Placement(
            AT, "far", "a1", "the cheapest", new Capacity(1, 10, 1), null, List.of(candidates));
    return new RoomEvent(
        sequence,
        "placement.decided",
        AT,
        "room-1",
        "de",
        "region:far",
        Map.of("placement", Json.tree(placement)));
  }

  private static ReplayView replay(Map<String, Double> factors, RoomEvent... events) {
    Replay replay = new Replay("room-1", new PriceFactors(factors));
    List.of(events).forEach(replay::take);
    return replay.view();
  }

  @Test
  void shouldDecideTheSameAtTheSamePrices() {
    ReplayView same = replay(Map.of(), decided(1, FAR, NEAR, CLOSED, A1, A2));
    assertThat(same.decisions()).as("the region, and the agent in it").isEqualTo(2);
    assertThat(same.other()).isZero();
    assertThat(same.costPerHour()).isEqualTo(same.costPerHourThen()).isEqualTo(2.5);
    assertThat(same.summary()).isEqualTo("all 2 decisions would have been the same");
  }

  @Test
  void shouldGoNearWhereLatencyIsDearer() {
    ReplayView other = replay(Map.of("latency", 4.0), decided(7, FAR, NEAR, CLOSED, A1, A2));
    assertThat(other.changed())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.sequence()).isEqualTo(7);
              assertThat(one.chosen()).isEqualTo("far");
              assertThat(one.instead()).isEqualTo("near");
              assertThat(one.cost()).isEqualTo(5);
              assertThat(one.costInstead()).isEqualTo(3);
            });
    assertThat(other.decisions()).as("which agent there is not known").isEqualTo(1);
  }

  @Test
  void shouldCompareAgentsWhereTheRegionStays() {
    ReplayView other = replay(Map.of("balance", 2.0), decided(1, FAR, NEAR, A1, A2));
    assertThat(other.changed())
        .singleElement()
        .satisfies(one -> assertThat(one.instead()).isEqualTo("a2"));
  }

  @Test
  void shouldStayWhereAnotherPlaceCostsTheSame() {
    assertThat(replay(Map.of("latency", 2.0), decided(1, FAR, NEAR)).other()).isZero();
  }

  @Test
  void shouldPassOverWhatHasNoCostsAndWhatIsNoDecision() {
    Candidate old = new Candidate("region", "far", 2.0, "chosen", "", null);
    RoomEvent started = new RoomEvent(1, "room.started", AT, "room-1", null, "schedule", Map.of());
    ReplayView replay = replay(Map.of(), started, decided(2, old));
    assertThat(replay.passedOver()).isEqualTo(1);
    assertThat(replay.decisions()).isZero();
  }
}
