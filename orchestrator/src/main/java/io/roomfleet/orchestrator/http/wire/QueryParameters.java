package io.roomfleet.orchestrator.http.wire;

import io.roomfleet.api.problem.Problem.FieldError;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.scaladsl.model.IllegalUriException;
import org.jspecify.annotations.Nullable;

/** The query of a request: known parameters only, each at most once. */
public final class QueryParameters {
  private static final String BAD = "bad_parameter";
  private static final int SHOWN = 100;
  private static final Instant LATEST = Instant.parse("3000-01-01T00:00:00Z");

  private final Map<String, String> values;

  private QueryParameters(Map<String, String> values) {
    this.values = values;
  }

  /**
   * Reads the query.
   *
   * @param known the names that the endpoint takes
   * @throws RefusedRequest 400 {@code bad_uri} when the query cannot be decoded, {@code
   *     unknown_parameter}, or {@code bad_parameter} when one is given twice
   */
  public static QueryParameters of(HttpRequest request, Set<String> known) {
    Map<String, List<String>> given;
    try {
      given = request.getUri().query().toMultiMap();
    } catch (IllegalUriException e) {
      throw new RefusedRequest(400, "bad_uri", "the query cannot be decoded: " + e.getMessage());
    }
    Map<String, String> values = new TreeMap<>();
    given.forEach(
        (name, all) -> {
          if (!known.contains(name)) {
            throw new RefusedRequest(
                400,
                "unknown_parameter",
                new FieldError(shorten(name), shorten(all.get(0)), names(known)));
          }
          if (all.size() > 1) {
            throw bad(name, String.join(", ", all), "once");
          }
          values.put(name, all.get(0));
        });
    return new QueryParameters(values);
  }

  /** The value as sent, or null when it was not. */
  public @Nullable String text(String name) {
    return values.get(name);
  }

  /** A whole number in range, or {@code otherwise} when it was not sent. */
  public long integer(String name, long min, long max, long otherwise) {
    String text = values.get(name);
    return text == null ? otherwise : wholeNumber(BAD, name, text, min, max);
  }

  /** An instant of RFC 3339 from 1970 to 2999, to the millisecond; null when it was not sent. */
  public @Nullable Instant instant(String name) {
    String text = values.get(name);
    if (text == null) {
      return null;
    }
    try {
      Instant instant = OffsetDateTime.parse(text).toInstant();
      if (!instant.isBefore(Instant.EPOCH) && instant.isBefore(LATEST)) {
        return instant.truncatedTo(ChronoUnit.MILLIS);
      }
    } catch (DateTimeException e) {
      // Told as any other.
    }
    throw bad(name, text, "an instant from 1970 to 2999, such as 2026-11-11T18:00:00Z");
  }

  /** One of an enum's names, or null when it was not sent. */
  public <E extends Enum<E>> @Nullable E oneOf(String name, Class<E> type) {
    String text = values.get(name);
    if (text == null) {
      return null;
    }
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(text)) {
        return constant;
      }
    }
    throw bad(
        name,
        text,
        Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", ")));
  }

  /** Some of an enum's names with commas between; all when it was not sent. */
  public <E extends Enum<E>> Set<E> someOf(String name, Class<E> type) {
    String text = values.get(name);
    if (text == null) {
      return EnumSet.allOf(type);
    }
    Set<E> some = EnumSet.noneOf(type);
    for (String each : text.split(",", -1)) {
      List<E> found =
          Arrays.stream(type.getEnumConstants()).filter(one -> one.name().equals(each)).toList();
      if (found.isEmpty()) {
        throw bad(
            name,
            text,
            "some of "
                + Arrays.stream(type.getEnumConstants())
                    .map(Enum::name)
                    .collect(Collectors.joining(", "))
                + ", with commas between");
      }
      some.addAll(found);
    }
    return some;
  }

  /** One of {@code known}, or null when it was not sent. */
  public @Nullable String oneOf(String name, Set<String> known) {
    String text = values.get(name);
    if (text != null && !known.contains(text)) {
      throw bad(name, text, names(known));
    }
    return text;
  }

  /**
   * A whole number in range.
   *
   * @throws RefusedRequest 400 with this code
   */
  public static long wholeNumber(String code, String name, String text, long min, long max) {
    if (text.matches("-?[0-9]{1,18}")) {
      long value = Long.parseLong(text);
      if (value >= min && value <= max) {
        return value;
      }
    }
    throw new RefusedRequest(
        400,
        code,
        new FieldError(name, shorten(text), "a whole number, %d to %d".formatted(min, max)));
  }

  /**
   * 400 {@code bad_parameter}.
   *
   * @param value as sent; null when it was not
   */
  public static RefusedRequest bad(String name, @Nullable String value, String expected) {
    String sent = Objects.requireNonNullElse(value, "");
    return new RefusedRequest(400, BAD, new FieldError(name, shorten(sent), expected));
  }

  private static String names(Set<String> known) {
    return known.isEmpty() ? "none" : String.join(", ", new TreeSet<>(known));
  }

  private static String shorten(String value) {
    return value.length() <= SHOWN ? value : value.substring(0, SHOWN);
  }
}
