package io.roomfleet.orchestrator.placement;

import io.roomfleet.api.Capacity;

/**
 * Capacity in whole numbers, so that sums are exact: thousandths of a transcode unit, kbit/s of
 * egress, slots. A side may be negative in a difference.
 */
public record Amount(long milliUnits, long kbps, long slots) {
  public static final Amount ZERO = new Amount(0, 0, 0);

  /** Rounded down: a capacity is never made larger. */
  public static Amount ofCapacity(Capacity capacity) {
    return new Amount(
        (long) Math.floor(capacity.transcodeUnits() * 1000 + 1e-6),
        (long) Math.floor(capacity.egressMbps() * 1000 + 1e-6),
        capacity.slots());
  }

  public Amount plus(Amount other) {
    return new Amount(milliUnits + other.milliUnits, kbps + other.kbps, slots + other.slots);
  }

  public Amount minus(Amount other) {
    return new Amount(milliUnits - other.milliUnits, kbps - other.kbps, slots - other.slots);
  }

  public Amount negated() {
    return ZERO.minus(this);
  }

  /** By side, the larger one. */
  public Amount max(Amount other) {
    return new Amount(
        Math.max(milliUnits, other.milliUnits),
        Math.max(kbps, other.kbps),
        Math.max(slots, other.slots));
  }

  /** True when no side of this is larger than that side of {@code room}. */
  public boolean fitsIn(Amount room) {
    return milliUnits <= room.milliUnits && kbps <= room.kbps && slots <= room.slots;
  }

  /** By side, what this is short of in {@code room}; zero where it fits. */
  public Amount missingIn(Amount room) {
    return new Amount(
        Math.max(0, milliUnits - room.milliUnits),
        Math.max(0, kbps - room.kbps),
        Math.max(0, slots - room.slots));
  }

  /**
   * The fullest side's share of {@code capacity}, 0 to 1; 1 where that side has no capacity and
   * something is wanted of it.
   */
  public double shareOf(Amount capacity) {
    return Math.max(
        share(milliUnits, capacity.milliUnits),
        Math.max(share(kbps, capacity.kbps), share(slots, capacity.slots)));
  }

  /** 0 of nothing, 1 of something where there is nothing. */
  static double share(long part, long whole) {
    return part <= 0 ? 0 : whole <= 0 ? 1 : (double) part / whole;
  }

  /** For the API; negative sides become zero. */
  public Capacity toCapacity() {
    return new Capacity(
        Math.max(0, milliUnits) / 1000.0,
        Math.max(0, kbps) / 1000.0,
        (int) Math.min(Integer.MAX_VALUE, Math.max(0, slots)));
  }

  /** The sides that are not zero, such as {@code 1.5 transcode units, 20 Mbit/s egress}. */
  public String inWords() {
    StringBuilder words = new StringBuilder();
    append(words, milliUnits, 1000, "transcode units");
    append(words, kbps, 1000, "Mbit/s egress");
    append(words, slots, 1, "slots");
    return words.isEmpty() ? "nothing" : words.toString();
  }

  private static void append(StringBuilder words, long side, int scale, String unit) {
    if (side == 0) {
      return;
    }
    String number =
        java.math.BigDecimal.valueOf(side)
            .divide(java.math.BigDecimal.valueOf(scale))
            .stripTrailingZeros()
            .toPlainString();
    words.append(words.isEmpty() ? "" : ", ").append(number).append(' ').append(unit);
  }
}
