package io.roomfleet.orchestrator.telemetry.viewing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.roomfleet.api.agent.AudienceWindow;
import io.roomfleet.orchestrator.telemetry.viewing.ViewingCommand.Remembered;
import io.roomfleet.orchestrator.telemetry.viewing.ViewingRollups.Part;
import io.roomfleet.orchestrator.telemetry.viewing.ViewingRollups.Step;
import io.roomfleet.sketch.Percentiles;
import io.roomfleet.sketch.Uniques;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What agents say, against what a plain sum of it says. */
class ViewingBookTest {
  private static final long T = 1_800_000_000L;
  private static final long NOW = T * 1000 + 30_000;

  private final ViewingBook book = new ViewingBook(75_000);

  private static AudienceWindow word(String boot, long second, int viewers, long stalled) {
    Uniques uniques = new Uniques();
    Percentiles joins = new Percentiles();
    for (int i = 0; i < viewers; i++) {
      uniques.add(boot.hashCode() * 1000L + i);
      joins.add(100L * (i + 1));
    }
    return new AudienceWindow(
        "r",
        "de",
        boot,
        second,
        viewers,
        1,
        0,
        viewers,
        0,
        viewers * 1000L,
        stalled,
        List.of(new AudienceWindow.RenditionShare("360p", viewers, viewers, 800)),
        Map.of("DE", viewers),
        text(uniques.encode()),
        text(joins.encode()),
        null,
        null,
        null);
  }

  private static String text(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private Viewing window(long second) {
    long start = ViewingBook.startOf(second * 1000);
    return book.windows(start, start + ViewingBook.WINDOW).get(0).viewing();
  }

  @Test
  void shouldAddUpAgentsOfTheSameSecondAndTakeTheMeanOverSeconds() {
    book.take("a", word("x", T, 10, 0), NOW);
    book.take("b", word("y", T, 5, 2_500), NOW);
    book.take("a", word("x", T + 1, 20, 0), NOW);
    Viewing seen = window(T);
    assertThat(seen.seconds()).isEqualTo(2);
    assertThat(seen.viewers()).isEqualTo((15 + 20) / 2.0);
    assertThat(seen.peak()).isEqualTo(20);
    assertThat(seen.stallRatio()).isEqualTo(2_500 / 35_000.0);
    assertThat(seen.distinct()).isEqualTo(25);
    assertThat(seen.countries()).containsEntry("DE", 35L);
    assertThat(seen.renditions().get("360p").kilobits()).isEqualTo(35 * 800);
    assertThat(seen.spread(Spread.JOIN_MILLIS).quantile(0.5)).isCloseTo(700, within(14.0));
  }

  @Test
  void shouldWeighHowLateThePictureIsByThoseWhoSeeIt() {
    book.take("a", word("x", T, 10, 0).withTiming(4_000, -20), NOW);
    book.take("b", word("y", T, 30, 0).withTiming(6_000, 60), NOW);
    book.take("c", word("z", T, 60, 0), NOW);
    assertThat(window(T).latencyMillis()).isEqualTo((10 * 4_000 + 30 * 6_000) / 40.0);
    assertThat(window(T).avOffsetMillis()).isEqualTo((10 * -20 + 30 * 60) / 40.0);
    Viewing kept = ViewingBytes.read(ViewingBytes.of(window(T)));
    assertThat(kept.latencyMillis()).isEqualTo(window(T).latencyMillis());
    book.take("a", word("x", T + 10, 10, 0), NOW);
    assertThat(window(T + 10).latencyMillis()).isNull();
  }

  @Test
  void shouldCountAWordOnce() {
    assertThat(book.take("a", word("x", T, 10, 0), NOW)).isTrue();
    assertThat(book.take("a", word("x", T, 10, 0), NOW)).isFalse();
    assertThat(book.take("a", word("after its restart", T, 10, 0), NOW)).isTrue();
    assertThat(window(T).sum(Tally.VIEWER_SECONDS)).isEqualTo(20);
  }

  @Test
  void shouldPassOverWhatIsTooOldAndRefuseWhatIsBroken() {
    assertThat(book.take("a", word("x", T - 60, 10, 0), NOW)).isFalse();
    AudienceWindow whole = word("x", T, 10, 0);
    AudienceWindow broken =
        new AudienceWindow(
            "r",
            "de",
            "x",
            T,
            10,
            0,
            0,
            0,
            0,
            0,
            0,
            whole.renditions(),
            Map.of(),
            "AAAA",
            null,
            null,
            null,
            null);
    assertThatThrownBy(() -> book.take("a", broken, NOW))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(book.take("a", whole, NOW)).as("nothing of it was kept").isTrue();
    assertThat(window(T).sum(Tally.VIEWER_SECONDS)).isEqualTo(10);
  }

  @Test
  void shouldKnowTheViewersOfTheNewestSecond() {
    book.take("a", word("x", T + 27, 7, 0), NOW);
    assertThat(book.viewersNow(NOW)).isEqualTo(7);
    assertThat(book.viewersNow(NOW + 4_000)).as("five seconds on, nobody knows").isZero();
  }

  @Test
  void shouldRememberWhatIsNotWritten() {
    book.take("a", word("x", T, 10, 0), NOW);
    List<ViewingBook.Window> changed = book.toWrite(NOW);
    assertThat(changed).hasSize(1);
    book.forget(NOW);
    assertThat(book.isEmpty()).isFalse();
    book.written(changed);
    assertThat(book.toWrite(NOW)).isEmpty();
    book.unwritten(changed);
    assertThat(book.toWrite(NOW)).hasSize(1);
    book.written(changed);
    book.forget(NOW);
    assertThat(book.isEmpty()).isTrue();
    assertThat(book.from()).isEqualTo(ViewingBook.startOf(T * 1000) + ViewingBook.WINDOW);
  }

  @Test
  void shouldBeTheSameAfterItWasKept() {
    book.take("a", word("x", T, 10, 300), NOW);
    Viewing seen = window(T);
    Viewing read = ViewingBytes.read(ViewingBytes.of(seen));
    assertThat(ViewingBytes.of(read)).isEqualTo(ViewingBytes.of(seen));
    assertThatThrownBy(() -> ViewingBytes.read(new byte[] {1, 0}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Whatever is in memory, in rows of this writer, or of one that died: it is counted once. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void shouldReadEachWordOnceWhereverItIs(long seed) {
    Random random = new Random(seed);
    List<AudienceWindow> words = new ArrayList<>();
    long sum = 0;
    for (int second = 0; second < 130; second++) {
      for (String agent : List.of("a", "b")) {
        AudienceWindow word = word(agent, T + second, random.nextInt(50), 0);
        sum += word.viewers();
        words.add(word);
      }
    }
    Collections.shuffle(words, random);
    int died = random.nextInt(words.size());
    Rows rows = new Rows();
    ViewingBook first = new ViewingBook(200_000);
    words.subList(0, died).forEach(word -> first.take(word.bootId(), word, NOW + 100_000));
    UUID dead = UUID.randomUUID();
    rows.keep(first, dead, first.toWrite(NOW + 200_000));
    ViewingBook second = new ViewingBook(200_000);
    UUID writer = UUID.randomUUID();
    for (AudienceWindow word : words.subList(died, words.size())) {
      second.take(word.bootId(), word, NOW + 100_000);
      if (random.nextInt(20) == 0) {
        List<ViewingBook.Window> changed = second.toWrite(NOW + 200_000);
        second.written(changed);
        rows.keep(second, writer, changed);
      }
    }
    List<ViewingBook.Window> changed = second.toWrite(NOW + 200_000);
    second.written(changed);
    rows.keep(second, writer, changed);
    second.forget(T * 1000 + 10_000L * random.nextInt(14));
    for (Step step : Step.values()) {
      assertThat(read(rows, second, writer, step)).as("%s, %s", seed, step).isEqualTo(sum);
    }
  }

  private static long read(Rows rows, ViewingBook book, UUID writer, Step step) {
    long from = Math.floorDiv(T * 1000, 60_000) * 60_000;
    ViewingBooks books =
        (room, sub, start, end) ->
            CompletableFuture.completedFuture(
                new Remembered(
                    writer,
                    book.from(),
                    0,
                    book.windows(start, end).stream()
                        .map(w -> new Part(w.start(), writer, ViewingBytes.of(w.viewing())))
                        .toList()));
    NavigableMap<Long, Viewing> windows =
        new ViewingReader(books, rows)
            .read("r", List.of("de"), step, from, from + 300_000)
            .toCompletableFuture()
            .join();
    return windows.values().stream().mapToLong(it -> it.sum(Tally.VIEWER_SECONDS)).sum();
  }

  /** Rows of one sub-room, by step; minutes are made as the actor makes them. */
  private static final class Rows implements ViewingRollups {
    private final Map<String, Part> all = new java.util.TreeMap<>();

    void keep(ViewingBook book, UUID writer, List<ViewingBook.Window> changed) {
      for (ViewingBook.Window window : changed) {
        put(Step.TEN_SECONDS, window.start(), writer, window.viewing());
        long minute = Math.floorDiv(window.start(), 60_000L) * 60_000;
        Viewing whole = new Viewing();
        book.windows(minute, minute + 60_000).forEach(part -> whole.after(part.viewing()));
        put(Step.MINUTE, minute, writer, whole);
      }
    }

    private void put(Step step, long start, UUID writer, Viewing viewing) {
      all.put(step + " " + start + " " + writer, new Part(start, writer, ViewingBytes.of(viewing)));
    }

    @Override
    public CompletionStage<Void> write(String room, String sub, Step step, List<Part> rows) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<List<Part>> read(
        String room, String sub, Step step, long from, long to) {
      return CompletableFuture.completedFuture(
          all.entrySet().stream()
              .filter(e -> e.getKey().startsWith(step + " "))
              .map(Map.Entry::getValue)
              .filter(row -> row.start() >= from && row.start() < to)
              .toList());
    }
  }
}
