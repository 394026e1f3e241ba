package io.roomfleet.orchestrator.rebalance;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.api.rebalance.RebalanceKind;
import io.roomfleet.orchestrator.placement.Amount;
import io.roomfleet.orchestrator.placement.Policies;
import io.roomfleet.orchestrator.placement.fleet.FleetModel;
import io.roomfleet.orchestrator.placement.fleet.FleetModel.Agent;
import io.roomfleet.orchestrator.placement.fleet.FleetModel.Ladder;
import io.roomfleet.orchestrator.placement.fleet.FleetModel.Openness;
import io.roomfleet.orchestrator.placement.fleet.FleetModel.Region;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Two regions with one or two agents each, and sub-rooms of a tenth of an agent. */
class RebalancePlannerTest {
  private static final Instant NOW = Instant.parse("2026-11-11T20:00:00Z");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final Amount CAPACITY = new Amount(10_000, 1_000_000, 100);
  private static final Set<RebalanceKind> ALL = EnumSet.allOf(RebalanceKind.class);

  private final List<Ladder> ladders = new ArrayList<>();
  private Openness west = Openness.OPEN;

  private FleetModel model() {
    return new FleetModel(
        List.of(
            region("eu-west", BERLIN, west, "w1", "w2"),
            region("us-east", NEW_YORK, Openness.OPEN, "e1")),
        List.of(),
        ladders);
  }

  private static Region region(String id, ZoneId zone, Openness openness, String... agents) {
    List<Agent> all = new ArrayList<>();
    for (String agent : agents) {
      all.add(new Agent(agent, CAPACITY, Openness.OPEN));
    }
    return new Region(id, zone, openness, all);
  }

  private void ladders(int count, String name, List<String> allowed, String region, String agent) {
    for (int i = 0; i < count; i++) {
      ladders.add(ladder(name + i, 1_000, allowed, region, agent));
    }
  }

  private static Ladder ladder(
      String name, int tenths, List<String> allowed, String region, String agent) {
    return new Ladder(
        "room-" + name,
        "de",
        "relay/room-" + name + "/main",
        new Amount(tenths, 10_000, 1),
        1,
        BERLIN,
        "eu-west",
        allowed,
        500,
        true,
        region,
        agent);
  }

  private Proposal propose(Set<RebalanceKind> kinds) {
    return RebalancePlanner.propose(
        model(), Policies.DEFAULT, RebalanceDefaults.SETTINGS, kinds, 50, NOW);
  }

  @Test
  void shouldMoveNothingInAFleetThatStandsWell() {
    ladders(5, "a", List.of(), "eu-west", "w1");
    ladders(4, "b", List.of(), "eu-west", "w2");
    Proposal proposal = propose(ALL);
    assertThat(proposal.moves()).isEmpty();
    assertThat(proposal.summary()).isEqualTo("nothing to gain by moving anything");
    assertThat(proposal.expected()).isEqualTo(proposal.before());
  }

  @Nested
  class WhenSomethingHasNoPlace {
    @Test
    void shouldMoveTheFewestOthersThatMakeRoom() {
      ladders(9, "a", List.of("eu-west"), "eu-west", "w1");
      ladders(9, "b", List.of("eu-west"), "eu-west", "w2");
      ladders(1, "free", List.of(), "eu-west", "w2");
      ladders.add(ladder("dark", 1_000, List.of("eu-west"), null, null));
      ladders.add(ladder("gone", 1_000, List.of("eu-west"), null, null));
      Proposal proposal = propose(EnumSet.of(RebalanceKind.NO_PLACE));
      assertThat(proposal.before().withoutPlace()).isEqualTo(2);
      assertThat(proposal.moves())
          .singleElement()
          .satisfies(
              move -> {
                assertThat(move.roomId()).isEqualTo("room-free0");
                assertThat(move.toRegion()).isEqualTo("us-east");
                assertThat(move.kind()).isEqualTo(RebalanceKind.NO_PLACE);
              });
    }

    @Test
    void shouldMoveNothingWhereItWouldNotHelp() {
      ladders(10, "a", List.of("eu-west"), "eu-west", "w1");
      ladders(10, "b", List.of("eu-west"), "eu-west", "w2");
      ladders.add(ladder("dark", 1_000, List.of("eu-west"), null, null));
      assertThat(propose(EnumSet.of(RebalanceKind.NO_PLACE)).moves()).isEmpty();
    }

    @Test
    void shouldSayWhereThePlanHasIt() {
      ladders.add(ladder("dark", 1_000, List.of(), null, null));
      assertThat(RebalancePlanner.advice(model(), Policies.DEFAULT, NOW))
          .isEqualTo(Map.of("room-dark/de", "eu-west"));
    }
  }

  @Test
  void shouldSayWhereThePlanHasWhatAnEvacuatedRegionHolds() {
    west = Openness.LEAVING;
    ladders(3, "a", List.of(), "eu-west", "w1");
    ladders(1, "bound", List.of("eu-west"), "eu-west", "w1");
    assertThat(RebalancePlanner.advice(model(), Policies.DEFAULT, NOW))
        .isEqualTo(
            Map.of("room-a0/de", "us-east", "room-a1/de", "us-east", "room-a2/de", "us-east"));
    assertThat(propose(ALL).moves()).as("its ledger moves them").isEmpty();
  }

  @Test
  void shouldRelieveAHotAgentWithinItsRegion() {
    ladders(10, "a", List.of(), "eu-west", "w1");
    Proposal proposal = propose(EnumSet.of(RebalanceKind.HOT_AGENTS));
    assertThat(proposal.moves())
        .hasSize(3)
        .allSatisfy(
            move -> {
              assertThat(move.staysInItsRegion()).isTrue();
              assertThat(move.toAgentId()).isEqualTo("w2");
            });
    assertThat(proposal.before().hottestAgent()).isEqualTo("w1");
    assertThat(proposal.expected().hottestHeat()).isLessThan(0.75);
  }

  @Test
  void shouldRelieveARegionThatIsHotAsAWholeByOthers() {
    ladders(10, "a", List.of(), "eu-west", "w1");
    ladders(9, "b", List.of(), "eu-west", "w2");
    Proposal proposal = propose(EnumSet.of(RebalanceKind.HOT_AGENTS));
    assertThat(proposal.moves())
        .isNotEmpty()
        .allSatisfy(move -> assertThat(move.toRegion()).isEqualTo("us-east"));
  }

  @Test
  void shouldBringHomeWhatCostsLessThereAndNotForCents() {
    ladders.add(ladder("far", 1_000, List.of(), "us-east", "e1"));
    Ladder large = ladders.remove(0);
    ladders.add(
        new Ladder(
            large.roomId(),
            large.subRoomId(),
            large.line(),
            large.need(),
            large.kbpsPerViewer(),
            large.market(),
            large.sourceRegion(),
            large.regions(),
            20_000,
            true,
            large.region(),
            large.agentId()));
    Proposal proposal = propose(EnumSet.of(RebalanceKind.COST));
    assertThat(proposal.moves())
        .singleElement()
        .satisfies(move -> assertThat(move.toRegion()).isEqualTo("eu-west"));
    assertThat(proposal.moves().get(0).savesPerHour()).isGreaterThan(1);
    ladders.set(0, ladder("far", 1_000, List.of(), "us-east", "e1"));
    assertThat(propose(EnumSet.of(RebalanceKind.COST)).moves()).isEmpty();
  }
}
