package io.roomfleet.orchestrator.placement;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.api.room.Candidate;
import io.roomfleet.api.room.Ladder;
import io.roomfleet.api.room.LadderPreset;
import io.roomfleet.api.room.Rendition;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PlacementTest {
  private static final Instant AT = Instant.parse("2026-11-11T20:00:00Z");
  private static final Amount TEN = new Amount(10_000, 1_000_000, 10);
  private static final Amount WANTED = new Amount(1_000, 10_000, 1);

  private static AgentSnapshot agent(String id, boolean heard, boolean hasLine, Amount reserved) {
    return new AgentSnapshot(id, heard, hasLine, TEN, reserved);
  }

  @Nested
  class AnAgent {
    @Test
    void isChosenWhereItsFullestSideIsEmptiestAfterwards() {
      AgentChoice choice =
          AgentChoice.of(
              "r",
              WANTED,
              Amount.ZERO,
              List.of(
                  agent("a", true, false, new Amount(5_000, 0, 1)),
                  agent("b", true, false, new Amount(2_000, 0, 1))));
      assertThat(choice.agentId()).isEqualTo("b");
      assertThat(choice.candidates())
          .extracting(Candidate::verdict)
          .containsExactly("chosen", "costlier");
    }

    @Test
    void isPreferredWhenItHasTheLineAlready() {
      AgentChoice choice =
          AgentChoice.of(
              "r",
              WANTED,
              Amount.ZERO,
              List.of(
                  agent("a", true, false, new Amount(2_000, 0, 2)),
                  agent("b", true, true, new Amount(2_500, 0, 2))));
      assertThat(choice.agentId()).isEqualTo("b");
    }

    @Test
    void isNotChosenWhileItIsNotHeard() {
      AgentChoice choice =
          AgentChoice.of("r", WANTED, Amount.ZERO, List.of(agent("a", false, true, Amount.ZERO)));
      assertThat(choice.agentId()).isNull();
      assertThat(choice.reason()).contains("none of the 1 agents").contains("heard");
    }

    @Test
    void isRefusedWithWhatIsMissingBySide() {
      AgentChoice choice =
          AgentChoice.of(
              "r",
              new Amount(4_000, 0, 1),
              new Amount(0, 8_000, 1),
              List.of(agent("a", true, false, new Amount(7_500, 995_000, 9))));
      assertThat(choice.missing()).isEqualTo(new Amount(1_500, 3_000, 1));
      assertThat(choice.candidates().get(0).reason())
          .isEqualTo("short of 1.5 transcode units, 3 Mbit/s egress, 1 slots");
    }
  }

  @Nested
  class ARegion {
    private RegionSnapshot region(String id, String zone, AgentSnapshot... agents) {
      return new RegionSnapshot(id, ZoneId.of(zone), List.of(agents));
    }

    @Test
    void nearestToTheMarketComesFirst() {
      RegionRanking ranking =
          RegionRanking.of(
              WANTED,
              ZoneId.of("Asia/Jakarta"),
              null,
              "eu-west",
              List.of(
                  region("eu-west", "Europe/Dublin", agent("e", true, false, Amount.ZERO)),
                  region("ap-southeast", "Asia/Singapore", agent("s", true, false, Amount.ZERO)),
                  region("us-east", "America/New_York", agent("u", true, false, Amount.ZERO))),
              AT);
      assertThat(ranking.regions()).containsExactly("ap-southeast", "eu-west", "us-east");
    }

    @Test
    void withoutRoomIsImpossibleAndSaysWhy() {
      RegionRanking ranking =
          RegionRanking.of(
              WANTED,
              ZoneId.of("Asia/Jakarta"),
              null,
              "eu-west",
              List.of(
                  region("ap-southeast", "Asia/Singapore", agent("s", true, false, TEN)),
                  region("eu-west", "Europe/Dublin", agent("e", true, false, Amount.ZERO))),
              AT);
      assertThat(ranking.regions()).containsExactly("eu-west");
      assertThat(ranking.candidates().get(1).verdict()).isEqualTo("impossible");
      assertThat(ranking.candidates().get(1).reason()).contains("1 transcode units");
    }

    @Test
    void askedForByNameIsTheOnlyOne() {
      RegionRanking ranking =
          RegionRanking.of(WANTED, ZoneId.of("UTC"), "us-east", "eu-west", List.of(), AT);
      assertThat(ranking.regions()).containsExactly("us-east");
    }

    @Test
    void isReachedTheShorterWayRoundTheGlobe() {
      double hours =
          RegionRanking.hoursApart(
              ZoneId.of("Pacific/Auckland"), ZoneId.of("Pacific/Honolulu"), AT);
      assertThat(hours).isEqualTo(2);
    }
  }

  @Nested
  class TheCostOfALadder {
    @Test
    void isOneUnitForOneRenditionOf720pAt30() {
      Amount cost = AssignmentCost.ofTranscode(new Ladder(null, List.of(Rendition.P720), 30), 0);
      assertThat(cost.milliUnits()).isEqualTo(1_000);
      assertThat(cost.slots()).isEqualTo(1);
    }

    @Test
    void countsViewersThatComePastTheCdn() {
      Ladder ladder = new Ladder(null, LadderPreset.STANDARD.renditions(), 30);
      long none = AssignmentCost.ofTranscode(ladder, 0).kbps();
      long many = AssignmentCost.ofTranscode(ladder, 1_000).kbps();
      assertThat(many - none).isBetween(20 * 2_628L, 20 * 2_628L * 12 / 10);
    }
  }
}
