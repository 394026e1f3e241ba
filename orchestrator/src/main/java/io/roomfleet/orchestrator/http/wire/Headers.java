package io.roomfleet.orchestrator.http.wire;

import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.jspecify.annotations.Nullable;

/** Reads request headers as they were sent. */
public final class Headers {
  private Headers() {}

  /** The values of each header of that name, in order; empty when there is none. */
  public static List<String> all(HttpRequest request, String name) {
    List<String> values = new ArrayList<>();
    for (HttpHeader header : request.getHeaders()) {
      if (header.name().equalsIgnoreCase(name)) {
        values.add(header.value());
      }
    }
    return values;
  }

  /** The first value, or null. */
  public static @Nullable String first(HttpRequest request, String name) {
    List<String> values = all(request, name);
    return values.isEmpty() ? null : values.get(0);
  }
}
