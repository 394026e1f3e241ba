package io.roomfleet.orchestrator.telemetry.beacon;

import java.time.DateTimeException;
import java.time.OffsetDateTime;

/** Reads instants of RFC 3339 without making objects for the form that nearly all have. */
final class InstantText {
  /** What is no instant. */
  static final long NONE = Long.MIN_VALUE;

  private static final long DAY = 86_400_000L;

  private InstantText() {}

  /**
   * Milliseconds since 1970 of {@code 2026-11-11T18:00:00.123Z}, with any number of decimals or
   * none, or with an offset; {@link #NONE} for anything else.
   */
  static long millis(char[] text, int offset, int length) {
    if (length < 20 || length > 40) {
      return NONE;
    }
    long seconds = seconds(text, offset);
    int at = offset + 19;
    int end = offset + length;
    long millis = 0;
    if (seconds != NONE && text[at] == '.') {
      int decimals = 0;
      for (at++; at < end && isDigit(text[at]); at++) {
        if (decimals < 3) {
          millis = millis * 10 + text[at] - '0';
        }
        decimals++;
      }
      for (int i = decimals; i < 3; i++) {
        millis *= 10;
      }
      seconds = decimals == 0 ? NONE : seconds;
    }
    if (seconds != NONE && at == end - 1 && text[at] == 'Z') {
      return seconds + millis;
    }
    return withOffset(new String(text, offset, length));
  }

  private static long withOffset(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant().toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      return NONE;
    }
  }

  /** Milliseconds of {@code 2026-11-11T18:00:00}. */
  private static long seconds(char[] text, int at) {
    if (text[at + 4] != '-'
        || text[at + 7] != '-'
        || text[at + 10] != 'T'
        || text[at + 13] != ':'
        || text[at + 16] != ':') {
      return NONE;
    }
    int century = two(text, at);
    int rest = two(text, at + 2);
    int month = two(text, at + 5);
    int day = two(text, at + 8);
    int hour = two(text, at + 11);
    int minute = two(text, at + 14);
    int second = two(text, at + 17);
    if ((century | rest | month | day | hour | minute | second) < 0) {
      return NONE;
    }
    int year = century * 100 + rest;
    // What the calendar has not (a 31st of June) is left to the strict reader, which refuses it.
    if (month < 1 || month > 12 || day < 1 || day > 28 && day > daysOf(year, month)) {
      return NONE;
    }
    if (hour > 23 || minute > 59 || second > 59) {
      return NONE;
    }
    return days(year, month, day) * DAY + ((hour * 60L + minute) * 60 + second) * 1000;
  }

  /** Days since 1970, by Howard Hinnant's days_from_civil for years from 0. */
  private static long days(int year, int month, int day) {
    int y = month <= 2 ? year - 1 : year;
    int era = Math.floorDiv(y, 400);
    int yearOfEra = y - era * 400;
    int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146_097L + dayOfEra - 719_468;
  }

  private static int daysOf(int year, int month) {
    if (month == 2) {
      return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
    }
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
  }

  /** The two digits at {@code at}; below 0 when they are none. */
  private static int two(char[] text, int at) {
    int tens = text[at] - '0';
    int ones = text[at + 1] - '0';
    return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
