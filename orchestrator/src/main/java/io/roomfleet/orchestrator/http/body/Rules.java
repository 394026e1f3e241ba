package io.roomfleet.orchestrator.http.body;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.IllformedLocaleException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules that the fields of the API's bodies are made of. */
final class Rules {
  private static final int MAX_URL = 2048;
  private static final int MAX_LOCALE = 64;
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

  private Rules() {}

  /** A place in a body, and where its faults go. */
  record At(String path, Faults faults) {
    At field(String name) {
      return new At(path.isEmpty() ? name : path + "." + name, faults);
    }

    At item(int index) {
      return new At(path + "[" + index + "]", faults);
    }

    /** Notes a fault here; the null that comes back is what a rule answers then. */
    @SuppressWarnings("TypeParameterUnusedInFormals")
    <T> @Nullable T fault(@Nullable JsonNode value, String expected) {
      return fault(Faults.INVALID_BODY, value, expected);
    }

    @SuppressWarnings("TypeParameterUnusedInFormals")
    <T> @Nullable T fault(String code, @Nullable JsonNode value, String expected) {
      faults.add(code, path, value, expected);
      return null;
    }
  }

  /** Text of {@code min} to {@code max} characters (code points), none of them a control code. */
  static Rule<String> text(int min, int max) {
    String expected = "text of %d to %d characters".formatted(min, max);
    return (value, at) -> {
      if (!value.isTextual()) {
        return at.fault(value, expected);
      }
      String text = value.textValue();
      int length = text.codePointCount(0, text.length());
      if (length < min || length > max) {
        return at.fault(value, expected + ", not " + length);
      }
      return text.codePoints().anyMatch(Rules::isUnprintable)
          ? at.fault(value, expected + " without control codes")
          : text;
    };
  }

  /** The same, and more than blanks. */
  static Rule<String> words(int max) {
    return text(1, max).and(text -> !text.isBlank(), "text that is not blank");
  }

  /** Text that is {@code regex} from end to end. */
  static Rule<String> matching(String regex) {
    Pattern pattern = Pattern.compile(regex);
    String expected = "text that matches " + regex;
    return (value, at) ->
        value.isTextual() && pattern.matcher(value.textValue()).matches()
            ? value.textValue()
            : at.fault(value, expected);
  }

  /** A whole number; {@code 5.0} and {@code "5"} are none. */
  static Rule<Integer> integer(int min, int max) {
    String expected = "a whole number, %d to %d".formatted(min, max);
    return (value, at) ->
        value.isIntegralNumber()
                && value.canConvertToInt()
                && value.intValue() >= min
                && value.intValue() <= max
            ? Integer.valueOf(value.intValue())
            : at.fault(value, expected);
  }

  /** A number; {@code "5"} is none. */
  static Rule<Double> number(double min, double max) {
    String expected = "a number, %s to %s".formatted(plain(min), plain(max));
    return (value, at) ->
        value.isNumber() && value.doubleValue() >= min && value.doubleValue() <= max
            ? Double.valueOf(value.doubleValue())
            : at.fault(value, expected);
  }

  private static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }

  /** {@code true} or {@code false}; {@code "true"} and {@code 1} are neither. */
  static Rule<Boolean> flag() {
    return (value, at) ->
        value.isBoolean()
            ? Boolean.valueOf(value.booleanValue())
            : at.fault(value, "true or false");
  }

  /** One of the enum's names in JSON. */
  static <E extends Enum<E>> Rule<E> oneOf(Class<E> type) {
    return oneOf(EnumSet.allOf(type));
  }

  static <E extends Enum<E>> Rule<E> oneOf(Set<E> allowed) {
    Map<String, E> byName = new LinkedHashMap<>();
    for (E constant : allowed) {
      byName.put(nameInJson(constant), constant);
    }
    String expected = "one of " + String.join(", ", byName.keySet());
    return (value, at) -> {
      E constant = value.isTextual() ? byName.get(value.textValue()) : null;
      return constant != null ? constant : at.fault(value, expected);
    };
  }

  /** An instant of RFC 3339 from 1970 to 9999, read to the millisecond. */
  static Rule<Instant> instant() {
    String expected = "an instant with its offset, such as 2026-11-11T18:00:00Z";
    return (value, at) -> {
      if (!value.isTextual()) {
        return at.fault(value, expected);
      }
      try {
        Instant instant = OffsetDateTime.parse(value.textValue()).toInstant();
        return instant.isBefore(Instant.EPOCH) || instant.isAfter(LATEST)
            ? at.fault(value, "an instant from 1970 to 9999")
            : instant.truncatedTo(ChronoUnit.MILLIS);
      } catch (DateTimeException e) {
        return at.fault(value, expected);
      }
    };
  }

  /** A well-formed BCP 47 tag with a language. */
  static Rule<String> locale() {
    String expected = "a BCP 47 language tag, such as de-DE";
    return (value, at) ->
        value.isTextual() && isLocale(value.textValue())
            ? value.textValue()
            : at.fault(value, expected);
  }

  /**
   * A time zone of the IANA list; offsets such as {@code +02:00} know no summer and are refused.
   */
  static Rule<String> zone() {
    Set<String> known = ZoneId.getAvailableZoneIds();
    String expected = "an IANA time zone, such as Europe/Berlin";
    return (value, at) ->
        value.isTextual() && known.contains(value.textValue())
            ? value.textValue()
            : at.fault(value, expected);
  }

  /** A URL with a host and one of {@code schemes}. */
  static Rule<URI> url(Set<String> schemes) {
    String expected =
        "a URL of %s with a host, up to %d characters"
            .formatted(String.join(", ", new TreeSet<>(schemes)), MAX_URL);
    return (value, at) -> {
      if (!value.isTextual() || value.textValue().length() > MAX_URL) {
        return at.fault(value, expected);
      }
      try {
        URI url = new URI(value.textValue());
        return url.getScheme() != null
                && schemes.contains(url.getScheme().toLowerCase(Locale.ROOT))
                && url.getHost() != null
                && url.getPort() <= 65535
            ? url
            : at.fault(value, expected);
      } catch (URISyntaxException e) {
        return at.fault(value, expected);
      }
    };
  }

  /** A region of this fleet; another one is code {@code unknown_region}. */
  static Rule<String> region(Set<String> regions) {
    String expected = "one of the regions " + String.join(", ", new TreeSet<>(regions));
    return (value, at) -> {
      if (!value.isTextual()) {
        return at.fault(value, expected);
      }
      return regions.contains(value.textValue())
          ? value.textValue()
          : at.fault("unknown_region", value, expected);
    };
  }

  /** A list whose items follow {@code item}. */
  static <T> Rule<List<T>> list(int min, int max, Rule<T> item) {
    String expected = "a list of %d to %d".formatted(min, max);
    return (value, at) -> {
      if (!value.isArray()) {
        return at.fault(value, expected);
      }
      if (value.size() < min || value.size() > max) {
        return at.fault(value, expected + ", not " + value.size());
      }
      List<T> items = new ArrayList<>();
      for (int i = 0; i < value.size(); i++) {
        T read = item.read(value.get(i), at.item(i));
        if (read != null) {
          items.add(read);
        }
      }
      return items.size() == value.size() ? List.copyOf(items) : null;
    };
  }

  /**
   * A list in which no two items have the same key. The second of two is the faulty one.
   *
   * @param field where the key stands in an item; empty when the item is the key
   */
  static <T> Rule<List<T>> unique(String field, Function<T, String> key, Rule<List<T>> list) {
    return (value, at) -> {
      List<T> items = list.read(value, at);
      if (items == null) {
        return null;
      }
      Set<String> seen = new HashSet<>();
      boolean twice = false;
      for (int i = 0; i < items.size(); i++) {
        if (!seen.add(key.apply(items.get(i)))) {
          At item = field.isEmpty() ? at.item(i) : at.item(i).field(field);
          JsonNode node = field.isEmpty() ? value.get(i) : value.get(i).get(field);
          item.fault(node, "each one once in " + at.path());
          twice = true;
        }
      }
      return twice ? null : items;
    };
  }

  /** An object whose fields are read by {@code fields}, which ends in {@link Fields#whole}. */
  static <T> Rule<T> object(Function<Fields, @Nullable T> fields) {
    return (value, at) ->
        value.isObject() ? fields.apply(new Fields(value, at)) : at.fault(value, "an object");
  }

  private static boolean isUnprintable(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.CONTROL || type == Character.SURROGATE;
  }

  private static boolean isLocale(String tag) {
    try {
      return tag.length() <= MAX_LOCALE
          && !new Locale.Builder().setLanguageTag(tag).build().getLanguage().isEmpty();
    } catch (IllformedLocaleException e) {
      return false;
    }
  }

  private static String nameInJson(Enum<?> constant) {
    try {
      JsonProperty property =
          constant.getDeclaringClass().getField(constant.name()).getAnnotation(JsonProperty.class);
      return property == null ? constant.name() : property.value();
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException("an enum has a field for each constant", e);
    }
  }
}
