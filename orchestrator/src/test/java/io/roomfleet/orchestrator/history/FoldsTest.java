package io.roomfleet.orchestrator.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What replays and timelines are made with. */
class FoldsTest {
  private static final Instant T = Instant.parse("2026-11-11T18:00:00Z");

  private static Instant at(long second) {
    return T.plusSeconds(second);
  }

  @Nested
  class AJournalFold {
    private final JournalFold<String, String> upTo10 =
        new JournalFold<>(
            (state, event) -> state == null ? event : state + event,
            (state, sequence, at) -> at.isAfter(at(10)));

    @Test
    void shouldTakeWhatHappenedAtTheInstantAndNothingAfterIt() {
      assertThat(upTo10.take(1, at(3), "a")).isTrue();
      assertThat(upTo10.take(2, at(10), "b")).isTrue();
      assertThat(upTo10.isCut()).isFalse();
      assertThat(upTo10.take(3, at(11), "c")).isFalse();
      assertThat(upTo10.state()).isEqualTo("ab");
      assertThat(upTo10.sequence()).isEqualTo(2);
      assertThat(upTo10.lastEventAt()).isEqualTo(at(10));
      assertThat(upTo10.isCut()).isTrue();
    }

    @Test
    void shouldStayCutThoughALaterEventHasAnEarlierTime() {
      upTo10.take(1, at(3), "a");
      upTo10.take(2, at(11), "b");
      assertThat(upTo10.take(3, at(9), "c")).isFalse();
      assertThat(upTo10.state()).isEqualTo("a");
    }

    @Test
    void shouldCountAnEventFromTheTimeOfTheOneBeforeWhereItsOwnIsEarlier() {
      upTo10.take(1, at(8), "a");
      assertThat(upTo10.take(2, at(2), "b")).isTrue();
      assertThat(upTo10.lastEventAt()).isEqualTo(at(8));
      assertThat(upTo10.sequence()).isEqualTo(2);
    }

    @Test
    void shouldHaveNoStateBeforeTheFirstEvent() {
      assertThat(upTo10.take(1, at(11), "a")).isFalse();
      assertThat(upTo10.state()).isNull();
      assertThat(upTo10.isCut()).isTrue();
    }
  }

  @Nested
  class TheEarliest {
    @Test
    void shouldBeThoseOfASortedListWhateverTheOrderInWhichTheyCome() {
      Random random = new Random(7);
      for (int round = 0; round < 200; round++) {
        int most = 1 + random.nextInt(20);
        Earliest<Instant> earliest = new Earliest<>(most, it -> it);
        List<Instant> all = new ArrayList<>();
        for (int n = random.nextInt(60); n > 0; n--) {
          Instant one = at(random.nextInt(30));
          all.add(one);
          earliest.add(one);
        }
        all.sort(Comparator.naturalOrder());
        boolean fits = all.size() <= most;
        assertThat(earliest.inOrder()).isEqualTo(fits ? all : all.subList(0, most));
        assertThat(earliest.firstLeftOut()).isEqualTo(fits ? null : all.get(most));
      }
    }
  }
}
