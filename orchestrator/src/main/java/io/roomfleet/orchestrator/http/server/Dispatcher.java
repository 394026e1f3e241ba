package io.roomfleet.orchestrator.http.server;

import static java.util.concurrent.CompletableFuture.failedFuture;

import io.roomfleet.orchestrator.http.Refusal;
import io.roomfleet.orchestrator.http.idempotency.Idempotency;
import io.roomfleet.orchestrator.http.wire.Accepts;
import io.roomfleet.orchestrator.http.wire.Answer;
import io.roomfleet.orchestrator.http.wire.Bodies;
import io.roomfleet.orchestrator.http.wire.Call;
import io.roomfleet.orchestrator.http.wire.Endpoint;
import io.roomfleet.orchestrator.http.wire.Headers;
import io.roomfleet.orchestrator.http.wire.Problems;
import io.roomfleet.orchestrator.http.wire.QueryParameters;
import io.roomfleet.orchestrator.http.wire.RefusedRequest;
import io.roomfleet.orchestrator.security.Guard;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.util.ByteString;

/**
 * Leads a request to its endpoint. The order is the order of the answers: the token (401, 403), the
 * method (405), the query (400), what is accepted (406), the body (413, 415), and then what the
 * endpoint says.
 */
final class Dispatcher {
  private final EndpointTable table;
  private final Guard guard;
  private final Bodies bodies;
  private final Idempotency idempotency;
  private final HttpMetrics metrics;

  Dispatcher(
      EndpointTable table,
      Guard guard,
      Bodies bodies,
      Idempotency idempotency,
      HttpMetrics metrics) {
    this.table = table;
    this.guard = guard;
    this.bodies = bodies;
    this.idempotency = idempotency;
    this.metrics = metrics;
  }

  /** True when the path is one of the API's, whatever the method. */
  boolean knows(HttpRequest request) {
    return table.knows(request.getUri().path());
  }

  /** Never fails: what goes wrong is a problem. */
  CompletionStage<HttpResponse> handle(HttpRequest request) {
    long started = System.nanoTime();
    String path = request.getUri().path();
    String method = request.method().value();
    EndpointTable.Match match = table.find(method, path);
    CompletionStage<HttpResponse> response;
    try {
      response = lead(request, path, match);
    } catch (RuntimeException e) {
      bodies.discard(request);
      response = failedFuture(e);
    }
    return response
        .exceptionally(failure -> Problems.of(failure, method, path).toResponse())
        .thenApply(
            done -> {
              long nanos = System.nanoTime() - started;
              metrics.observe(method, match.route(), done.status().intValue(), nanos);
              return done;
            });
  }

  private CompletionStage<HttpResponse> lead(
      HttpRequest request, String path, EndpointTable.Match match) {
    if (!(match instanceof EndpointTable.Found found)) {
      if (path.startsWith("/v1/")) {
        admit(request);
      }
      throw match.refused();
    }
    Endpoint endpoint = found.endpoint();
    String principal = endpoint.open() ? "anyone" : admit(request);
    QueryParameters query = QueryParameters.of(request, endpoint.parameters());
    String accepted = Accepts.choose(request, endpoint.produces());
    Call call =
        new Call(
            request,
            path,
            found.parameters(),
            query,
            accepted,
            principal,
            ByteString.emptyByteString());
    if (endpoint.handler() instanceof Endpoint.Change change) {
      return bodies
          .read(request)
          .thenCompose(
              body -> {
                Call whole = call.withBody(body);
                return idempotency.once(whole, change.prepare(whole));
              })
          .thenApply(Answer::toResponse);
    }
    if (endpoint.handler() instanceof Endpoint.Intake intake) {
      return bodies
          .readData(request, intake.limit())
          .thenCompose(body -> intake.take().answer(call.withBody(body)));
    }
    bodies.discard(request);
    return ((Endpoint.Read) endpoint.handler()).answer(call);
  }

  /** The asker's name, when the guard lets it in. */
  private String admit(HttpRequest request) {
    Guard.Verdict verdict = guard.toApi(Headers.first(request, "Authorization"));
    if (verdict instanceof Guard.Stop stop) {
      throw refusal(stop);
    }
    return ((Guard.Pass) verdict).principal().name();
  }

  /** What the guard says, as the refusal of a request. */
  static RefusedRequest refusal(Guard.Stop stop) {
    return new RefusedRequest(
        new Refusal(stop.status(), stop.code(), stop.detail()),
        stop.challenge() == null ? Map.of() : Map.of("WWW-Authenticate", stop.challenge()));
  }
}
