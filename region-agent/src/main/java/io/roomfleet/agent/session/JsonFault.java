package io.roomfleet.agent.session;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says what is wrong with JSON that could not be read: the field, its value, what was expected. */
final class JsonFault {
  private static final int LONGEST_VALUE = 200;

  private JsonFault() {}

  /**
   * One sentence, such as {@code ladder.renditions[0]: 999p (expected: one of 1080p, 720p)}.
   *
   * @param root what was read
   */
  static String of(JsonProcessingException failure, JsonNode root) {
    if (!(failure instanceof JsonMappingException mapping) || mapping.getPath().isEmpty()) {
      return failure.getOriginalMessage();
    }
    StringBuilder path = new StringBuilder();
    JsonNode node = root;
    for (JsonMappingException.Reference step : mapping.getPath()) {
      if (step.getFieldName() != null) {
        path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
        node = node.path(step.getFieldName());
      } else {
        path.append('[').append(step.getIndex()).append(']');
        node = node.path(step.getIndex());
      }
    }
    Class<?> type =
        failure instanceof MismatchedInputException mismatch ? mismatch.getTargetType() : null;
    return path + ": " + value(node) + " (expected: " + expected(type) + ")";
  }

  private static String value(JsonNode node) {
    String text = node.isTextual() ? node.textValue() : node.toString();
    // A URL's user and password are nobody's affair.
    String open = text.replaceAll("://[^/@]*@", "://***@");
    return open.length() <= LONGEST_VALUE ? open : open.substring(0, LONGEST_VALUE) + "...";
  }

  private static String expected(@Nullable Class<?> type) {
    if (type == null) {
      return "another value";
    }
    if (type.isEnum()) {
      return "one of "
          + Arrays.stream(type.getEnumConstants())
              .map(constant -> name(type, (Enum<?>) constant))
              .collect(Collectors.joining(", "));
    }
    if (type.equals(URI.class)) {
      return "a URL";
    }
    if (type.equals(String.class)) {
      return "text";
    }
    if (List.class.isAssignableFrom(type)) {
      return "a list";
    }
    return type.isPrimitive() || Number.class.isAssignableFrom(type)
        ? "a whole number"
        : "an object";
  }

  private static String name(Class<?> type, Enum<?> constant) {
    try {
      JsonProperty property = type.getField(constant.name()).getAnnotation(JsonProperty.class);
      return property == null ? constant.name() : property.value();
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException("an enum has a field for each constant", e);
    }
  }
}
