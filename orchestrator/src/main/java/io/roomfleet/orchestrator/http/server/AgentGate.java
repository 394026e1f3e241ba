package io.roomfleet.orchestrator.http.server;

import io.roomfleet.orchestrator.http.wire.Headers;
import io.roomfleet.orchestrator.http.wire.Problems;
import io.roomfleet.orchestrator.security.Guard;
import java.util.function.Supplier;
import org.apache.pekko.http.javadsl.server.Directives;
import org.apache.pekko.http.javadsl.server.Route;

/** Lets agents through to their sessions, and nobody else. */
public final class AgentGate {
  private final Guard guard;

  public AgentGate(Guard guard) {
    this.guard = guard;
  }

  /**
   * The inner route for whoever holds {@code region}'s join token; 401 or 403 as a problem for
   * everybody else.
   */
  public Route guarded(String region, Supplier<Route> inner) {
    return Directives.extractRequest(
        request -> {
          String authorization = Headers.first(request, "Authorization");
          if (guard.toAgentSession(authorization, region) instanceof Guard.Stop stop) {
            String path = request.getUri().path();
            var refused = Dispatcher.refusal(stop);
            return Directives.complete(
                Problems.of(refused.refusal(), path, refused.headers()).toResponse());
          }
          return inner.get();
        });
  }
}
