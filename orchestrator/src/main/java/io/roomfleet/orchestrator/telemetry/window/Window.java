package io.roomfleet.orchestrator.telemetry.window;

import io.roomfleet.orchestrator.telemetry.beacon.BeaconCursor;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What was counted in some stretch of time, of one sub-room or of several: counts by {@link
 * Measure}, distinct viewers by {@link Audience}, and sales by currency. Windows merge in any order
 * to the same sum. Of percentiles or rates none are kept, since they do not add up: whoever shows a
 * rate works it out from the merged window.
 */
public final class Window {
  private final long[] counts = new long[Measure.COUNT];
  private final @Nullable Uniques[] audiences = new Uniques[Audience.COUNT];
  private final Map<String, Sales> sales = new TreeMap<>();

  /**
   * What was ordered in one currency.
   *
   * @param revenue ten-thousandths of the currency's unit
   */
  public record Sales(long orders, long revenue) {
    Sales plus(Sales other) {
      return new Sales(
          Measure.saturated(orders, other.orders), Measure.saturated(revenue, other.revenue));
    }
  }

  public long count(Measure measure) {
    return counts[measure.ordinal()];
  }

  /** How many different ones, estimated. */
  public long distinct(Audience audience) {
    Uniques uniques = audiences[audience.ordinal()];
    return uniques == null ? 0 : uniques.estimate();
  }

  /** By currency, in the order of their names. */
  public Map<String, Sales> sales() {
    return Collections.unmodifiableMap(sales);
  }

  /** Adds a value to what was counted, as the measure says. */
  void count(Measure measure, long value) {
    int at = measure.ordinal();
    counts[at] = measure.merged(counts[at], value);
  }

  void sold(String currency, Sales more) {
    sales.merge(currency, more, Sales::plus);
  }

  /** Counts the beacon on which the cursor stands. */
  void count(BeaconCursor beacon) {
    long viewer = beacon.viewer();
    saw(Audience.ACTIVE, viewer);
    switch (beacon.kind()) {
      case EXPOSURE -> {
        one(Measure.EXPOSURES);
        saw(Audience.EXPOSED, viewer);
      }
      case CLICK -> one(Measure.CLICKS);
      case ENTER -> {
        one(Measure.ENTERS);
        saw(Audience.ENTRANTS, viewer);
      }
      case LEAVE -> one(Measure.LEAVES);
      case COMMENT -> {
        one(Measure.COMMENTS);
        if (beacon.complaint()) {
          one(Measure.COMPLAINTS);
        }
      }
      case LIKE -> one(Measure.LIKES);
      case SHARE -> one(Measure.SHARES);
      case GIFT -> {
        one(Measure.GIFTS);
        count(Measure.GIFT_VALUE, beacon.amount());
      }
      case PRODUCT_CLICK -> one(Measure.PRODUCT_CLICKS);
      case ADD_TO_CART -> one(Measure.ADD_TO_CARTS);
      case ORDER -> order(beacon);
    }
  }

  private void order(BeaconCursor beacon) {
    one(Measure.ORDERS);
    sold(Letters.text(beacon.currency(), 3), new Sales(1, beacon.amount()));
    saw(Audience.BUYERS, beacon.buyer());
    if (beacon.returning()) {
      saw(Audience.RETURNING_BUYERS, beacon.buyer());
    }
  }

  private void one(Measure measure) {
    counts[measure.ordinal()]++;
  }

  private void saw(Audience audience, long who) {
    Uniques uniques = audiences[audience.ordinal()];
    if (uniques == null) {
      uniques = new Uniques();
      audiences[audience.ordinal()] = uniques;
    }
    uniques.add(who);
  }

  void audience(Audience audience, Uniques more) {
    Uniques mine = audiences[audience.ordinal()];
    if (mine == null) {
      audiences[audience.ordinal()] = more.copy();
    } else {
      mine.merge(more);
    }
  }

  /** Adds all that the other one counted; the other one stays as it is. */
  public void merge(Window other) {
    for (Measure measure : Measure.values()) {
      count(measure, other.count(measure));
    }
    other.audiences(this::audience);
    other.sales.forEach(this::sold);
  }

  /** Each audience of which anyone was seen. */
  void audiences(BiConsumer<Audience, Uniques> each) {
    for (Audience audience : Audience.values()) {
      Uniques uniques = audiences[audience.ordinal()];
      if (uniques != null) {
        each.accept(audience, uniques);
      }
    }
  }

  /** True when nothing was counted. */
  public boolean isEmpty() {
    return weight() == 0;
  }

  /** How much there is in it, to find the largest. */
  long weight() {
    long weight = 0;
    for (Measure measure : Measure.values()) {
      weight += measure.unit() == Measure.Unit.COUNT ? count(measure) : 0;
    }
    return weight;
  }
}
