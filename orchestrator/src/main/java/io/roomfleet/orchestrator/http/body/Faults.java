package io.roomfleet.orchestrator.http.body;

import com.fasterxml.jackson.databind.JsonNode;
import io.roomfleet.api.problem.Problem.FieldError;
import io.roomfleet.orchestrator.http.Refusal;
import io.roomfleet.orchestrator.http.wire.RefusedRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Everything that is wrong with one body, in the order it was found. */
final class Faults {
  static final String INVALID_BODY = "invalid_body";

  /** Characters of a value that are told back. */
  private static final int SHOWN = 100;

  /** More than this many help nobody. */
  private static final int MOST = 100;

  private final List<FieldError> errors = new ArrayList<>();
  private final Set<String> codes = new TreeSet<>();
  private int count;

  void add(String code, String field, @Nullable JsonNode value, String expected) {
    count++;
    codes.add(code);
    if (errors.size() < MOST) {
      errors.add(new FieldError(field, value == null ? null : shown(value), expected));
    }
  }

  int count() {
    return count;
  }

  /**
   * Does nothing when nothing was wrong.
   *
   * @throws RefusedRequest 422 with all that was wrong; its code is that of the faults when they
   *     agree, else {@code invalid_body}
   */
  void refuseIfAny() {
    if (count == 0) {
      return;
    }
    String code = codes.size() == 1 ? codes.iterator().next() : INVALID_BODY;
    FieldError first = errors.get(0);
    String detail =
        "%s: %s (expected: %s)"
            .formatted(
                first.field(), first.value() == null ? "missing" : first.value(), first.expected());
    if (count > 1) {
      detail += " and %d more".formatted(count - 1);
    }
    throw new RefusedRequest(new Refusal(422, code, detail, errors), Map.of());
  }

  private static String shown(JsonNode value) {
    String text = value.isTextual() ? value.textValue() : value.toString();
    return text.codePointCount(0, text.length()) <= SHOWN
        ? text
        : text.substring(0, text.offsetByCodePoints(0, SHOWN));
  }
}
