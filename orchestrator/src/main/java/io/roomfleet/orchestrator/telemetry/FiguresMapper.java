package io.roomfleet.orchestrator.telemetry;

import io.roomfleet.api.metrics.Figures;
import io.roomfleet.api.metrics.Figures.Counts;
import io.roomfleet.api.metrics.Figures.Distinct;
import io.roomfleet.api.metrics.Figures.Rates;
import io.roomfleet.api.metrics.Figures.Sales;
import io.roomfleet.orchestrator.telemetry.beacon.Decimals;
import io.roomfleet.orchestrator.telemetry.viewing.Viewing;
import io.roomfleet.orchestrator.telemetry.window.Audience;
import io.roomfleet.orchestrator.telemetry.window.Measure;
import io.roomfleet.orchestrator.telemetry.window.Window;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From a window to what the API shows; here, and only here, rates are worked out. */
public final class FiguresMapper {
  private FiguresMapper() {}

  /**
   * The figures of a window.
   *
   * @param time how long it is
   * @param seen of viewers in that time; null when nothing was
   */
  public static Figures figures(Window window, Duration time, @Nullable Viewing seen) {
    Counts counts = counts(window);
    Distinct distinct =
        new Distinct(
            window.distinct(Audience.ACTIVE),
            window.distinct(Audience.EXPOSED),
            window.distinct(Audience.ENTRANTS),
            window.distinct(Audience.BUYERS),
            window.distinct(Audience.RETURNING_BUYERS));
    return new Figures(
        counts,
        distinct,
        sales(window),
        rates(counts, distinct, time),
        ViewingMapper.figures(seen));
  }

  private static Counts counts(Window window) {
    long engagement =
        window.count(Measure.COMMENTS)
            + window.count(Measure.LIKES)
            + window.count(Measure.SHARES)
            + window.count(Measure.GIFTS)
            + window.count(Measure.PRODUCT_CLICKS);
    return new Counts(
        window.count(Measure.EXPOSURES),
        window.count(Measure.CLICKS),
        window.count(Measure.ENTERS),
        window.count(Measure.LEAVES),
        window.count(Measure.COMMENTS),
        window.count(Measure.LIKES),
        window.count(Measure.SHARES),
        window.count(Measure.GIFTS),
        Decimals.number(window.count(Measure.GIFT_VALUE)),
        window.count(Measure.PRODUCT_CLICKS),
        window.count(Measure.ADD_TO_CARTS),
        window.count(Measure.ORDERS),
        engagement,
        window.count(Measure.COMPLAINTS));
  }

  private static List<Sales> sales(Window window) {
    return window.sales().entrySet().stream()
        .map(
            entry -> {
              Window.Sales sold = entry.getValue();
              BigDecimal revenue = Decimals.number(sold.revenue());
              return new Sales(
                  entry.getKey(),
                  sold.orders(),
                  revenue,
                  revenue.divide(
                      BigDecimal.valueOf(sold.orders()), Decimals.SCALE, RoundingMode.HALF_UP));
            })
        .toList();
  }

  private static Rates rates(Counts counts, Distinct distinct, Duration time) {
    return new Rates(
        counts.engagement() * 10_000.0 / time.toMillis(),
        rate(counts.orders(), distinct.entrants()),
        rate(distinct.returningBuyers(), distinct.buyers()),
        rate(counts.clicks(), counts.exposures()),
        rate(counts.clicks(), distinct.exposed()),
        rate(distinct.entrants(), counts.exposures()),
        rate(distinct.entrants(), distinct.exposed()),
        rate(counts.complaints(), counts.comments()));
  }

  private static @Nullable Double rate(long above, long below) {
    return below == 0 ? null : (double) above / below;
  }
}
