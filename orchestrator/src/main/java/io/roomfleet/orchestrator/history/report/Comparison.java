package io.roomfleet.orchestrator.history.report;

import io.roomfleet.api.report.ComparisonReport;
import io.roomfleet.api.report.ComparisonReport.Compared;
import io.roomfleet.api.report.ComparisonReport.JudgedBy;
import io.roomfleet.api.report.ComparisonReport.ReturningViewers;
import io.roomfleet.api.report.ComparisonReport.Subject;
import io.roomfleet.orchestrator.history.report.Broadcasts.Broadcast;
import io.roomfleet.orchestrator.telemetry.window.Audience;
import io.roomfleet.orchestrator.telemetry.window.Window;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
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
    private Moments moments(boolean wholeBroadcasts) {
      return broadcasts.stream()
          .map(
              it ->
                  wholeBroadcasts
                      ? it.moments().asOne()
                      : Moments.of(
                          it.moments().blocks(),
                          Math.max(1, it.steps().size() / BLOCKS),
                          it.length()))
          .reduce(Moments::and)
          .orElseThrow();
    }
  }

  /**
   * The report.
   *
   * @param sides two or more; the first is the base
   */
  static ComparisonReport of(List<Side> sides, int leftOut) {
    Side base = sides.get(0);
    return new ComparisonReport(
        subject(base), sides.stream().skip(1).map(side -> compared(base, side)).toList(), leftOut);
  }

  private static Compared compared(Side base, Side side) {
    boolean whole =
        base.broadcasts().size() >= FEWEST_BROADCASTS
            && side.broadcasts().size() >= FEWEST_BROADCASTS;
    return new Compared(
        subject(side),
        whole ? JudgedBy.BROADCASTS : JudgedBy.TIME,
        side.moments(whole).against(base.moments(whole)),
        returning(base, side));
  }

  private static Subject subject(Side side) {
    Moments moments = side.moments(true);
    return new Subject(
        side.id(),
        side.label(),
        side.broadcasts().stream().map(it -> it.room().id()).toList(),
        side.broadcasts().stream()
            .map(it -> Broadcasts.start(it.room()))
            .min(Comparator.naturalOrder())
            .orElseThrow(),
        side.broadcasts().stream()
            .map(it -> endOf(it))
            .max(Comparator.naturalOrder())
            .orElseThrow(),
        moments.length().toSeconds(),
        moments.figures());
  }

  private static Instant endOf(Broadcast broadcast) {
    return Objects.requireNonNullElse(
        broadcast.room().endedAt(), Instant.ofEpochMilli(broadcast.span().to()));
  }

  /** Who was on both sides: what both have together is less than their sum by so many. */
  private static @Nullable ReturningViewers returning(Side base, Side side) {
    Window before = base.moments(true).whole().window();
    Window now = side.moments(true).whole().window();
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
