package io.roomfleet.deploy.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Times as people read and write them.
 *
 * @param zone in which they are shown, and read when they name none
 */
record Times(ZoneId zone) {
  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'Z'", Locale.ROOT);
  private static final DateTimeFormatter WITH_MILLIS =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(s|m|h|d)");

  /** To the second; empty for none. */
  String text(@Nullable Instant at) {
    if (at == null) {
      return "";
    }
    return (zone.equals(ZoneOffset.UTC) ? UTC : LOCAL).format(at.atZone(zone));
  }

  /** The time of day, to the millisecond. */
  String timeOfDay(Instant at) {
    return WITH_MILLIS.format(at.atZone(zone));
  }

  /**
   * Reads {@code now}, {@code +10m}, {@code 2026-11-11T20:00}, the same with a space, or with an
   * offset or {@code Z}.
   *
   * @throws IllegalArgumentException when it is none of these
   */
  Instant read(String text, Instant now) {
    String trimmed = text.strip();
    if (trimmed.equals("now")) {
      return now;
    }
    if (trimmed.startsWith("+")) {
      return now.plus(duration(trimmed.substring(1)));
    }
    String iso = trimmed.replace(' ', 'T');
    try {
      return OffsetDateTime.parse(iso).toInstant();
    } catch (DateTimeParseException e) {
      // Without an offset it is a time in our own zone.
    }
    try {
      return LocalDateTime.parse(iso).atZone(zone).toInstant();
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "time: "
              + text
              + " (expected: now, +10m, 2026-11-11T20:00, 2026-11-11T20:00+08:00 or"
              + " 2026-11-11T12:00Z)",
          e);
    }
  }

  /**
   * Reads {@code 90s}, {@code 10m}, {@code 2h} or {@code 1d}.
   *
   * @throws IllegalArgumentException when it is none of these
   */
  static Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "duration: " + text + " (expected: such as 90s, 10m, 2h or 1d)");
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }
}
