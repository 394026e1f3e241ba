package io.roomfleet.orchestrator.history.report;

import io.roomfleet.api.report.ReportFigure;
import io.roomfleet.orchestrator.history.report.BlockRatio.Block;
import io.roomfleet.orchestrator.telemetry.MergedSteps.Known;
import io.roomfleet.orchestrator.telemetry.beacon.Decimals;
import io.roomfleet.orchestrator.telemetry.viewing.Spread;
import io.roomfleet.orchestrator.telemetry.viewing.Tally;
import io.roomfleet.orchestrator.telemetry.viewing.Viewing;
import io.roomfleet.orchestrator.telemetry.window.Audience;
import io.roomfleet.orchestrator.telemetry.window.Measure;
import io.roomfleet.orchestrator.telemetry.window.Window;
import io.roomfleet.sketch.Percentiles;
import org.jspecify.annotations.Nullable;

/**
 * A figure as a ratio of two sums, of which a block of time has its part. So a long broadcast is
 * not the mean of its minutes, and how much the ratio varies can be worked out of the blocks.
 *
 * <p>A median is no such ratio: it varies as the medians of the blocks, weighted by how many values
 * each has. Distinct viewers are counted once in each block.
 *
 * @param currency of orders; null when there are none
 */
record FigureRatio(ReportFigure figure, @Nullable String currency) {

  /** True when the sum above counts events that happen one by one. */
  boolean counts() {
    return switch (figure) {
      case ENGAGEMENT_PER_VIEWER_MINUTE,
          ORDERS_PER_VIEWER_HOUR,
          CONVERSION,
          REPURCHASE,
          COMPLAINT_RATE,
          COVER_CTR ->
          true;
      case VIEWERS, WATCH_SECONDS, STALL_RATIO, JOIN_MILLIS, AVERAGE_ORDER_VALUE -> false;
    };
  }

  /** As people see it, of a whole time; null when there is nothing below the line. */
  @Nullable Double shown(Known known) {
    if (figure == ReportFigure.JOIN_MILLIS) {
      Percentiles joins = joins(known.viewing());
      return joins == null || joins.count() == 0 ? null : joins.quantile(0.5);
    }
    Block all = block(known);
    return all.below() == 0 ? null : all.above() / all.below();
  }

  /** A block's part in both sums. */
  Block block(Known known) {
    Window did = known.window();
    Viewing seen = known.viewing() == null ? new Viewing() : known.viewing();
    long watched = seen.sum(Tally.VIEWER_SECONDS);
    return switch (figure) {
      case VIEWERS -> new Block(watched, seen.seconds());
      case WATCH_SECONDS -> new Block(watched, seen.sum(Tally.JOINS));
      case STALL_RATIO ->
          new Block(seen.sum(Tally.STALLED_MILLIS), seen.sum(Tally.MEASURED_MILLIS));
      case JOIN_MILLIS -> joinTime(seen);
      case ENGAGEMENT_PER_VIEWER_MINUTE -> new Block(engagement(did), watched / 60.0);
      case ORDERS_PER_VIEWER_HOUR -> new Block(did.count(Measure.ORDERS), watched / 3600.0);
      case CONVERSION -> new Block(did.count(Measure.ORDERS), did.distinct(Audience.ENTRANTS));
      case AVERAGE_ORDER_VALUE -> orderValue(did);
      case REPURCHASE ->
          new Block(did.distinct(Audience.RETURNING_BUYERS), did.distinct(Audience.BUYERS));
      case COMPLAINT_RATE -> new Block(did.count(Measure.COMPLAINTS), did.count(Measure.COMMENTS));
      case COVER_CTR -> new Block(did.count(Measure.CLICKS), did.count(Measure.EXPOSURES));
    };
  }

  private static Block joinTime(Viewing seen) {
    Percentiles joins = joins(seen);
    return joins == null || joins.count() == 0
        ? new Block(0, 0)
        : new Block(joins.quantile(0.5) * joins.count(), joins.count());
  }

  private static @Nullable Percentiles joins(@Nullable Viewing seen) {
    return seen == null ? null : seen.spread(Spread.JOIN_MILLIS);
  }

  private static long engagement(Window did) {
    return did.count(Measure.COMMENTS)
        + did.count(Measure.LIKES)
        + did.count(Measure.SHARES)
        + did.count(Measure.GIFTS)
        + did.count(Measure.PRODUCT_CLICKS);
  }

  private Block orderValue(Window did) {
    Window.Sales sold = currency == null ? null : did.sales().get(currency);
    return sold == null
        ? new Block(0, 0)
        : new Block(Decimals.number(sold.revenue()).doubleValue(), sold.orders());
  }
}
