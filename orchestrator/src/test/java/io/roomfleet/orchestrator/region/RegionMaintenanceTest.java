package io.roomfleet.orchestrator.region;

import static io.roomfleet.orchestrator.region.OneRegion.says;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A whole region is evacuated, or takes nothing new, over the real ledger and its clock. */
class RegionMaintenanceTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  private final OneRegion region = new OneRegion();

  @AfterEach
  void stop() {
    region.close();
  }

  @Nested
  class ARegionThatIsEvacuated {
    private void evacuate(boolean force) {
      region.maintain(null, Maintenance.Kind.EVACUATE, Duration.ofMinutes(3), force);
    }

    @Test
    void asksAFewOwnersAtATimeToLeave() {
      List<String> ids = region.crowd(6);
      evacuate(false);
      region.pass(Duration.ofSeconds(3));
      assertThat(region.asked(ids)).containsExactly("m2", "m3", "m4", "m5");
      assertThat(says(region.progress(null))).isEqualTo("0 of 6, 4 moving, 0 waiting, done false");

      region.agent("a").watched(true);
      region.movedAway(ids.get(5));
      region.movedAway(ids.get(4));
      region.pass(Duration.ofSeconds(3));
      assertThat(region.asked(ids.subList(0, 4))).containsExactly("m0", "m1", "m2", "m3");
      assertThat(says(region.progress(null))).isEqualTo("2 of 6, 4 moving, 0 waiting, done false");
      assertThat(region.places("LEAVING")).containsOnlyKeys(ids.get(4), ids.get(5));

      ids.subList(0, 4).forEach(region::movedAway);
      region.agent("a").watched(false);
      region.pass(SOON);
      assertThat(region.agent("a").running()).isEmpty();
      assertThat(says(region.progress(null))).isEqualTo("6 of 6, 0 moving, 0 waiting, done true");
    }

    @Test
    void takesNothingNewAndLetsStayWhatHasNotLeftWhenItIsRestored() {
      List<String> ids = region.crowd(6);
      evacuate(false);
      region.pass(Duration.ofSeconds(3));
      String refused = region.transcode("new", 1);
      assertThat(((LedgerWord.Refused) region.word(refused)).reason())
          .isEqualTo("region eu-west is evacuated and takes nothing new");
      region.restore(null);
      region.pass(Duration.ofSeconds(1));
      assertThat(region.asked(ids)).isEmpty();
      assertThat(region.progress(null)).isNull();
      region.transcode("new", 1);
      assertThat(region.places("ACTIVE")).containsKeys(refused, ids.get(0), ids.get(5));
    }

    @Test
    void asksAgainAfterARestartOfTheLedger() {
      List<String> ids = region.crowd(2);
      evacuate(false);
      region.pass(Duration.ofSeconds(3));
      region.restart();
      ids.forEach(region::forgetWords);
      region.pass(SOON);
      assertThat(region.asked(ids)).hasSize(2);
      assertThat(says(region.progress(null))).isEqualTo("0 of 2, 2 moving, 0 waiting, done false");
    }

    @Test
    void doesNotTakeTheWishBackByARestartOfTheLedger() {
      List<String> ids = region.crowd(2);
      evacuate(false);
      region.pass(Duration.ofSeconds(3));
      region.restart();
      region.forgetWords(ids.get(0));
      region.transcode("m0", 1000);
      assertThat(region.words(ids.get(0)))
          .isNotEmpty()
          .allSatisfy(word -> assertThat(((LedgerWord.Held) word).leave()).isNotNull());
    }

    @Test
    void stopsWhatIsLeftAtTheDeadlineByForce() {
      List<String> ids = region.crowd(6);
      evacuate(true);
      region.pass(Duration.ofSeconds(3));
      region.movedAway(ids.get(0));
      region.pass(Duration.ofMinutes(3).plusSeconds(10));
      assertThat(region.agent("a").running()).isEmpty();
      for (String id : ids.subList(1, 6)) {
        assertThat(((LedgerWord.Dropped) region.word(id)).reason())
            .isEqualTo("the deadline is over: region eu-west is evacuated");
      }
      assertThat(says(region.progress(null))).isEqualTo("6 of 6, 0 moving, 0 waiting, done true");
    }

    @Test
    void keepsWhatIsLeftAfterTheDeadlineWithoutForce() {
      List<String> ids = region.crowd(2);
      evacuate(false);
      region.pass(Duration.ofMinutes(4));
      assertThat(region.agent("a").running()).containsKeys(ids.toArray(String[]::new));
      assertThat(says(region.progress(null))).isEqualTo("0 of 2, 0 moving, 2 waiting, done false");
    }
  }

  @Nested
  class ARegionThatIsDrained {
    @Test
    void letsRunWhatRunsAndIsDoneWhenThatHasEnded() {
      List<String> ids = region.crowd(2);
      region.maintain(null, Maintenance.Kind.DRAIN, Duration.ofSeconds(30), false);
      region.pass(Duration.ofMinutes(2));
      assertThat(region.asked(ids)).isEmpty();
      assertThat(region.agent("a").running()).hasSize(3);
      assertThat(says(region.progress(null))).isEqualTo("0 of 2, 0 moving, 0 waiting, done false");
      String refused = region.transcode("new", 1);
      assertThat(region.word(refused)).isInstanceOf(LedgerWord.Refused.class);
      ids.forEach(id -> region.release(id, null));
      region.pass(Duration.ofSeconds(2));
      assertThat(says(region.progress(null))).isEqualTo("2 of 2, 0 moving, 0 waiting, done true");
    }

    @Test
    void stillReplacesAnAgentThatIsLost() {
      List<String> ids = region.crowd(2);
      region.maintain(null, Maintenance.Kind.DRAIN, Duration.ofSeconds(30), false);
      region.agent("a").die();
      region.pass(Duration.ofSeconds(15));
      assertThat(region.agent("b").running().keySet()).containsAll(ids);
    }
  }
}
