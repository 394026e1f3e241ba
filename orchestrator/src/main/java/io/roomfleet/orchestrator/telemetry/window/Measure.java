package io.roomfleet.orchestrator.telemetry.window;

import org.jspecify.annotations.Nullable;

/**
 * What is counted in a {@link Window}. A further figure is a further constant: nothing else needs
 * to know of it to keep it, to add it up or to read it back. Codes stand in kept rows and never
 * change their meaning.
 */
public enum Measure {
  EXPOSURES(1, Unit.COUNT, Merge.SUM),
  CLICKS(2, Unit.COUNT, Merge.SUM),
  ENTERS(3, Unit.COUNT, Merge.SUM),
  LEAVES(4, Unit.COUNT, Merge.SUM),
  COMMENTS(5, Unit.COUNT, Merge.SUM),
  LIKES(6, Unit.COUNT, Merge.SUM),
  SHARES(7, Unit.COUNT, Merge.SUM),
  GIFTS(8, Unit.COUNT, Merge.SUM),
  /** What gifts are worth, in the platform's own coin. */
  GIFT_VALUE(9, Unit.TEN_THOUSANDTHS, Merge.SUM),
  PRODUCT_CLICKS(10, Unit.COUNT, Merge.SUM),
  ADD_TO_CARTS(11, Unit.COUNT, Merge.SUM),
  ORDERS(12, Unit.COUNT, Merge.SUM),
  /** Comments with words of complaint. */
  COMPLAINTS(13, Unit.COUNT, Merge.SUM);

  static final int COUNT = values().length;
  private static final Measure[] ALL = values();

  private final int code;
  private final Unit unit;
  private final Merge merge;

  Measure(int code, Unit unit, Merge merge) {
    this.code = code;
    this.unit = unit;
    this.merge = merge;
  }

  int code() {
    return code;
  }

  public Unit unit() {
    return unit;
  }

  /** Of two windows' values that of both together. */
  long merged(long one, long other) {
    return merge == Merge.SUM ? saturated(one, other) : Math.max(one, other);
  }

  /** The sum; the largest number there is when it would be larger. */
  static long saturated(long one, long other) {
    long sum = one + other;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }

  /** The measure with this code; null for one that a newer version keeps. */
  static @Nullable Measure ofCode(int code) {
    for (Measure measure : ALL) {
      if (measure.code == code) {
        return measure;
      }
    }
    return null;
  }

  /** What a value is a number of. */
  public enum Unit {
    COUNT,
    TEN_THOUSANDTHS
  }

  /** How the values of two windows, or of two sub-rooms, become one. */
  enum Merge {
    SUM,
    /** For peaks. */
    MAX
  }
}
