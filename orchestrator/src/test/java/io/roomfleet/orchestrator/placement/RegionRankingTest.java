package io.roomfleet.orchestrator.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.roomfleet.api.room.Candidate;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Which regions are tried: each rule, with the sentence that it gives. */
class RegionRankingTest {
  private static final Instant AT = Instant.parse("2026-11-11T20:00:00Z");
  private static final Amount TEN = new Amount(10_000, 1_000_000, 10);
  private static final Amount WANTED = new Amount(1_000, 10_000, 1);
  private static final String LINE = "relay/room/main";

  private static RegionSnapshot region(String id, String zone, int usedMilliUnits) {
    return region(id, zone, usedMilliUnits, Set.of());
  }

  private static RegionSnapshot region(
      String id, String zone, int usedMilliUnits, Set<String> lines) {
    AgentSnapshot agent =
        new AgentSnapshot(
            id + "-1",
            true,
            false,
            Set.of("RELAY", "TRANSCODE"),
            TEN,
            new Amount(usedMilliUnits, 0, 0));
    return RegionSnapshot.of(id, ZoneId.of(zone), List.of(agent), lines);
  }

  private static final RegionSnapshot EU = region("eu-west", "Europe/Dublin", 0);
  private static final RegionSnapshot AP = region("ap-southeast", "Asia/Singapore", 0);
  private static final RegionSnapshot US = region("us-east", "America/New_York", 0);

  private static RegionWish jakarta(
      @Nullable String wanted, @Nullable List<String> allowed, @Nullable String runsIn) {
    return jakarta(wanted, allowed, runsIn, false);
  }

  private static RegionWish jakarta(
      @Nullable String wanted,
      @Nullable List<String> allowed,
      @Nullable String runsIn,
      boolean mustLeave) {
    return new RegionWish(
        WANTED,
        Set.of("TRANSCODE"),
        1_000,
        ZoneId.of("Asia/Jakarta"),
        wanted,
        allowed,
        "eu-west",
        LINE,
        runsIn,
        mustLeave);
  }

  private static RegionRanking rank(RegionWish wish, RegionSnapshot... regions) {
    return RegionRanking.of(wish, List.of(regions), Policies.DEFAULT, AT);
  }

  private static Candidate of(RegionRanking ranking, String id, @Nullable String chosen) {
    return ranking.candidates(chosen, Map.of()).stream()
        .filter(c -> c.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theNearestToTheMarketComesFirst() {
    RegionRanking ranking = rank(jakarta(null, null, null), EU, AP, US);
    assertThat(ranking.regions()).containsExactly("ap-southeast", "eu-west", "us-east");
    assertThat(ranking.why("ap-southeast"))
        .isEqualTo(
            "region ap-southeast: 30 ms from the market, 20 % of its fullest side in use"
                + " afterwards, the line is copied from eu-west");
  }

  @Nested
  class IsOut {
    @Test
    void whenAnotherIsAskedForByName() {
      RegionRanking ranking = rank(jakarta("us-east", null, null), EU, AP, US);
      assertThat(ranking.regions()).containsExactly("us-east");
      assertThat(of(ranking, "eu-west", "us-east").reason())
          .isEqualTo("us-east is asked for by name");
      assertThat(of(ranking, "us-east", "us-east").reason())
          .startsWith("asked for by name, 251 ms from the market");
    }

    @Test
    void butTheOneAskedForIsTriedWhateverItsState() {
      RegionWish wish = jakarta("us-east", null, null);
      assertThat(rank(wish, region("us-east", "America/New_York", 10_000)).regions())
          .containsExactly("us-east");
      assertThat(rank(wish).regions()).containsExactly("us-east");
      assertThat(rank(wish).why("us-east"))
          .isEqualTo("region us-east: asked for by name, not heard of yet");
    }

    @Test
    void whenItIsToBeLeft() {
      RegionRanking ranking = rank(jakarta(null, null, "ap-southeast", true), EU, AP);
      assertThat(ranking.regions()).containsExactly("eu-west");
      assertThat(of(ranking, "ap-southeast", "eu-west").reason()).isEqualTo("it is to be left");
      assertThat(rank(jakarta(null, null, "eu-west", true), EU).refusal())
          .isEqualTo("no region can take it (1 to be left)");
      assertThat(rank(jakarta("eu-west", null, "eu-west", true), EU).regions()).isEmpty();
      assertThat(rank(jakarta("eu-west", null, "eu-west", true)).regions()).isEmpty();
    }

    @Test
    void whenItIsNotAllowed() {
      RegionRanking ranking = rank(jakarta(null, List.of("eu-west", "us-east"), null), EU, AP, US);
      assertThat(ranking.regions()).containsExactly("eu-west", "us-east");
      assertThat(of(ranking, "ap-southeast", "eu-west"))
          .isEqualTo(
              new Candidate(
                  "region",
                  "ap-southeast",
                  null,
                  "impossible",
                  "not among the allowed regions: eu-west, us-east",
                  null));
    }

    @Test
    void whenNoAgentOfItCanTakeIt() {
      RegionSnapshot full = region("ap-southeast", "Asia/Singapore", 9_500);
      RegionRanking ranking = rank(jakarta(null, null, null), full, EU);
      assertThat(ranking.regions()).containsExactly("eu-west");
      assertThat(of(ranking, "ap-southeast", "eu-west").reason())
          .isEqualTo(
              "no agent of region ap-southeast can take it (1 without enough left): it takes"
                  + " 1 transcode units, 18 Mbit/s egress, 2 slots");
    }

    @Test
    void andWhenAllAreItSaysWhyAndWhatTheLeastShortIsShortOf() {
      RegionRanking ranking =
          rank(
              jakarta(null, List.of("ap-southeast", "us-east"), null),
              region("ap-southeast", "Asia/Singapore", 9_500),
              region("us-east", "America/New_York", 9_200),
              EU);
      assertThat(ranking.regions()).isEmpty();
      assertThat(ranking.refusal())
          .isEqualTo(
              "no region can take it (1 not among the allowed regions,"
                  + " 2 without an agent that can take it)");
      assertThat(ranking.leastMissing()).isEqualTo(new Amount(200, 0, 0));
      assertThat(rank(jakarta(null, null, null)).refusal()).isEqualTo("no region was heard of");
    }

    @Test
    void whenOnlyTheCopyOfTheLineDoesNotFitAndNotWhereTheLineIs() {
      AgentSnapshot oneSlot =
          new AgentSnapshot(
              "x", true, false, Set.of("RELAY", "TRANSCODE"), TEN, new Amount(0, 0, 9));
      ZoneId zone = ZoneId.of("Asia/Singapore");
      RegionWish wish = jakarta(null, null, null);
      assertThat(rank(wish, RegionSnapshot.of("x", zone, List.of(oneSlot), Set.of())).regions())
          .isEmpty();
      assertThat(rank(wish, RegionSnapshot.of("x", zone, List.of(oneSlot), Set.of(LINE))).regions())
          .containsExactly("x");
    }

    @Test
    void whenTheLineWouldHaveToBeCopiedByAnAgentThatDoesNotRelay() {
      AgentSnapshot encoder =
          new AgentSnapshot("x", true, false, Set.of("TRANSCODE"), TEN, Amount.ZERO);
      ZoneId zone = ZoneId.of("Asia/Singapore");
      RegionWish wish = jakarta(null, null, null);
      assertThat(rank(wish, RegionSnapshot.of("x", zone, List.of(encoder), Set.of())).regions())
          .isEmpty();
      assertThat(rank(wish, RegionSnapshot.of("x", zone, List.of(encoder), Set.of(LINE))).regions())
          .containsExactly("x");
    }

    @Test
    void whenItsLedgerRefused() {
      RegionRanking ranking = rank(jakarta(null, null, null), EU, AP, US);
      List<Candidate> candidates =
          ranking.candidates("eu-west", Map.of("ap-southeast", "no agent can take it"));
      assertThat(candidates)
          .extracting(Candidate::id)
          .containsExactly("eu-west", "us-east", "ap-southeast");
      assertThat(candidates.get(2).verdict()).isEqualTo("impossible");
      assertThat(candidates.get(2).reason()).isEqualTo("no agent can take it");
      assertThat(candidates.get(1).reason()).startsWith("$1.0");
      assertThat(candidates.get(1).reason()).contains(" an hour more than eu-west: 251 ms");
    }
  }

  @Nested
  class Costs {
    @Test
    void egressAndLatencyAndTheLinesCopyAndBalance() {
      Candidate candidate = of(rank(jakarta(null, null, null), AP), "ap-southeast", null);
      assertThat(candidate.terms())
          .containsExactly(
              entry("egress", 0.225),
              entry("latency", 0.3004),
              entry("relay", 0.072),
              entry("balance", 0.0032));
      assertThat(candidate.cost()).isEqualTo(0.6006);
    }

    @Test
    void noCopyWhereTheLineIs() {
      RegionSnapshot withLine = region("ap-southeast", "Asia/Singapore", 0, Set.of(LINE));
      RegionRanking ranking = rank(jakarta(null, null, null), withLine, EU);
      assertThat(of(ranking, "ap-southeast", null).terms()).doesNotContainKey("relay");
      assertThat(of(ranking, "eu-west", null).terms()).doesNotContainKey("relay");
      assertThat(ranking.why("ap-southeast")).endsWith(", the line is here already");
      assertThat(ranking.why("eu-west")).endsWith(", the source is here");
    }

    @Test
    void aMoveFromWhereItRuns() {
      RegionRanking ranking = rank(jakarta(null, null, "eu-west"), EU, AP);
      assertThat(of(ranking, "ap-southeast", null).terms()).containsEntry("move", 0.5);
      assertThat(of(ranking, "eu-west", null).terms()).doesNotContainKey("move");
    }

    @Test
    void assumedViewersWhereNobodyToldAny() {
      RegionWish untold =
          new RegionWish(
              WANTED,
              Set.of(),
              0,
              ZoneId.of("Asia/Jakarta"),
              null,
              null,
              "eu-west",
              LINE,
              null,
              false);
      assertThat(rank(untold, EU, AP).regions()).containsExactly("ap-southeast", "eu-west");
    }

    @Test
    void whatWasJustSentThereToo() {
      RegionSnapshot flooded = AP.withUnseen(new Amount(9_000, 0, 0));
      RegionRanking ranking = rank(jakarta(null, null, null), flooded, EU);
      assertThat(of(ranking, "ap-southeast", null).terms()).containsEntry("stale", 1.9968);
      assertThat(ranking.regions()).containsExactly("eu-west", "ap-southeast");
      assertThat(ranking.why("ap-southeast"))
          .contains("20 % of its fullest side in use afterwards (100 % with what was just sent");
    }

    @Test
    void theFullRegionLessForTheFewThanDistanceForTheMany() {
      RegionSnapshot fuller = region("ap-southeast", "Asia/Singapore", 8_900);
      RegionWish many =
          new RegionWish(
              WANTED,
              Set.of(),
              50_000,
              ZoneId.of("Asia/Jakarta"),
              null,
              null,
              "eu-west",
              LINE,
              null,
              false);
      assertThat(rank(jakarta(null, null, null), fuller, EU).regions())
          .containsExactly("eu-west", "ap-southeast");
      assertThat(rank(many, fuller, EU).regions()).containsExactly("ap-southeast", "eu-west");
    }
  }
}
