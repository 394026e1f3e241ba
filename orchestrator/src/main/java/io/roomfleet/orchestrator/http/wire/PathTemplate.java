package io.roomfleet.orchestrator.http.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A path with parameters and maybe a verb, such as {@code /v1/rooms/{roomId}:start}.
 *
 * <p>A parameter is a whole segment and never empty. A verb stands after the last colon of the last
 * segment; only a template whose last segment is a parameter can have one.
 */
public record PathTemplate(String text, List<String> segments, @Nullable String verb) {

  public static PathTemplate of(String text) {
    int colon = text.indexOf("}:");
    String shape = colon < 0 ? text : text.substring(0, colon + 1);
    String verb = colon < 0 ? null : text.substring(colon + 2);
    return new PathTemplate(text, List.of(shape.substring(1).split("/", -1)), verb);
  }

  /** True when both are the same but for the verb. */
  public boolean sameShape(PathTemplate other) {
    return segments.equals(other.segments);
  }

  /** The parameters by name when {@code path} is of this shape and has this verb. */
  public Optional<Map<String, String>> match(RequestPath path) {
    RequestPath.Verbed verbed = takesVerb() ? path.verbed() : path.plain();
    if (!Objects.equals(verb, verbed.verb())) {
      return Optional.empty();
    }
    return matchShape(verbed.segments());
  }

  /** True when {@code path} is of this shape, whatever its verb. */
  public boolean matchesShape(RequestPath path) {
    return matchShape((takesVerb() ? path.verbed() : path.plain()).segments()).isPresent();
  }

  private Optional<Map<String, String>> matchShape(List<String> actual) {
    if (actual.size() != segments.size()) {
      return Optional.empty();
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    for (int i = 0; i < actual.size(); i++) {
      String wanted = segments.get(i);
      String given = actual.get(i);
      if (isParameter(wanted) && !given.isEmpty()) {
        parameters.put(wanted.substring(1, wanted.length() - 1), given);
      } else if (!wanted.equals(given)) {
        return Optional.empty();
      }
    }
    return Optional.of(parameters);
  }

  private boolean takesVerb() {
    return isParameter(segments.get(segments.size() - 1));
  }

  private static boolean isParameter(String segment) {
    return segment.startsWith("{");
  }

  /** A request's path in decoded segments, with and without a verb split off. */
  public record RequestPath(List<String> segments) {

    record Verbed(List<String> segments, @Nullable String verb) {}

    Verbed plain() {
      return new Verbed(segments, null);
    }

    Verbed verbed() {
      int end = segments.size() - 1;
      String last = segments.get(end);
      int colon = last.lastIndexOf(':');
      if (colon < 0) {
        return plain();
      }
      List<String> shorter = new ArrayList<>(segments);
      shorter.set(end, last.substring(0, colon));
      return new Verbed(List.copyOf(shorter), last.substring(colon + 1));
    }

    /** The verb at its end, or null. */
    public @Nullable String verb() {
      return verbed().verb();
    }
  }
}
