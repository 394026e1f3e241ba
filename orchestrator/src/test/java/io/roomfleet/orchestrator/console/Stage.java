package io.roomfleet.orchestrator.console;

import static java.util.concurrent.TimeUnit.SECONDS;

import com.sun.net.httpserver.HttpExchange;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.roomfleet.orchestrator.cohost.PoolInMemory;
import io.roomfleet.orchestrator.cohost.SessionsInMemory;
import io.roomfleet.orchestrator.http.FakeAlerts;
import io.roomfleet.orchestrator.http.FakeSteering;
import io.roomfleet.orchestrator.http.MemoryIdempotencyStore;
import io.roomfleet.orchestrator.http.SampleReports;
import io.roomfleet.orchestrator.http.route.ApiEndpoints;
import io.roomfleet.orchestrator.http.route.EventStream;
import io.roomfleet.orchestrator.http.route.PageTokens;
import io.roomfleet.orchestrator.http.server.HttpServer;
import io.roomfleet.orchestrator.http.server.HttpSettings;
import io.roomfleet.orchestrator.http.server.MountedRoute;
import io.roomfleet.orchestrator.security.Guard;
import io.roomfleet.orchestrator.security.Tokens;
import io.roomfleet.orchestrator.telemetry.RoomMarkets;
import io.roomfleet.orchestrator.telemetry.TelemetryStage;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * What the console stands on: the node's real HTTP server with a {@link Broadcast} and a {@link
 * StageFleet} behind it, and an agent's media on an origin of its own. Either can go away and come
 * back at the same address.
 */
final class Stage implements AutoCloseable {
  static final String TOKEN = "token-of-the-browser-test";

  private final com.sun.net.httpserver.HttpServer media;
  private final ExecutorService mediaThreads = Executors.newFixedThreadPool(4);
  private final Broadcast broadcast;
  private final StageFleet fleet;
  private final StageEvening evening = new StageEvening();
  private final FakeAlerts alerts = new FakeAlerts();
  private TelemetryStage telemetry;
  private ActorSystem<Void> node;
  private int port;
  private volatile boolean mediaIsThere = true;

  Stage() throws Exception {
    media = com.sun.net.httpserver.HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    media.setExecutor(mediaThreads);
    media.createContext("/", this::sendMedia);
    media.start();
    URI address = URI.create("http://127.0.0.1:" + media.getAddress().getPort() + "/");
    broadcast = new Broadcast(address);
    fleet = new StageFleet(address);
    startNode();
  }

  Broadcast broadcast() {
    return broadcast;
  }

  /** What is known of viewers. */
  TelemetryStage telemetry() {
    return telemetry;
  }

  FakeAlerts alerts() {
    return alerts;
  }

  StageEvening evening() {
    return evening;
  }

  StageFleet fleet() {
    return fleet;
  }

  URI console() {
    return URI.create("http://127.0.0.1:" + port + "/console/");
  }

  /** False: every playlist and segment is 404. */
  void mediaIsThere(boolean there) {
    mediaIsThere = there;
  }

  void startNode() throws Exception {
    Config config =
        ConfigFactory.parseString(
                "roomfleet.http.port = "
                    + port
                    + "\npekko.loglevel = WARNING\npekko.actor.provider = local"
                    + "\npekko.coordinated-shutdown.run-by-jvm-shutdown-hook = off")
            .withFallback(ConfigFactory.load());
    node = ActorSystem.create(Behaviors.empty(), "stage", config);
    telemetry =
        new TelemetryStage(
            node,
            config,
            roomId ->
                CompletableFuture.completedFuture(
                    Optional.of(
                        Map.of(
                            "de", new RoomMarkets.Facts("de-DE", ZoneId.of("Europe/Berlin")),
                            "id", new RoomMarkets.Facts("id-ID", ZoneId.of("Asia/Jakarta")),
                            "us", new RoomMarkets.Facts("en-US", ZoneId.of("America/New_York"))))),
            Set.of("eu-west"),
            Clock.systemUTC());
    HttpSettings settings = HttpSettings.from(config);
    EventStream eventStream = new EventStream(settings.eventKeepAlive());
    PrometheusRegistry registry = new PrometheusRegistry();
    HttpServer server =
        HttpServer.start(
                node,
                settings,
                new HttpServer.Parts(
                    ApiEndpoints.of(
                        broadcast.rooms(),
                        broadcast.subRooms(),
                        fleet,
                        broadcast.plans(),
                        broadcast.rebalances(),
                        new StageCalendar(),
                        broadcast.agendas(),
                        evening.history(node),
                        new FakeSteering(),
                        telemetry.parts(),
                        new SampleReports(),
                        new ApiEndpoints.Alerting(alerts, Set.of("stall-ratio")),
                        new SessionsInMemory(Clock.systemUTC()).port(),
                        new PoolInMemory(
                                new SessionsInMemory(Clock.systemUTC()), Clock.systemUTC())
                            .port(broadcast.rooms()::get),
                        Set.of("eu-west"),
                        new PageTokens(TOKEN),
                        eventStream,
                        registry),
                    List.of(
                        new MountedRoute(
                            "/console", ConsoleRoutes.create(ConsoleSettings.of(config)))),
                    new Guard(Tokens.of(TOKEN, Map.of())),
                    new MemoryIdempotencyStore(),
                    eventStream,
                    registry,
                    Clock.systemUTC()))
            .toCompletableFuture()
            .get(20, SECONDS);
    port = server.address().getPort();
  }

  void stopNode() throws Exception {
    node.terminate();
    node.getWhenTerminated().toCompletableFuture().get(20, SECONDS);
  }

  private void sendMedia(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    exchange.getResponseHeaders().add("Access-Control-Allow-Origin", "*");
    try (exchange;
        InputStream file =
            mediaIsThere ? Stage.class.getResourceAsStream("/console-media" + path) : null) {
      if (file == null) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      exchange.sendResponseHeaders(200, 0);
      file.transferTo(exchange.getResponseBody());
    }
  }

  @Override
  public void close() throws Exception {
    stopNode();
    media.stop(0);
    mediaThreads.shutdownNow();
  }
}
