package io.roomfleet.orchestrator.cohost.pk;

import io.roomfleet.api.cohost.PkHow;
import io.roomfleet.api.cohost.PkResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rounds of a PK: the newest one, and the results of those before. Immutable.
 *
 * @param round the newest one, from 1
 * @param teams by room, of all that were there when the round began
 * @param startsAt the first instant at which points count
 * @param endsAt the first instant at which they count no more
 * @param extraTimes how often time was added for a draw in this round
 * @param points by room
 * @param rematch rooms whose hosts want another round
 * @param punishmentUntil null while the round is on
 * @param results of all rounds that are over, the oldest first
 * @param counted of all rounds, so that what comes again later counts for none
 */
public record PkBoard(
    int round,
    Map<String, String> teams,
    Instant startsAt,
    Instant endsAt,
    int extraTimes,
    Map<String, Long> points,
    List<String> rematch,
    @Nullable Instant punishmentUntil,
    List<PkResult> results,
    EventIds counted) {
  public static final int MOST_ROUNDS = 20;

  /** What a session can remember the ids of. */
  public static final int MOST_SCORES = 500_000;

  /** The first round, or the next one after {@code before}. */
  public static PkBoard started(
      @Nullable PkBoard before, Map<String, String> teams, Instant startsAt, Instant endsAt) {
    Map<String, Long> zero = new LinkedHashMap<>();
    teams.keySet().forEach(room -> zero.put(room, 0L));
    return new PkBoard(
        before == null ? 1 : before.round + 1,
        Collections.unmodifiableMap(new LinkedHashMap<>(teams)),
        startsAt,
        endsAt,
        0,
        Collections.unmodifiableMap(zero),
        List.of(),
        null,
        before == null ? List.of() : before.results,
        before == null ? EventIds.NONE : before.counted);
  }

  /** Those of the scores that were not counted yet, each id once. */
  public List<Score> news(List<Score> scores) {
    Set<String> ids = new LinkedHashSet<>();
    return scores.stream()
        .filter(score -> !counted.contains(score.eventId()) && ids.add(score.eventId()))
        .toList();
  }

  /**
   * With scores that are news.
   *
   * @throws ArithmeticException when a sum leaves a long; the bounds of {@link Score} forbid it
   */
  public PkBoard scored(List<Score> news) {
    Map<String, Long> sums = new LinkedHashMap<>(points);
    for (Score score : news) {
      sums.merge(score.roomId(), score.points(), Math::addExact);
    }
    return new PkBoard(
        round,
        teams,
        startsAt,
        endsAt,
        extraTimes,
        Collections.unmodifiableMap(sums),
        rematch,
        punishmentUntil,
        results,
        counted.plus(news.stream().map(Score::eventId).toList()));
  }

  /**
   * With another end.
   *
   * @param automatic whether it was for a draw, which is not done without end
   */
  public PkBoard extended(Instant newEnd, boolean automatic) {
    return new PkBoard(
        round,
        teams,
        startsAt,
        newEnd,
        automatic ? extraTimes + 1 : extraTimes,
        points,
        rematch,
        punishmentUntil,
        results,
        counted);
  }

  public PkBoard rematchAskedBy(String roomId) {
    return after(plus(rematch, roomId), punishmentUntil, results);
  }

  public PkBoard ended(PkResult result, @Nullable Instant until) {
    return after(rematch, until, plus(results, result));
  }

  private static <T> List<T> plus(List<T> some, T one) {
    List<T> all = new ArrayList<>(some);
    all.add(one);
    return List.copyOf(all);
  }

  private PkBoard after(
      List<String> rematch, @Nullable Instant punishmentUntil, List<PkResult> results) {
    return new PkBoard(
        round,
        teams,
        startsAt,
        endsAt,
        extraTimes,
        points,
        rematch,
        punishmentUntil,
        results,
        counted);
  }

  /** Points by team, in the order of the teams. */
  public Map<String, Long> totals() {
    Map<String, Long> totals = new LinkedHashMap<>();
    teams.forEach(
        (room, team) -> totals.merge(team, points.getOrDefault(room, 0L), Math::addExact));
    return Collections.unmodifiableMap(totals);
  }

  /** The teams with the most points. */
  public List<String> leaders() {
    Map<String, Long> totals = totals();
    long most = totals.values().stream().mapToLong(Long::longValue).max().orElse(0);
    return totals.entrySet().stream()
        .filter(team -> team.getValue() == most)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** How the round ends when its time is over. */
  public PkResult byPoints(Instant at) {
    List<String> leaders = leaders();
    boolean draw = leaders.size() != 1;
    return result(draw ? null : leaders.get(0), draw ? PkHow.DRAW : PkHow.POINTS, at);
  }

  /** How the round ends when only these teams are left, none or one. */
  public PkResult byForfeit(Set<String> left, Instant at) {
    return left.size() == 1
        ? result(left.iterator().next(), PkHow.FORFEIT, at)
        : result(null, PkHow.BROKEN_OFF, at);
  }

  private PkResult result(@Nullable String winner, PkHow how, Instant at) {
    return new PkResult(round, totals(), winner, how, extraTimes, startsAt, at);
  }

  /** True once the newest round has its result. */
  public boolean hasResult() {
    return results.size() >= round;
  }

  /** Its clock, for clients. */
  public PkClock clock(Instant now) {
    return PkClock.of(startsAt, endsAt, now);
  }
}
