package io.roomfleet.agent.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.roomfleet.agent.cmcd.Cmcd;
import io.roomfleet.agent.cmcd.CmcdReader;
import io.roomfleet.agent.viewer.SubRoomKey;
import io.roomfleet.api.agent.AudienceWindow;
import io.roomfleet.api.agent.AudienceWindow.RenditionShare;
import io.roomfleet.sketch.Percentiles;
import io.roomfleet.sketch.Uniques;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionTableTest {
  private static final long START = 1_700_000_000_000L;
  private static final SubRoomKey DE = new SubRoomKey("room", "de");

  private final SessionTable table = new SessionTable(1_000, "boot", START);

  private static Visit visit(Visit.Kind kind, long session, String cmcd) {
    return new Visit(DE, kind, session, CmcdReader.read(cmcd), "360p", () -> "DE");
  }

  private boolean at(long millis, Visit.Kind kind, long session, String cmcd) {
    return table.visit(visit(kind, session, cmcd), START + millis);
  }

  private AudienceWindow second(int number) {
    List<AudienceWindow> windows = table.windows(START + (number + 1) * 1000L);
    return windows.get(windows.size() - 1);
  }

  private static Percentiles percentiles(String text) {
    return Percentiles.decode(Base64.getDecoder().decode(text));
  }

  @Test
  void whoAsksForASegmentIsAViewerFor30SecondsAndLeavesWithWhatItStayed() {
    at(0, Visit.Kind.MASTER, 1, "");
    assertThat(table.windows(START + 1000)).isEmpty();
    at(1_200, Visit.Kind.SEGMENT, 1, "");
    at(6_200, Visit.Kind.SEGMENT, 1, "");
    assertThat(second(6).viewers()).isEqualTo(1);
    assertThat(second(35).viewers()).isEqualTo(1);
    AudienceWindow last = second(36);
    assertThat(last.viewers()).isZero();
    assertThat(last.leaves()).isEqualTo(1);
    assertThat(last.countries()).isEmpty();
    assertThat(percentiles(last.dwellMillis()).quantile(1)).isCloseTo(5_000, within(26.0));
    assertThat(table.sessions()).isZero();
    assertThat(table.windows(START + 60_000)).isEmpty();
  }

  @Test
  void theJoinTimeIsFromTheMasterPlaylistToTheFirstSegmentSentAndIsSaidOnce() {
    assertThat(at(100, Visit.Kind.MASTER, 1, "")).isFalse();
    at(150, Visit.Kind.MASTER, 1, "");
    at(200, Visit.Kind.PLAYLIST, 1, "");
    assertThat(at(300, Visit.Kind.SEGMENT, 1, "")).isTrue();
    table.sent(DE, 1, START + 600);
    assertThat(at(700, Visit.Kind.SEGMENT, 1, "")).isFalse();
    table.sent(DE, 1, START + 800);
    assertThat(at(810, Visit.Kind.SEGMENT, 2, "")).as("it came without the master").isFalse();
    table.sent(DE, 2, START + 820);
    table.sent(new SubRoomKey("room", "other"), 2, START + 820);
    Percentiles joins = percentiles(second(0).joinMillis());
    assertThat(joins.count()).isEqualTo(1);
    assertThat(joins.quantile(0.5)).isCloseTo(500, within(2.6));
  }

  @Test
  void aStallIsTheTimeSinceTheRequestBeforeOrWhatThePlayerSaysAndAtMostTenSeconds() {
    at(0, Visit.Kind.SEGMENT, 1, "bl=2000,bs");
    at(2_000, Visit.Kind.SEGMENT, 1, "bl=0,rtp=5");
    at(5_000, Visit.Kind.SEGMENT, 1, "bs,bsd=700");
    at(6_000, Visit.Kind.PLAYLIST, 1, "");
    at(7_000, Visit.Kind.PLAYLIST, 1, "bs");
    at(7_100, Visit.Kind.REPORT, 1, "bl=300");
    at(27_500, Visit.Kind.SEGMENT, 1, "bs,bsd=60000");
    at(27_600, Visit.Kind.SEGMENT, 2, "");
    at(27_700, Visit.Kind.SEGMENT, 2, "");
    List<AudienceWindow> windows = table.windows(START + 28_000);
    assertThat(windows.stream().map(AudienceWindow::measuredMillis).filter(m -> m > 0))
        .containsExactly(2_000L, 3_000L, 2_100L, 10_000L);
    assertThat(windows.stream().map(AudienceWindow::stalledMillis).filter(m -> m > 0))
        .containsExactly(700L, 2_000L, 10_000L);
  }

  @Test
  void whoHasNoRoomIsInTheUniquesAloneAndTheWindowSaysSo() {
    SessionTable small = new SessionTable(10, "boot", START);
    for (int session = 0; session < 15; session++) {
      small.visit(visit(Visit.Kind.SEGMENT, session, "bl=5"), START);
    }
    small.visit(visit(Visit.Kind.PLAYLIST, 99, ""), START);
    AudienceWindow window = small.windows(START + 1000).get(0);
    assertThat(window.viewers()).isEqualTo(10);
    assertThat(window.joins()).isEqualTo(10);
    assertThat(window.overflow()).isEqualTo(5);
    assertThat(window.segments()).isEqualTo(15);
    assertThat(percentiles(window.bufferMillis()).count()).isEqualTo(10);
    assertThat(uniques(window)).isCloseTo(15, within(0.2));
    assertThat(small.sessions()).isEqualTo(10);
    small.windows(START + 40_000);
    small.visit(visit(Visit.Kind.SEGMENT, 14, ""), START + 40_000);
    assertThat(small.windows(START + 41_000).get(0).overflow()).isZero();
  }

  private static double uniques(AudienceWindow window) {
    return window.uniques() == null
        ? 0
        : Uniques.decode(Base64.getDecoder().decode(window.uniques())).estimate();
  }

  @Test
  void manyCountriesAndRenditionsDoNotMakeTheRecordGrow() {
    for (int i = 0; i < 600; i++) {
      String country = "" + (char) ('A' + i / 26) + (char) ('A' + i % 26);
      Visit visit = new Visit(DE, Visit.Kind.SEGMENT, i, Cmcd.NONE, "r" + i, () -> country);
      table.visit(visit, START);
    }
    AudienceWindow window = second(0);
    assertThat(window.countries()).hasSize(65).containsEntry("ZZ", 600 - 64);
    assertThat(window.renditions()).hasSize(16);
    assertThat(window.renditions().stream().mapToInt(RenditionShare::viewers).sum()).isEqualTo(600);
    assertThat(second(31).viewers()).isZero();
  }

  @Test
  void timeThatGoesBackIsTakenForNoTimeAndALongPauseHasNoMoreThanAMinuteOfWindows() {
    at(5_000, Visit.Kind.SEGMENT, 1, "");
    at(1_000, Visit.Kind.SEGMENT, 2, "");
    assertThat(second(5).viewers()).isEqualTo(2);
    at(6_500, Visit.Kind.SEGMENT, 1, "");
    assertThat(table.windows(START + 3_600_000).size()).isLessThanOrEqualTo(60);
    assertThat(table.sessions()).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void anyHistoryGivesWhatIsWorkedOutFromAllThatHappened(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, NaiveAudience> naive =
        new HashMap<>(Map.of("de", new NaiveAudience(), "fr", new NaiveAudience()));
    long now = START;
    long second = START / 1000;
    int compared = 0;
    for (int step = 0; step < 6_000; step++) {
      now +=
          random.nextInt(10) == 0
              ? random.nextInt(seed % 2 == 0 ? 300 : 9_000)
              : random.nextInt(40);
      List<AudienceWindow> windows = table.windows(now);
      for (; second < now / 1000; second++) {
        for (Map.Entry<String, NaiveAudience> room : naive.entrySet()) {
          long start = second;
          AudienceWindow expected = room.getValue().window("room", room.getKey(), start);
          AudienceWindow made =
              windows.stream()
                  .filter(w -> w.windowStart() == start && w.subRoomId().equals(room.getKey()))
                  .findFirst()
                  .orElse(null);
          assertThat(made == null ? null : withoutUniques(made))
              .as("second %d", start)
              .isEqualTo(expected);
          if (made != null) {
            assertThat(uniques(made)).isCloseTo(room.getValue().distinct(start), within(0.5));
            compared++;
          }
        }
      }
      Visit visit = random(random);
      table.visit(visit, now);
      naive.get(visit.subRoom().subRoomId()).visit(visit, now);
      if (visit.kind() == Visit.Kind.SEGMENT && random.nextInt(3) > 0) {
        now += random.nextInt(30);
        if (now / 1000 == second) {
          table.sent(visit.subRoom(), visit.session(), now);
          naive.get(visit.subRoom().subRoomId()).sent(visit.session(), now);
        }
      }
    }
    assertThat(compared).isGreaterThan(100);
  }

  private static Visit random(SplittableRandom random) {
    Visit.Kind kind = Visit.Kind.values()[random.nextInt(4)];
    long session = random.nextInt(random.nextBoolean() ? 5 : 60);
    Cmcd cmcd =
        random.nextInt(3) == 0
            ? Cmcd.NONE
            : new Cmcd(
                null,
                random.nextBoolean() ? null : 100 + random.nextInt(900),
                random.nextInt(20_000),
                random.nextBoolean() ? null : random.nextInt(50_000),
                random.nextInt(4) == 0,
                random.nextBoolean() ? null : random.nextInt(3_000));
    String[] renditions = {"180p", "360p", "720p"};
    return new Visit(
        new SubRoomKey("room", random.nextBoolean() ? "de" : "fr"),
        kind,
        session,
        cmcd,
        kind == Visit.Kind.SEGMENT ? renditions[random.nextInt(3)] : null,
        () -> session % 3 == 0 ? "DE" : session % 3 == 1 ? "FR" : "ZZ");
  }

  private static AudienceWindow withoutUniques(AudienceWindow w) {
    return new AudienceWindow(
        w.roomId(),
        w.subRoomId(),
        w.bootId(),
        w.windowStart(),
        w.viewers(),
        w.joins(),
        w.leaves(),
        w.segments(),
        w.overflow(),
        w.measuredMillis(),
        w.stalledMillis(),
        w.renditions(),
        w.countries(),
        null,
        w.joinMillis(),
        w.bufferMillis(),
        w.throughputKbps(),
        w.dwellMillis());
  }
}
