package io.roomfleet.orchestrator.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.roomfleet.orchestrator.cohost.PoolInMemory;
import io.roomfleet.orchestrator.cohost.SessionsInMemory;
import io.roomfleet.orchestrator.http.OpenApiContract.Reply;
import io.roomfleet.orchestrator.http.route.ApiEndpoints;
import io.roomfleet.orchestrator.http.route.EventStream;
import io.roomfleet.orchestrator.http.route.PageTokens;
import io.roomfleet.orchestrator.http.server.HttpServer;
import io.roomfleet.orchestrator.http.server.HttpSettings;
import io.roomfleet.orchestrator.http.server.MountedRoute;
import io.roomfleet.orchestrator.http.wire.Endpoint;
import io.roomfleet.orchestrator.security.Guard;
import io.roomfleet.orchestrator.security.Tokens;
import io.roomfleet.orchestrator.telemetry.RoomMarkets;
import io.roomfleet.orchestrator.telemetry.TelemetryStage;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** The real server on a free port, with a domain in memory behind it and a contract before it. */
final class TestServer implements AutoCloseable {
  static final String ADMIN = "admin-token-for-tests";
  static final String AGENTS = "join-token-for-tests";
  static final Set<String> REGIONS = Set.of("eu-west", "us-east");
  static final ObjectMapper JSON = new ObjectMapper();

  private static final OpenApiContract CONTRACT = OpenApiContract.load();

  final FakeDomain domain = new FakeDomain();
  final FakeRebalances rebalances = new FakeRebalances();
  final FakeFleet fleet = new FakeFleet();
  final FakeBroadcasts broadcasts = new FakeBroadcasts(domain);
  final FakeSteering steering = new FakeSteering();
  final FakeCalendars calendars = new FakeCalendars();
  final FakeAlerts alerts = new FakeAlerts();
  final MemoryIdempotencyStore store = new MemoryIdempotencyStore();
  final SampleReports reports = new SampleReports();
  final MovableClock clock = new MovableClock();
  final SessionsInMemory cohosts = new SessionsInMemory(clock);
  final PoolInMemory pool = new PoolInMemory(cohosts, clock);
  final Guard guard = new Guard(Tokens.of(ADMIN, Map.of("eu-west", AGENTS)));
  final TelemetryStage telemetry;
  final List<Endpoint> endpoints;
  private final ActorSystem<Void> system;
  private final HttpServer server;
  private final HttpClient client = HttpClient.newHttpClient();

  TestServer() throws Exception {
    this("", List.of());
  }

  /**
   * @param overrides of {@code reference.conf}
   */
  TestServer(String overrides, List<MountedRoute> mounted) throws Exception {
    Config config =
        ConfigFactory.parseString(
                overrides
                    + "\nroomfleet.http.port = 0, pekko.loglevel = WARNING"
                    + "\npekko.coordinated-shutdown.run-by-jvm-shutdown-hook = off")
            .withFallback(ConfigFactory.load());
    HttpSettings settings = HttpSettings.from(config);
    EventStream eventStream = new EventStream(settings.eventKeepAlive());
    PrometheusRegistry registry = new PrometheusRegistry();
    JvmMetrics.builder().register(registry);
    system = ActorSystem.create(Behaviors.empty(), "http", config);
    telemetry = new TelemetryStage(system, config, this::markets, REGIONS, clock);
    endpoints =
        ApiEndpoints.of(
            domain,
            domain,
            fleet,
            domain,
            rebalances,
            calendars,
            broadcasts,
            broadcasts,
            steering,
            telemetry.parts(),
            reports,
            new ApiEndpoints.Alerting(alerts, Set.of("stall-ratio", "silence")),
            cohosts.port(),
            pool.port(domain::get),
            REGIONS,
            new PageTokens(ADMIN),
            eventStream,
            registry);
    server =
        HttpServer.start(
                system,
                settings,
                new HttpServer.Parts(
                    endpoints, mounted, guard, store, eventStream, registry, clock))
            .toCompletableFuture()
            .get(30, TimeUnit.SECONDS);
  }

  private CompletionStage<Optional<Map<String, RoomMarkets.Facts>>> markets(String roomId) {
    return domain
        .list(roomId, 200, null)
        .thenApply(
            outcome ->
                outcome.fold(
                    page -> Optional.of(RoomMarkets.Facts.of(page.value().subRooms())),
                    refused -> Optional.empty()));
  }

  InetSocketAddress address() {
    return server.address();
  }

  URI uri(String target) {
    return URI.create("http://127.0.0.1:" + address().getPort() + target);
  }

  HttpClient client() {
    return client;
  }

  /** A request by the admin. */
  HttpRequest.Builder request(String target) {
    return HttpRequest.newBuilder(uri(target))
        .timeout(Duration.ofSeconds(60))
        .header("Authorization", "Bearer " + ADMIN);
  }

  /** Sends it and holds the answer against the contract. */
  Reply send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
    Reply reply = new Reply(response.statusCode(), response.headers().map(), response.body());
    if (!request.method().equals("HEAD")) {
      CONTRACT.check(request.method(), request.uri().getRawPath(), reply);
    }
    return reply;
  }

  Reply get(String target) throws IOException, InterruptedException {
    return send(request(target).build());
  }

  Reply post(String target, String body) throws IOException, InterruptedException {
    return post(target, body, UnaryOperator.identity());
  }

  Reply post(String target, String body, UnaryOperator<HttpRequest.Builder> more)
      throws IOException, InterruptedException {
    HttpRequest.Builder builder = request(target).POST(BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      builder.header("Content-Type", "application/json");
    }
    return send(more.apply(builder).build());
  }

  /** Makes a room and gives its id. */
  String room() throws IOException, InterruptedException {
    return json(post("/v1/rooms", BadRequests.goodRoom("eu-west"))).get("id").asText();
  }

  /** What of a schema's words a JSON text breaks. */
  List<String> contractBreaches(String schema, String json) {
    return CONTRACT.schemaBreaches(schema, json);
  }

  static JsonNode json(Reply reply) throws IOException {
    return JSON.readTree(reply.body());
  }

  static String code(Reply reply) throws IOException {
    return json(reply).path("code").asText();
  }

  /**
   * Begins to stop as a node does. Its actors last until {@code seen}, as a node's do while it
   * leaves the cluster.
   */
  void beginToStop(CompletionStage<Done> seen) {
    CoordinatedShutdown.get(system)
        .addTask(
            CoordinatedShutdown.PhaseBeforeActorSystemTerminate(), "leave-cluster", () -> seen);
    system.terminate();
  }

  /** Stops as a node does. */
  void stop() throws Exception {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws Exception {
    stop();
  }

  /** A clock that goes on only when it is told to. */
  static final class MovableClock extends Clock {
    private Instant now = FakeDomain.NOW;

    synchronized void advance(Duration by) {
      now = now.plus(by);
    }

    @Override
    public synchronized Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
