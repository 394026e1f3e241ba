package io.roomfleet.orchestrator.http.server;

import io.roomfleet.orchestrator.http.Refusal;
import io.roomfleet.orchestrator.http.wire.Endpoint;
import io.roomfleet.orchestrator.http.wire.PathTemplate;
import io.roomfleet.orchestrator.http.wire.PathTemplate.RequestPath;
import io.roomfleet.orchestrator.http.wire.RefusedRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All endpoints, found by method and path; and why none is found. */
final class EndpointTable {
  /** The label of what is no route, in metrics. */
  static final String NO_ROUTE = "none";

  private final List<Endpoint> endpoints;

  EndpointTable(List<Endpoint> endpoints) {
    this.endpoints = List.copyOf(endpoints);
  }

  /** What was looked for and found, or not. */
  sealed interface Match {
    /** For metrics. */
    String route();

    /** Why nothing can be done; for what is {@link Found} there is no reason. */
    RefusedRequest refused();
  }

  record Found(Endpoint endpoint, Map<String, String> parameters) implements Match {
    @Override
    public String route() {
      return endpoint.template().text();
    }

    @Override
    public RefusedRequest refused() {
      throw new IllegalStateException("found: " + route());
    }
  }

  record NotFound(String route, RefusedRequest refused) implements Match {}

  /** True when the path has the shape of an endpoint, with a known verb, an unknown one or none. */
  boolean knows(String path) {
    return decoded(path)
        .map(read -> endpoints.stream().anyMatch(each -> each.template().matchesShape(read)))
        .orElse(false);
  }

  Match find(String method, String path) {
    Optional<RequestPath> read = decoded(path);
    if (read.isEmpty()) {
      return notFound(path);
    }
    List<Found> onPath = new ArrayList<>();
    for (Endpoint endpoint : endpoints) {
      endpoint
          .template()
          .match(read.get())
          .ifPresent(parameters -> onPath.add(new Found(endpoint, parameters)));
    }
    for (Found found : onPath) {
      if (found.endpoint().method().equals(method)) {
        return found;
      }
    }
    if (!onPath.isEmpty()) {
      return wrongMethod(method, onPath);
    }
    String verb = read.get().verb();
    return verb != null && knows(path) ? unknownVerb(verb, read.get()) : notFound(path);
  }

  private static Match wrongMethod(String method, List<Found> onPath) {
    String allowed =
        onPath.stream()
            .map(found -> found.endpoint().method())
            .flatMap(each -> each.equals("GET") ? Stream.of("GET", "HEAD") : Stream.of(each))
            .distinct()
            .collect(Collectors.joining(", "));
    return new NotFound(
        onPath.get(0).route(),
        new RefusedRequest(
            new Refusal(
                405, "method_not_allowed", "method: %s (expected: %s)".formatted(method, allowed)),
            Map.of("Allow", allowed)));
  }

  private Match unknownVerb(String verb, RequestPath path) {
    TreeSet<String> known = new TreeSet<>();
    for (Endpoint endpoint : endpoints) {
      PathTemplate template = endpoint.template();
      if (template.verb() != null && template.matchesShape(path)) {
        known.add(template.verb());
      }
    }
    return new NotFound(
        NO_ROUTE,
        new RefusedRequest(
            404,
            "unknown_verb",
            "verb: %s (expected: %s)"
                .formatted(verb, known.isEmpty() ? "none" : String.join(", ", known))));
  }

  static NotFound notFound(String path) {
    return new NotFound(
        NO_ROUTE,
        new RefusedRequest(404, "not_found", "path: " + path + " (expected: one of openapi.yaml)"));
  }

  /** The path's segments; nothing when it cannot be decoded. */
  private static Optional<RequestPath> decoded(String path) {
    if (!path.startsWith("/")) {
      return Optional.empty();
    }
    List<String> segments = new ArrayList<>();
    for (String segment : path.substring(1).split("/", -1)) {
      try {
        // A plus is a plus in a path; the decoder is made for forms.
        segments.add(URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8));
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }
    return Optional.of(new RequestPath(List.copyOf(segments)));
  }
}
