package io.roomfleet.orchestrator.http.server;

import io.roomfleet.orchestrator.http.Refusal;
import io.roomfleet.orchestrator.http.wire.Answer;
import io.roomfleet.orchestrator.http.wire.Problems;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.http.javadsl.model.HttpEntity;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.server.Directives;
import org.apache.pekko.http.javadsl.server.ExceptionHandler;
import org.apache.pekko.http.javadsl.server.RejectionHandler;
import org.apache.pekko.http.javadsl.server.Route;

/**
 * The API and the mounted routes under one roof, from which no answer comes that is not in the
 * API's own words: rejections, exceptions and timeouts are problems.
 */
final class Routes {
  private final Dispatcher dispatcher;
  private final HttpMetrics metrics;

  Routes(Dispatcher dispatcher, HttpMetrics metrics) {
    this.dispatcher = dispatcher;
    this.metrics = metrics;
  }

  Route all(List<MountedRoute> mounted) {
    Route api = Directives.handle(dispatcher::handle);
    List<Route> others = new ArrayList<>();
    mounted.forEach(each -> others.add(measured(each)));
    Route known =
        Directives.extractRequest(request -> dispatcher.knows(request) ? api : Directives.reject());
    return Directives.withRequestTimeoutResponse(
        Routes::timedOut,
        () ->
            Directives.extractRequest(
                request ->
                    Directives.concat(known, others.toArray(Route[]::new))
                        .seal(rejections(request, api), exceptions(request))));
  }

  private Route measured(MountedRoute mounted) {
    return Directives.extractRequest(
        request -> {
          long started = System.nanoTime();
          return Directives.mapResponse(
              response -> {
                metrics.observe(
                    request.method().value(),
                    mounted.template(),
                    response.status().intValue(),
                    System.nanoTime() - started);
                return response;
              },
              mounted::route);
        });
  }

  /** What nobody took is not found; the dispatcher says so, after it has looked at the token. */
  private static RejectionHandler rejections(HttpRequest request, Route notFound) {
    return RejectionHandler.newBuilder()
        .handleNotFound(notFound)
        .build()
        .withFallback(
            RejectionHandler.defaultHandler()
                .mapRejectionResponse(response -> inOurWords(response, request)));
  }

  private static ExceptionHandler exceptions(HttpRequest request) {
    return ExceptionHandler.newBuilder()
        .matchAny(
            failure ->
                Directives.complete(
                    Problems.of(failure, request.method().value(), request.getUri().path())
                        .toResponse()))
        .build();
  }

  private static HttpResponse inOurWords(HttpResponse response, HttpRequest request) {
    String said =
        response.entity() instanceof HttpEntity.Strict strict
            ? strict.getData().utf8String()
            : response.status().reason();
    Answer problem =
        PekkoErrors.problem(response.status().intValue(), said, request.getUri().path());
    HttpResponse told = problem.toResponse();
    for (HttpHeader header : response.getHeaders()) {
      told = told.addHeader(header);
    }
    return told;
  }

  private static HttpResponse timedOut(HttpRequest request) {
    return Problems.of(
            new Refusal(
                503,
                "unavailable",
                "the request was not done in time; whether it was done at all is not known, so"
                    + " repeat it with the same Idempotency-Key"),
            request.getUri().path())
        .toResponse();
  }
}
