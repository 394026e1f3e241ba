package io.roomfleet.orchestrator.http.body;

import com.fasterxml.jackson.databind.JsonNode;
import io.roomfleet.orchestrator.http.body.Rules.At;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What one JSON value must be, and what it is read as.
 *
 * <p>A rule never stops at the first fault: it notes each one and answers null, so that a caller
 * learns of all of them at once.
 */
@FunctionalInterface
interface Rule<T> {

  /** The value, or null when it broke the rule, which was then noted at {@code at}. */
  @Nullable T read(JsonNode value, At at);

  /** This rule, and {@code holds} too. */
  default Rule<T> and(Predicate<T> holds, String expected) {
    return (value, at) -> {
      T read = read(value, at);
      return read == null || holds.test(read) ? read : at.fault(value, expected);
    };
  }
}
