package io.roomfleet.orchestrator.history.report;

import io.roomfleet.api.report.ComparisonReport;
import io.roomfleet.api.report.ComparisonReport.Compared;
import io.roomfleet.api.report.ComparisonReport.JudgedBy;
import io.roomfleet.api.report.ComparisonReport.ReturningViewers;
import io.roomfleet.api.report.ComparisonReport.Subject;
import io.roomfleet.orchestrator.history.report.Broadcasts.Broadcast;
import io.roomfleet.orchestrator.telemetry.MergedSteps.Known;
import io.roomfleet.orchestrator.telemetry.window.Audience;
import io.roomfleet.orchestrator.telemetry.window.Window;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Holds broadcasts, or hosts with all of theirs, against the first of them. Pure. */
final class Comparison {
  /** With so many broadcasts on each side, noise is what they differ by among themselves. */
  static final int FEWEST_BROADCASTS = BlockRatio.FEWEST;

  /** A broadcast is cut into about so many blocks: enough to see it vary, few enough to be calm. */
  private static final int BLOCKS = 24;

  /** Of a distinct count: two standard errors of a merged sketch. */
  private static final double ERROR = 2 * 0.023;

  private Comparison() {}

  /**
   * One side.
   *
   * @param broadcasts at least one, by their starts
   */
  record Side(String id, String label, List<Broadcast> broadcasts) {
    private Moments moments(@Nullable String currency) {
      return Moments.of(
          broadcasts.stream()
              .map(
                  it ->
                      Moments.of(
                          List.copyOf(it.steps().values()),
                          Math.max(1, it.steps().size() / BLOCKS),
                          currency,
                          it.length()))
              .toList());
    }

    /** Each broadcast as one block. */
    private Moments evenings(@Nullable String currency) {
      return Moments.of(
          broadcasts.stream()
              .map(
                  it ->
                      Moments.of(
                          List.of(Known.after(List.copyOf(it.steps().values()))),
                          1,
                          currency,
                          it.length()))
              .toList());
    }

    private Stream<Known> known() {
      return broadcasts.stream().flatMap(it -> it.steps().values().stream());
    }
  }

  /** A side, and what it came to. */
  private record Summed(Side side, Moments moments) {}

  /**
   * The report.
   *
   * @param sides two or more; the first is the base
   */
  static ComparisonReport of(List<Side> sides, int leftOut) {
    String currency = Moments.currency(sides.stream().flatMap(Side::known));
    List<Summed> summed =
        sides.stream().map(side -> new Summed(side, side.moments(currency))).toList();
    Summed base = summed.get(0);
    return new ComparisonReport(
        subject(base),
        summed.stream().skip(1).map(it -> compared(base, it, currency)).toList(),
        leftOut);
  }

  private static Compared compared(Summed base, Summed it, @Nullable String currency) {
    boolean whole =
        base.side().broadcasts().size() >= FEWEST_BROADCASTS
            && it.side().broadcasts().size() >= FEWEST_BROADCASTS;
    return new Compared(
        subject(it),
        whole ? JudgedBy.BROADCASTS : JudgedBy.TIME,
        whole
            ? it.side().evenings(currency).against(base.side().evenings(currency), currency)
            : it.moments().against(base.moments(), currency),
        returning(base.moments().whole().window(), it.moments().whole().window()));
  }

  private static Subject subject(Summed it) {
    List<Broadcast> broadcasts = it.side().broadcasts();
    return new Subject(
        it.side().id(),
        it.side().label(),
        broadcasts.stream().map(each -> each.room().id()).toList(),
        broadcasts.stream()
            .map(each -> Broadcasts.start(each.room()))
            .min(Comparator.naturalOrder())
            .orElseThrow(),
        broadcasts.stream().map(Comparison::endOf).max(Comparator.naturalOrder()).orElseThrow(),
        it.moments().length().toSeconds(),
        it.moments().figures());
  }

  private static Instant endOf(Broadcast broadcast) {
    return Objects.requireNonNullElse(
        broadcast.room().endedAt(), Instant.ofEpochMilli(broadcast.span().to()));
  }

  /** Who was on both sides: what both have together is less than their sum by so many. */
  private static @Nullable ReturningViewers returning(Window before, Window now) {
    Window both = new Window();
    both.merge(before);
    both.merge(now);
    long ofBase = before.distinct(Audience.ACTIVE);
    long ofSide = now.distinct(Audience.ACTIVE);
    long together = both.distinct(Audience.ACTIVE);
    if (ofBase == 0 || ofSide == 0) {
      return null;
    }
    long returning = Math.max(0, Math.min(Math.min(ofBase, ofSide), ofBase + ofSide - together));
    double error =
        ERROR
            * Math.sqrt(
                (double) ofBase * ofBase + (double) ofSide * ofSide + (double) together * together);
    return new ReturningViewers(returning, ofSide - returning, Math.min(ofSide, Math.round(error)));
  }
}
