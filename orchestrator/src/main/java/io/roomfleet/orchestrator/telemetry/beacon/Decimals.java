package io.roomfleet.orchestrator.telemetry.beacon;

import java.math.BigDecimal;

/** Amounts in ten-thousandths: no currency has smaller units, and sums stay whole. */
public final class Decimals {
  /** What is no amount, or one that is out of range. */
  static final long NONE = -1;

  /** Places after the point. */
  public static final int SCALE = 4;

  static final long ONE = 10_000;
  private static final long MAX = 1_000_000_000L * ONE;

  private Decimals() {}

  /** The number that these characters are, 0 to a thousand million; {@link #NONE} otherwise. */
  static long read(char[] text, int offset, int length) {
    long whole = 0;
    int at = offset;
    int end = offset + length;
    for (; at < end && text[at] >= '0' && text[at] <= '9'; at++) {
      if (at - offset > 10) {
        return NONE;
      }
      whole = whole * 10 + text[at] - '0';
    }
    long parts = 0;
    if (at < end && text[at] == '.') {
      int decimals = 0;
      for (at++; at < end && text[at] >= '0' && text[at] <= '9' && decimals < SCALE; at++) {
        parts = parts * 10 + text[at] - '0';
        decimals++;
      }
      for (int i = decimals; i < SCALE; i++) {
        parts *= 10;
      }
    }
    if (at < end) {
      return exactly(new String(text, offset, length));
    }
    long all = whole * ONE + parts;
    return all <= MAX ? all : NONE;
  }

  /** Exponents, signs, and more decimals than there are. */
  private static long exactly(String text) {
    try {
      long all = new BigDecimal(text).movePointRight(SCALE).longValueExact();
      return all >= 0 && all <= MAX ? all : NONE;
    } catch (ArithmeticException | NumberFormatException e) {
      return NONE;
    }
  }

  /** The amount as a number, without zeros at its end. */
  public static BigDecimal number(long tenThousandths) {
    BigDecimal plain = BigDecimal.valueOf(tenThousandths, SCALE).stripTrailingZeros();
    return plain.scale() < 0 ? plain.setScale(0) : plain;
  }
}
