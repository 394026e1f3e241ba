package io.roomfleet.orchestrator.http.server;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.roomfleet.orchestrator.http.idempotency.Idempotency;
import io.roomfleet.orchestrator.http.idempotency.IdempotencyStore;
import io.roomfleet.orchestrator.http.route.EventStream;
import io.roomfleet.orchestrator.http.wire.Bodies;
import io.roomfleet.orchestrator.http.wire.Endpoint;
import io.roomfleet.orchestrator.security.Guard;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.server.Route;
import org.apache.pekko.http.javadsl.settings.ServerSettings;
import org.apache.pekko.stream.SystemMaterializer;

/**
 * The node's HTTP server. It stops with the actor system: no new connection is taken, event streams
 * end, requests that run get {@link HttpSettings#shutdownDeadline()} to end.
 */
public final class HttpServer {
  private final ServerBinding binding;

  private HttpServer(ServerBinding binding) {
    this.binding = binding;
  }

  /**
   * What the server is made of.
   *
   * @param endpoints of the API
   * @param mounted routes of other features, asked after the API's own
   */
  public record Parts(
      List<Endpoint> endpoints,
      List<MountedRoute> mounted,
      Guard guard,
      IdempotencyStore idempotencyStore,
      EventStream eventStream,
      PrometheusRegistry registry,
      Clock clock) {}

  /** Binds; fails when the port is taken. */
  public static CompletionStage<HttpServer> start(
      ActorSystem<?> system, HttpSettings settings, Parts parts) {
    Bodies bodies =
        new Bodies(
            SystemMaterializer.get(system).materializer(),
            settings.bodyLimit(),
            settings.bodyTimeout());
    HttpMetrics metrics = new HttpMetrics(parts.registry());
    Dispatcher dispatcher =
        new Dispatcher(
            new EndpointTable(parts.endpoints()),
            parts.guard(),
            bodies,
            new Idempotency(parts.idempotencyStore(), parts.clock()),
            metrics);
    Route route = new Routes(dispatcher, metrics).all(parts.mounted());
    return Http.get(system)
        .newServerAt(settings.host(), settings.port())
        .withSettings(serverSettings(system, settings))
        .bind(route)
        .thenApply(
            binding -> {
              endStreamsFirst(system, parts.eventStream());
              binding.addToCoordinatedShutdown(settings.shutdownDeadline(), system);
              return new HttpServer(binding);
            });
  }

  /** Where it listens; the port is real even when 0 was asked for. */
  public InetSocketAddress address() {
    return binding.localAddress();
  }

  private static ServerSettings serverSettings(ActorSystem<?> system, HttpSettings settings) {
    ServerSettings server = ServerSettings.create(system.classicSystem());
    Duration timeout = settings.requestTimeout();
    return server
        .withServerHeader(Optional.empty())
        .withTransparentHeadRequests(true)
        .withParsingErrorHandler(PekkoErrors.class.getName())
        // We judge headers ourselves; a careless client shall not fill the log.
        .withParserSettings(server.getParserSettings().withIllegalHeaderWarnings(false))
        .withTimeouts(
            server
                .getTimeouts()
                .withRequestTimeout(
                    scala.concurrent.duration.Duration.create(
                        timeout.toMillis(), TimeUnit.MILLISECONDS)));
  }

  private static void endStreamsFirst(ActorSystem<?> system, EventStream eventStream) {
    CoordinatedShutdown.get(system)
        .addTask(
            CoordinatedShutdown.PhaseServiceUnbind(), "end-event-streams", eventStream::endAll);
  }
}
