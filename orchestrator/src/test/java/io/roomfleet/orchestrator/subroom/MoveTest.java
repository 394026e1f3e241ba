package io.roomfleet.orchestrator.subroom;

import static io.roomfleet.orchestrator.subroom.MoveBench.dropped;
import static io.roomfleet.orchestrator.subroom.MoveBench.playlist;
import static io.roomfleet.orchestrator.subroom.MoveStage.EVACUATED;
import static io.roomfleet.orchestrator.subroom.MoveStage.assertAlwaysLive;
import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.api.agent.Phase;
import io.roomfleet.api.room.SubRoomStatus;
import io.roomfleet.orchestrator.region.LedgerWord;
import io.roomfleet.orchestrator.region.RegionCommand;
import io.roomfleet.orchestrator.subroom.RoomBrief.Wanted;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A sub-room plays on while it moves, whatever happens meanwhile. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MoveTest {
  private static final Duration A_MINUTE = Duration.ofSeconds(60);
  private static final Duration A_MOMENT = Duration.ofMillis(500);

  private final MoveStage stage = new MoveStage();

  @AfterAll
  void end() {
    stage.close();
  }

  @Nested
  class InsideItsRegion {
    @Test
    void shouldBeOneMoveWhenTheOtherAgentPlaysAlready() {
      MoveBench bench = stage.bench(null);
      bench.says("eu-west", bench.held("eu-west", 2, 5, Phase.RUNNING, null));
      assertThat(bench.happened()).containsExactly("Moved");
      assertAlwaysLive(bench);
      SubRoomEvent.Moved moved = bench.last(SubRoomEvent.Moved.class);
      assertThat(moved.fromRegion() + "/" + moved.fromAgentId()).isEqualTo("eu-west/eu-west-1");
      assertThat(moved.cause()).isEqualTo("agent was drained");
      assertThat(bench.state().place().hls()).isEqualTo(playlist("eu-west-2"));
      assertThat(bench.state().toRelease()).isEmpty();
      assertThat(bench.state().outbox().waiting())
          .extracting(Report::type)
          .endsWith("sub_room.moved");
    }

    @Test
    void shouldNotGoBackByALateWord() {
      MoveBench bench = stage.bench(null);
      bench.says("eu-west", bench.held("eu-west", 2, 5, Phase.RUNNING, null));
      bench.forget().says("eu-west", bench.held("eu-west", 1, 3, Phase.RUNNING, EVACUATED));
      assertThat(bench.happened()).isEmpty();
      assertThat(bench.state().place().agentId()).isEqualTo("eu-west-2");
    }

    @Test
    void shouldStayADegradationWhenTheOtherAgentDoesNotPlayYet() {
      MoveBench bench = stage.bench(null);
      bench.says("eu-west", bench.held("eu-west", 2, 5, null, null));
      assertThat(bench.happened()).containsExactly("Placed");
      assertThat(bench.state().status()).isEqualTo(SubRoomStatus.DEGRADED);
    }
  }

  @Nested
  class WhenItsLedgerWishesItAway {
    @Test
    void shouldPlayOnUntilItPlaysThereAndThenReleaseTheOldPlace() {
      MoveBench bench = stage.leaving();
      assertThat(bench.last(SubRoomEvent.Moving.class).region()).isEqualTo("eu-north");
      assertThat(bench.last(SubRoomEvent.Moving.class).by()).isEqualTo("region:eu-west");
      assertThat(bench.state().place().hls()).isEqualTo(playlist("eu-west-1"));
      bench.says("eu-north", bench.held("eu-north", 1, 1, null, null));
      bench.says("eu-north", bench.held("eu-north", 1, 1, Phase.STARTING, null));
      assertThat(bench.state().place().agentId()).isEqualTo("eu-west-1");
      assertThat(bench.releasesIn("eu-west")).isEmpty();

      bench.says("eu-north", bench.held("eu-north", 1, 1, Phase.RUNNING, null));
      assertThat(bench.happened()).containsExactly("Moving", "NextPlaced", "Moved");
      assertAlwaysLive(bench);
      assertThat(bench.last(SubRoomEvent.Moved.class).cause()).isEqualTo(EVACUATED);
      assertThat(bench.state().placement().region()).isEqualTo("eu-north");
      assertThat(bench.state().placement().candidates())
          .anySatisfy(c -> assertThat(c.reason()).isEqualTo("it is to be left"));
      assertThat(bench.state().moves().current()).isNull();

      bench.tick(A_MOMENT);
      List<RegionCommand.Release> releases = bench.releasesIn("eu-west");
      assertThat(releases).hasSize(2);
      assertThat(releases.get(1).movedTo()).isEqualTo(playlist("eu-north-1"));
      bench.freed(releases.get(1).attempt());
      bench.forget().tick(A_MOMENT);
      assertThat(bench.releasesIn("eu-west")).isEmpty();
      assertThat(Places.isOpen(bench.state())).isFalse();
    }

    @Test
    void shouldSendTheViewersOnWhenALateWordComesFromTheOldPlace() {
      MoveBench bench = stage.arriving();
      long old = bench.state().place().attempt();
      bench.says("eu-north", bench.held("eu-north", 1, 1, Phase.RUNNING, null));
      bench.freed(old);
      bench.forget();
      bench.says("eu-west", bench.held("eu-west", 1, 3, old, Phase.RUNNING, EVACUATED));
      assertThat(bench.happened()).isEmpty();
      assertThat(bench.releasesIn("eu-west").get(0).movedTo()).isEqualTo(playlist("eu-north-1"));
    }

    @Test
    void shouldWaitForItsTurnAndGoOnWhenTheLedgerHasForgottenWhoseItIs() {
      MoveBench bench = stage.bench(null);
      LedgerWord.Held wish = bench.held("eu-west", 1, 3, Phase.RUNNING, EVACUATED);
      bench.says("eu-west", MoveBench.notYet(wish));
      assertThat(bench.happened()).as("its turn has not come").isEmpty();
      bench.says("eu-west", wish);
      bench.says("eu-north", bench.held("eu-north", 1, 1, null, null));
      bench.says("eu-west", MoveBench.notYet(wish));
      bench.says("eu-north", bench.held("eu-north", 1, 1, Phase.RUNNING, null));
      assertThat(bench.happened()).containsExactly("Moving", "NextPlaced", "Moved");
    }

    @Test
    void shouldStayWhenTheWishPasses() {
      MoveBench bench = stage.arriving();
      long next = bench.attemptIn("eu-north");
      bench.says("eu-west", bench.held("eu-west", 1, 3, Phase.RUNNING, null));
      assertThat(bench.happened()).endsWith("MoveEnded");
      assertThat(bench.state().moves().current()).isNull();
      assertThat(bench.releasesIn("eu-north"))
          .extracting(RegionCommand.Release::attempt, RegionCommand.Release::movedTo)
          .containsExactly(org.assertj.core.groups.Tuple.tuple(next, null));
      bench.freed(next);
      assertThat(bench.state().toRelease()).isEmpty();
      bench.says("eu-north", bench.held("eu-north", 1, 1, next, Phase.RUNNING, null));
      assertThat(bench.state().place().agentId()).isEqualTo("eu-west-1");
      assertAlwaysLive(bench);
    }

    @Test
    void shouldSayOnceThatThereIsNoPlaceAndFindOneLater() {
      MoveBench bench = stage.leaving();
      refuseAll(bench);
      assertThat(bench.happened()).containsExactly("Moving", "MoveFailed");
      SubRoomEvent.MoveFailed failed = bench.last(SubRoomEvent.MoveFailed.class);
      assertThat(failed.placement().missing().transcodeUnits()).isEqualTo(0.25);
      assertThat(failed.reason()).startsWith("no agent has 0.25 units left: ");
      bench.forget();
      for (int search = 0; search < 3; search++) {
        bench.tick(Duration.ofSeconds(8));
        refuseAll(bench);
      }
      assertThat(bench.happened()).isEmpty();
      assertThat(bench.ordersIn("eu-north")).hasSize(3);
      assertThat(bench.ordersIn("us-east")).hasSize(3);
      bench.tick(Duration.ofSeconds(8));
      bench.says("eu-north", bench.held("eu-north", 1, 1, Phase.RUNNING, null));
      assertThat(bench.happened()).containsExactly("Moved");
      assertAlwaysLive(bench);
    }

    @Test
    void shouldSayThatItHasNoOtherPlaceWhenItMayRunInOneRegionAlone() {
      MoveBench bench = stage.bench("eu-west");
      bench.says("eu-west", bench.held("eu-west", 1, 3, Phase.RUNNING, EVACUATED));
      assertThat(bench.happened()).containsExactly("Moving", "MoveFailed");
      assertThat(bench.last(SubRoomEvent.MoveFailed.class).reason())
          .isEqualTo("it may run in no region but eu-west");
      bench.forget().tick(A_MINUTE);
      bench.says("eu-west", bench.held("eu-west", 1, 3, Phase.RUNNING, EVACUATED));
      assertThat(bench.happened()).isEmpty();
      assertThat(bench.state().status()).isEqualTo(SubRoomStatus.LIVE);
    }

    private void refuseAll(MoveBench bench) {
      bench.says("eu-north", bench.refused(bench.attemptIn("eu-north")));
      bench.says("us-east", bench.refused(bench.attemptIn("us-east")));
    }
  }

  @Nested
  class WhenTheNextPlaceComesToNothing {
    @Test
    void shouldLookElsewhereWhenItIsDropped() {
      MoveBench bench = stage.arriving();
      bench.says("eu-north", dropped(bench.attemptIn("eu-north")));
      assertThat(bench.last(SubRoomEvent.MoveFailed.class).reason())
          .isEqualTo("its agent was lost");
      bench.tick(A_MOMENT);
      assertThat(bench.ordered()).endsWith("us-east");
      bench.says("us-east", bench.held("us-east", 1, 8, Phase.RUNNING, null));
      assertThat(bench.happened()).endsWith("MoveFailed", "Moved");
      assertAlwaysLive(bench);
    }

    @Test
    void shouldFollowItToAnotherAgentOfItsRegion() {
      MoveBench bench = stage.arriving();
      bench.says("eu-north", bench.held("eu-north", 2, 2, null, null));
      bench.says("eu-north", bench.held("eu-north", 1, 1, Phase.RUNNING, null));
      assertThat(bench.happened()).containsExactly("Moving", "NextPlaced", "NextPlaced");
      bench.says("eu-north", bench.held("eu-north", 2, 2, Phase.RUNNING, null));
      assertThat(bench.last(SubRoomEvent.Moved.class).agentId()).isEqualTo("eu-north-2");
    }

    @Test
    void shouldGiveItBackWhenItDoesNotPlayInTime() {
      MoveBench bench = stage.arriving();
      long next = bench.attemptIn("eu-north");
      bench.tick(A_MINUTE.minusMillis(1));
      assertThat(bench.happened()).endsWith("NextPlaced");
      bench.tick(Duration.ofMillis(1));
      assertThat(bench.last(SubRoomEvent.MoveFailed.class).reason())
          .isEqualTo("it did not play on agent eu-north-1 within 60 s");
      assertThat(bench.releasesIn("eu-north").get(0).attempt()).isEqualTo(next);
      bench.tick(A_MOMENT);
      assertThat(bench.ordered()).endsWith("us-east");
      assertAlwaysLive(bench);
    }

    @Test
    void shouldGiveItBackWhenNoAgentTakesItInTime() {
      MoveBench bench = stage.leaving();
      bench.tick(A_MINUTE);
      assertThat(bench.last(SubRoomEvent.MoveFailed.class).reason())
          .isEqualTo("no agent of region eu-north held it within 60 s");
      assertThat(bench.releasesIn("eu-north")).isNotEmpty();
    }

    @Test
    void shouldNotWaitForAnEncoderThatIsBrokenForGood() {
      MoveBench bench = stage.arriving();
      bench.says("eu-north", bench.held("eu-north", 1, 1, Phase.RESTARTING, null));
      assertThat(bench.happened()).endsWith("NextPlaced");
      bench.says("eu-north", bench.held("eu-north", 1, 1, Phase.FAILED, null));
      assertThat(bench.last(SubRoomEvent.MoveFailed.class).reason())
          .isEqualTo("agent eu-north-1: ffmpeg: exit 1");
      bench.tick(A_MOMENT);
      assertThat(bench.ordered()).endsWith("us-east");
    }
  }

  @Nested
  class WhenThePresentPlaceChanges {
    @Test
    void shouldRunInTheNextPlaceAtOnceWhenItIsLost() {
      MoveBench bench = stage.arriving();
      bench.forget().says("eu-west", dropped(bench.state().place().attempt()));
      assertThat(bench.happened()).containsExactly("PlaceLost", "Placed");
      assertThat(bench.state().status()).isEqualTo(SubRoomStatus.DEGRADED);
      assertThat(bench.state().place().agentId()).isEqualTo("eu-north-1");
      assertThat(bench.state().needsPlace()).isFalse();
      assertThat(bench.state().moves().current()).isNull();
      bench.tick(A_MOMENT);
      assertThat(bench.ordered()).as("a second search").isEmpty();
      bench.says("eu-north", bench.held("eu-north", 1, 1, Phase.RUNNING, null));
      assertThat(bench.state().status()).isEqualTo(SubRoomStatus.LIVE);
      assertThat(bench.state().toRelease()).isEmpty();
    }

    @Test
    void shouldLookForAnyPlaceWhenItIsLostAndNobodyHoldsTheNext() {
      MoveBench bench = stage.leaving();
      long next = bench.attemptIn("eu-north");
      bench.says("eu-west", dropped(bench.state().place().attempt()));
      assertThat(bench.happened()).endsWith("PlaceLost");
      assertThat(bench.releasesIn("eu-north").get(0).attempt()).isEqualTo(next);
      bench.forget().tick(A_MOMENT);
      assertThat(bench.happened()).containsExactly("Placing");
      assertThat(bench.attemptIn("eu-north")).isGreaterThan(next);
      bench.freed(next);
      bench.says("eu-north", bench.held("eu-north", 1, 1, Phase.RUNNING, null));
      assertThat(bench.state().status()).isEqualTo(SubRoomStatus.LIVE);
    }

    @Test
    void shouldGoOnMovingWhenItsRegionGivesItAnotherAgent() {
      MoveBench bench = stage.arriving();
      bench.says("eu-west", bench.held("eu-west", 2, 5, null, EVACUATED));
      assertThat(bench.state().status()).isEqualTo(SubRoomStatus.DEGRADED);
      assertThat(bench.state().moves().current()).isNotNull();
      bench.says("eu-north", bench.held("eu-north", 1, 1, Phase.RUNNING, null));
      assertThat(bench.state().status()).isEqualTo(SubRoomStatus.LIVE);
      assertThat(bench.last(SubRoomEvent.Moved.class).fromAgentId()).isEqualTo("eu-west-2");
    }

    @Test
    void shouldGoOnMovingWhenItMovesInsideItsRegion() {
      MoveBench bench = stage.arriving();
      bench.says("eu-west", bench.held("eu-west", 2, 5, Phase.RUNNING, EVACUATED));
      assertThat(bench.happened()).endsWith("Moved");
      assertThat(bench.state().moves().current()).isNotNull();
      bench.says("eu-north", bench.held("eu-north", 1, 1, Phase.RUNNING, null));
      assertAlwaysLive(bench);
      assertThat(bench.state().place().region()).isEqualTo("eu-north");
    }

    @Test
    void shouldTellBothLedgersOfAnotherLine() {
      MoveBench bench = stage.arriving();
      bench.forget().follows(Wanted.LIVE, "backup");
      for (String region : List.of("eu-west", "eu-north")) {
        assertThat(bench.ordersIn(region))
            .extracting(reserve -> reserve.order().lineId())
            .containsExactly("backup");
      }
      bench.forget().tick(Duration.ofSeconds(19));
      assertThat(bench.ordered()).isEmpty();
      bench.tick(Duration.ofSeconds(1));
      assertThat(bench.ordered()).containsExactlyInAnyOrder("eu-west", "eu-north");
    }
  }

  @Nested
  class WhenItCloses {
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldBeClosedOnlyOnceBothPlacesAreFreed(boolean oldFirst) {
      MoveBench bench = stage.arriving();
      long old = bench.state().place().attempt();
      long next = bench.attemptIn("eu-north");
      bench.forget().closes();
      assertThat(bench.releasesIn("eu-west")).isNotEmpty();
      assertThat(bench.releasesIn("eu-north")).isNotEmpty();
      bench.says("eu-north", bench.held("eu-north", 1, 1, next, Phase.RUNNING, null));
      bench.freed(oldFirst ? old : next);
      assertThat(bench.happened()).containsExactly("Closing", "Parted");
      bench.forget().tick(A_MOMENT);
      assertThat(bench.releasesIn(oldFirst ? "eu-west" : "eu-north")).isEmpty();
      assertThat(bench.releasesIn(oldFirst ? "eu-north" : "eu-west")).hasSize(1);
      bench.freed(oldFirst ? next : old);
      assertThat(bench.state().status()).isEqualTo(SubRoomStatus.CLOSED);
      bench.forget().tick(A_MINUTE);
      assertThat(bench.releasesIn("eu-west")).isEmpty();
    }

    @Test
    void shouldFreeWhatItHadLeftBeforeWhenTheRoomIsOver() {
      MoveBench bench = stage.arriving();
      long old = bench.state().place().attempt();
      bench.says("eu-north", bench.held("eu-north", 1, 1, Phase.RUNNING, null));
      long now = bench.state().place().attempt();
      bench.follows(Wanted.CLOSED, "main");
      bench.freed(now);
      assertThat(bench.state().isClosed()).isFalse();
      bench.freed(old);
      assertThat(bench.state().isClosed()).isTrue();
    }
  }

  /** The same move, with a crash after that many steps. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void shouldGoOnFromTheJournalAfterACrash(int crashAt) {
    MoveBench bench = stage.bench(null);
    long old = bench.state().place().attempt();
    List<Runnable> steps =
        List.of(
            () -> bench.says("eu-west", bench.held("eu-west", 1, 3, Phase.RUNNING, EVACUATED)),
            () -> bench.tick(A_MOMENT),
            () -> bench.says("eu-north", bench.held("eu-north", 1, 1, null, null)),
            () -> bench.says("eu-north", bench.held("eu-north", 1, 1, Phase.RUNNING, null)),
            () -> bench.tick(A_MOMENT));
    for (int step = 0; step < steps.size(); step++) {
      if (step == crashAt) {
        bench.crash();
      }
      steps.get(step).run();
    }
    bench.crash();
    assertThat(bench.happened()).containsExactly("Moving", "NextPlaced", "Moved");
    assertAlwaysLive(bench);
    assertThat(bench.state().place().agentId()).isEqualTo("eu-north-1");
    assertThat(bench.releasesIn("eu-west")).isNotEmpty();
    assertThat(bench.releasesIn("eu-west"))
        .allSatisfy(release -> assertThat(release.movedTo()).isEqualTo(playlist("eu-north-1")));
    bench.freed(old);
    assertThat(Places.isOpen(bench.state())).isFalse();
  }
}
