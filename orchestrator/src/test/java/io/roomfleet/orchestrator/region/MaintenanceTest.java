package io.roomfleet.orchestrator.region;

import static io.roomfleet.orchestrator.region.OneRegion.says;
import static io.roomfleet.orchestrator.region.OneRegion.whyWaiting;
import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.api.agent.Phase;
import io.roomfleet.api.region.AgentStatus;
import io.roomfleet.api.region.AgentView;
import io.roomfleet.api.region.AgentView.AssignmentView;
import io.roomfleet.api.region.MaintenanceView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Agents and a region are emptied and filled again, over the real ledger and its clock. */
class MaintenanceTest {
  private static final int AT_ONCE = RegionDefaults.SETTINGS.movesAtOnce();
  private static final Duration SOON = Duration.ofSeconds(20);

  private final OneRegion region = new OneRegion();

  @AfterEach
  void stop() {
    region.close();
  }

  @Nested
  class AnAgentThatIsDrained {
    @Test
    void isLeftByAFewAtOnceAndNoneBeforeItsNewPlacePlays() {
      List<String> ids = region.crowd(10);
      region.agent("a").watched(false);
      List<Integer> moving = new ArrayList<>();
      assertThat(says(region.drain("a").description().agents().get(0).maintenance()))
          .isEqualTo("0 of 11, 0 moving, 0 waiting, done false");

      region.pass(
          SOON,
          agents -> {
            moving.add(OneRegion.places(agents, "NEXT").size());
            assertThat(playing(agents)).containsAll(ids);
            MaintenanceView view = agents.get(0).maintenance();
            int left =
                OneRegion.places(agents, "ACTIVE").values().stream()
                    .filter("a"::equals)
                    .toList()
                    .size();
            assertThat(view.moved()).isEqualTo(11 - left);
            assertThat(view.moving()).isEqualTo(OneRegion.places(agents, "NEXT").size());
          });

      assertThat(moving).contains(AT_ONCE).allMatch(n -> n <= AT_ONCE);
      assertThat(region.places("ACTIVE").values()).hasSize(11).containsOnly("b");
      assertThat(region.agent("a").running()).isEmpty();
      assertThat(region.agent("b").running()).containsKeys(ids.toArray(String[]::new));
      assertThat(says(region.progress("a"))).isEqualTo("11 of 11, 0 moving, 0 waiting, done true");
      assertThat(((LedgerWord.Held) region.word(ids.get(0))).agentId()).isEqualTo("b");
      assertThat(((LedgerWord.Held) region.word(ids.get(0))).cause())
          .isEqualTo("agent a is drained");
    }

    /** Orders whose place that counts plays. */
    private List<String> playing(List<AgentView> agents) {
      return agents.stream()
          .flatMap(agent -> agent.assignments().stream())
          .filter(held -> held.role().equals("ACTIVE") && held.state() != null)
          .filter(held -> held.state().phase() == Phase.RUNNING)
          .map(AssignmentView::id)
          .toList();
    }

    @Test
    void isLeftByLinesFirstAndThenByTheBiggestAudience() {
      region.crowd(9);
      region.agent("b").phase(Phase.STARTING);
      region.drain("a");
      region.pass(Duration.ofSeconds(2));
      assertThat(region.places("NEXT").keySet())
          .containsExactly(
              "relay/r1/main", "transcode/r1/m6", "transcode/r1/m7", "transcode/r1/m8");
    }

    @Test
    void goesOnForThoseWhoWatchUntilTheyAreGone() {
      String id = region.crowd(1).get(0);
      region.agent("a").watched(true);
      region.drain("a");
      region.pass(SOON);
      assertThat(region.places("LEAVING")).containsExactly(Map.entry(id, "a"));
      assertThat(says(region.progress("a"))).isEqualTo("2 of 2, 0 moving, 0 waiting, done false");

      region.agent("a").watched(false);
      region.pass(Duration.ofSeconds(2));
      assertThat(region.agent("a").running()).isEmpty();
      assertThat(region.progress("a").doneAt()).isNotNull();
    }

    @Test
    void goesOnNoLongerThanItsViewersAreGiven() {
      String id = region.crowd(1).get(0);
      region.agent("a").watched(true);
      region.drain("a");
      region.pass(RegionDefaults.SETTINGS.linger().minusSeconds(2));
      assertThat(region.agent("a").running()).containsOnlyKeys(id);
      region.pass(Duration.ofSeconds(6));
      assertThat(region.agent("a").running()).isEmpty();
    }

    @Test
    void goesOnNoLongerThanTheDeadline() {
      region.crowd(1);
      region.agent("a").watched(true);
      region.maintain("a", Maintenance.Kind.DRAIN, Duration.ofSeconds(30), false);
      region.pass(Duration.ofSeconds(29));
      assertThat(region.agent("a").running()).isNotEmpty();
      region.pass(Duration.ofSeconds(3));
      assertThat(region.agent("a").running()).isEmpty();
    }

    @Test
    void takesNothingNewUntilItIsRestored() {
      region.crowd(0);
      region.drain("a");
      region.transcode("new", 1);
      assertThat(region.places("ACTIVE").values()).containsOnly("b");
      assertThat(region.restore("a").known()).isTrue();
      assertThat(region.progress("a")).isNull();
      region.drain("b");
      region.transcode("newer", 1);
      assertThat(region.places("ACTIVE")).containsEntry("transcode/r1/newer", "a");
    }

    @Test
    void keepsAllThatHasNotMovedWhenItIsRestoredOnTheWay() {
      List<String> ids = region.crowd(10);
      region.agent("b").phase(Phase.STARTING);
      region.drain("a");
      region.pass(Duration.ofSeconds(5));
      assertThat(region.agent("b").running()).hasSize(AT_ONCE);

      region.restore("a");
      region.agent("b").phase(Phase.RUNNING);
      region.pass(SOON);
      assertThat(region.agent("b").running()).isEmpty();
      assertThat(region.agent("a").running()).containsKeys(ids.toArray(String[]::new));
      assertThat(region.places("ACTIVE").values()).containsOnly("a");
    }

    @Test
    void isDrainedToTheEndThoughTheLedgerRestartsOnTheWay() {
      List<String> ids = region.crowd(10);
      region.agent("a").watched(true);
      region.drain("a");
      region.pass(Duration.ofSeconds(2));
      assertThat(region.places("LEAVING")).isNotEmpty();
      region.restart();
      region.pass(
          SOON,
          agents ->
              assertThat(OneRegion.places(agents, "NEXT").size()).isLessThanOrEqualTo(AT_ONCE));
      assertThat(says(region.progress("a"))).isEqualTo("11 of 11, 0 moving, 0 waiting, done false");
      assertThat(region.places("ACTIVE").values()).containsOnly("b");
      region.agent("a").watched(false);
      region.pass(SOON);
      assertThat(region.agent("a").running()).isEmpty();
      assertThat(region.agent("b").running().keySet()).containsAll(ids);
      assertThat(region.progress("a").doneAt()).isNotNull();
    }

    @Test
    void saysWhichPlaceDidNotPlayAndTriesAgain() {
      String id = region.crowd(1).get(0);
      region.agent("b").phase(Phase.FAILED);
      region.drain("a");
      region.pass(RegionDefaults.SETTINGS.moveTimeout().plusSeconds(3));
      assertThat(region.agent("b").running()).isEmpty();
      assertThat(says(region.progress("a"))).isEqualTo("0 of 2, 0 moving, 2 waiting, done false");
      assertThat(whyWaiting(region.progress("a"), id))
          .isEqualTo("agent b did not play it within 60 s");

      region.agent("b").phase(Phase.RUNNING);
      region.pass(RegionDefaults.SETTINGS.moveTimeout());
      assertThat(region.places("ACTIVE").values()).containsOnly("b");
    }

    @Test
    void changesItsDeadlineWhenItIsDrainedAgainAndNothingElse() {
      region.crowd(1);
      MaintenanceView first = region.drain("a").description().agents().get(0).maintenance();
      MaintenanceView again = region.drain("a").description().agents().get(0).maintenance();
      assertThat(again).isEqualTo(first);
      region.pass(Duration.ofSeconds(2));
      region.maintain("a", Maintenance.Kind.DRAIN, Duration.ofMinutes(1), false);
      MaintenanceView later = region.progress("a");
      assertThat(later.since()).isEqualTo(first.since());
      assertThat(later.total()).isEqualTo(2);
      assertThat(later.deadline()).isEqualTo(region.now().plusSeconds(60));
    }

    @Test
    void staysDoneWhenItIsDrainedAgain() {
      region.crowd(0);
      region.drain("a");
      region.pass(Duration.ofSeconds(1));
      MaintenanceView done = region.progress("a");
      assertThat(done.doneAt()).isNotNull();
      region.pass(Duration.ofSeconds(5));
      assertThat(region.drain("a").description().agents().get(0).maintenance()).isEqualTo(done);
    }

    @Test
    void isEmptyWhenItIsLostAndComesBackDrained() {
      List<String> ids = region.crowd(3);
      region.agent("a").die();
      region.pass(Duration.ofSeconds(15));
      assertThat(region.view("a").status()).isEqualTo(AgentStatus.LOST);
      region.drain("a");
      region.pass(Duration.ofSeconds(1));
      assertThat(says(region.progress("a"))).isEqualTo("0 of 0, 0 moving, 0 waiting, done true");
      region.agent("a").connect(region.now());
      region.transcode("new", 1);
      assertThat(region.agent("a").running()).isEmpty();
      assertThat(region.agent("b").running().keySet()).containsAll(ids);
    }

    @Test
    void isNotKnownWhenItNeverCame() {
      assertThat(region.drain("nobody").known()).isFalse();
      assertThat(region.restore("nobody").known()).isFalse();
    }
  }

  @Nested
  class WhatFindsNoOtherAgent {
    @Test
    void isAskedToGoToAnotherRegionAndStaysUntilItHas() {
      region.join("a", 100);
      String id = region.transcode("m", 1000);
      region.drain("a");
      region.pass(Duration.ofSeconds(2));
      LedgerWord.Held word = (LedgerWord.Held) region.word(id);
      assertThat(word.leave().cause()).isEqualTo("agent a is drained");
      assertThat(says(region.progress("a"))).isEqualTo("0 of 2, 1 moving, 1 waiting, done false");

      region.pass(RegionDefaults.SETTINGS.moveTimeout());
      assertThat(says(region.progress("a"))).isEqualTo("0 of 2, 0 moving, 2 waiting, done false");
      assertThat(whyWaiting(region.progress("a"), id))
          .endsWith("; its sub-room was asked to take it to another region");
      assertThat(region.agent("a").running()).containsKey(id);

      region.agent("a").watched(true);
      region.movedAway(id);
      region.pass(Duration.ofSeconds(10));
      assertThat(region.places("LEAVING")).containsEntry(id, "a");
      region.agent("a").watched(false);
      region.pass(Duration.ofSeconds(10));
      assertThat(region.agent("a").running()).isEmpty();
      assertThat(says(region.progress("a"))).isEqualTo("2 of 2, 0 moving, 0 waiting, done true");
    }

    @Test
    void movesWithinTheRegionAsSoonAsThereIsRoom() {
      region.join("a", 100);
      String id = region.transcode("m", 1000);
      region.drain("a");
      region.pass(Duration.ofSeconds(5));
      region.join("b", 100);
      region.pass(Duration.ofSeconds(10));
      assertThat(region.places("ACTIVE")).containsEntry(id, "b");
      assertThat(((LedgerWord.Held) region.word(id)).leave()).isNull();
    }

    @Test
    void doesNotHoldUpTheOthers() {
      region.join("a", 100);
      List<String> ids =
          IntStream.range(0, 6).mapToObj(n -> region.transcode("m" + n, 1000 + n)).toList();
      region.drain("a");
      region.pass(Duration.ofSeconds(2));
      assertThat(region.asked(ids)).containsExactly("m2", "m3", "m4", "m5");
      region.pass(RegionDefaults.SETTINGS.moveTimeout());
      assertThat(region.asked(ids)).hasSize(6);
    }

    @Test
    void isNotAskedToLeaveOnlyBecauseItHasJustComeHere() {
      String id = region.crowd(1).get(0);
      region.agent("a").watched(true);
      region.drain("a");
      region.pass(SOON);
      region.join("c", 100);
      region.drain("b");
      region.pass(Duration.ofSeconds(10));
      assertThat(region.asked(List.of(id))).isEmpty();
      assertThat(whyWaiting(region.progress("b"), id))
          .isEqualTo("it has just moved, and goes on at agent a for its viewers");
      region.agent("a").watched(false);
      region.pass(SOON);
      assertThat(region.places("ACTIVE")).containsEntry(id, "c");
    }

    @Test
    void isStoppedAtTheDeadlineByForceAlone() {
      region.join("a", 100);
      String id = region.transcode("m", 1000);
      region.maintain("a", Maintenance.Kind.DRAIN, Duration.ofSeconds(30), false);
      region.pass(Duration.ofSeconds(40));
      assertThat(region.agent("a").running()).containsKey(id);
      assertThat(says(region.progress("a"))).isEqualTo("0 of 2, 0 moving, 2 waiting, done false");
      region.maintain("a", Maintenance.Kind.DRAIN, Duration.ofSeconds(10), true);
      region.pass(Duration.ofSeconds(9));
      assertThat(region.agent("a").running()).containsKey(id);
      region.pass(Duration.ofSeconds(3));
      assertThat(region.agent("a").running()).isEmpty();
      assertThat(((LedgerWord.Dropped) region.word(id)).reason())
          .isEqualTo("the deadline is over: agent a is drained");
      assertThat(region.progress("a").doneAt()).isNotNull();
    }
  }

  @Test
  void theCopyOfALineMovesWithOneOfItsTwoAgents() {
    // Each agent has a ladder of the line; the region's copy is on the one that is drained.
    region.join("a", 2);
    String first = region.transcode("m0", 1000);
    region.join("b", 100);
    String second = region.transcode("m1", 1000);
    Map<String, String> before = region.places("ACTIVE");
    assertThat(before.get("relay/r1/main")).isEqualTo("a");
    assertThat(before.get(second)).isEqualTo("b");
    region.agent("a").watched(false);
    region.maintain("a", Maintenance.Kind.DRAIN, Duration.ofMinutes(10), true);
    region.pass(Duration.ofSeconds(30));
    assertThat(region.places("ACTIVE").keySet()).contains("relay/r1/main", first, second);
    assertThat(region.places("ACTIVE").values().stream().collect(Collectors.toSet()))
        .containsExactly("b");
  }
}
