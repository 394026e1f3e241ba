package io.roomfleet.orchestrator.app;

import com.datastax.oss.driver.api.core.CqlSession;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.roomfleet.api.room.AgendaItem;
import io.roomfleet.api.room.AgendaSpan;
import io.roomfleet.api.room.SubRoom;
import io.roomfleet.orchestrator.alert.AlertService;
import io.roomfleet.orchestrator.alert.rule.ReadyRules;
import io.roomfleet.orchestrator.booking.desk.BookingCheck;
import io.roomfleet.orchestrator.booking.desk.CalendarDesk;
import io.roomfleet.orchestrator.booking.desk.CalendarService;
import io.roomfleet.orchestrator.cohost.CohostService;
import io.roomfleet.orchestrator.cohost.view.CohostView;
import io.roomfleet.orchestrator.console.ConsoleRoutes;
import io.roomfleet.orchestrator.console.ConsoleSettings;
import io.roomfleet.orchestrator.history.HistoryService;
import io.roomfleet.orchestrator.history.report.ReportService;
import io.roomfleet.orchestrator.http.Outcome;
import io.roomfleet.orchestrator.http.idempotency.CassandraIdempotencyStore;
import io.roomfleet.orchestrator.http.idempotency.IdempotencyStore;
import io.roomfleet.orchestrator.http.route.ApiEndpoints;
import io.roomfleet.orchestrator.http.route.EventStream;
import io.roomfleet.orchestrator.http.route.PageTokens;
import io.roomfleet.orchestrator.http.server.AgentGate;
import io.roomfleet.orchestrator.http.server.HttpServer;
import io.roomfleet.orchestrator.http.server.MountedRoute;
import io.roomfleet.orchestrator.plan.FleetSurveyor;
import io.roomfleet.orchestrator.plan.PlanService;
import io.roomfleet.orchestrator.plan.PlanWorker;
import io.roomfleet.orchestrator.platform.FleetBirth;
import io.roomfleet.orchestrator.platform.Views;
import io.roomfleet.orchestrator.rebalance.RebalanceCommand;
import io.roomfleet.orchestrator.rebalance.RebalanceService;
import io.roomfleet.orchestrator.region.AgentSessionRoute;
import io.roomfleet.orchestrator.region.FleetService;
import io.roomfleet.orchestrator.region.FleetView;
import io.roomfleet.orchestrator.room.Agenda;
import io.roomfleet.orchestrator.room.AgendaService;
import io.roomfleet.orchestrator.room.CapacityAhead;
import io.roomfleet.orchestrator.room.RoomCommand;
import io.roomfleet.orchestrator.room.RoomEntity;
import io.roomfleet.orchestrator.room.RoomEventSource;
import io.roomfleet.orchestrator.room.RoomReply;
import io.roomfleet.orchestrator.room.RoomService;
import io.roomfleet.orchestrator.room.view.RoomView;
import io.roomfleet.orchestrator.schedule.DueRooms;
import io.roomfleet.orchestrator.security.Guard;
import io.roomfleet.orchestrator.security.Tokens;
import io.roomfleet.orchestrator.steering.EdgeWatch;
import io.roomfleet.orchestrator.steering.RouteTable;
import io.roomfleet.orchestrator.steering.SteeringService;
import io.roomfleet.orchestrator.subroom.SubRoomService;
import io.roomfleet.orchestrator.subroom.view.SubRoomView;
import io.roomfleet.orchestrator.telemetry.QualitySink;
import io.roomfleet.orchestrator.telemetry.RoomMarkets;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.http.javadsl.server.Directives;
import org.apache.pekko.http.javadsl.server.PathMatchers;
import org.apache.pekko.http.javadsl.server.Route;
import org.apache.pekko.stream.connectors.cassandra.javadsl.CassandraSession;
import org.apache.pekko.stream.connectors.cassandra.javadsl.CassandraSessionRegistry;

/** One orchestrator node in this JVM. */
public final class Node {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final ActorSystem<Void> system;
  private final InetSocketAddress httpAddress;

  private Node(ActorSystem<Void> system, InetSocketAddress httpAddress) {
    this.system = system;
    this.httpAddress = httpAddress;
  }

  /**
   * Starts the actor system, waits for Cassandra and binds the API. Fails when Cassandra refuses,
   * its schema is missing, or the port is taken; the actor system is then ended.
   */
  static CompletionStage<Node> start(Settings settings, Tokens tokens, Clock clock) {
    FleetView fleet = new FleetView(settings.regions(), settings.region().policy());
    RouteTable routes = new RouteTable(settings.steering());
    PrometheusRegistry registry = new PrometheusRegistry();
    JvmMetrics.builder().register(registry);
    FleetMetrics metrics = new FleetMetrics(registry, fleet);
    ActorSystem<Void> system =
        ActorSystem.create(
            Guardian.create(settings, clock, fleet, routes, metrics),
            "roomfleet",
            settings.config());
    CassandraSession cassandra =
        CassandraSessionRegistry.get(system).sessionFor("pekko.persistence.cassandra");
    return cassandra
        .underlying()
        .thenCompose(
            cql ->
                FleetBirth.of(new Views(cql), clock.instant())
                    .thenCombine(
                        CassandraIdempotencyStore.on(cql),
                        (birth, store) ->
                            serve(
                                system, settings, tokens, clock, fleet, routes, cql, birth, store,
                                registry))
                    .thenCompose(Function.identity()))
        .whenComplete(
            (node, failure) -> {
              if (failure != null) {
                system.terminate();
              }
            });
  }

  private static CompletionStage<Node> serve(
      ActorSystem<Void> system,
      Settings settings,
      Tokens tokens,
      Clock clock,
      FleetView fleet,
      RouteTable routes,
      CqlSession cql,
      Instant birth,
      IdempotencyStore store,
      PrometheusRegistry registry) {
    Views views = new Views(cql);
    Guardian.startDaemons(system, views, birth, clock);
    AlertParts.Kept alerts = AlertParts.start(system, settings, views, birth, clock);
    ClusterSharding sharding = ClusterSharding.get(system);
    FleetSurveyor surveyor = new FleetSurveyor(sharding, settings.regions());
    PlanWorker worker = new PlanWorker();
    ActorRef<RebalanceCommand> rebalancer =
        Guardian.rebalancer(system, settings, clock, fleet, surveyor, worker);
    CalendarDesk calendars = CalendarDesk.of(system);
    EventStream eventStream = new EventStream(settings.http().eventKeepAlive());
    Guard guard = new Guard(tokens);
    RoomService rooms =
        new RoomService(
            sharding,
            new RoomView(views),
            new DueRooms(views),
            new RoomEventSource(system, sharding),
            new CapacityAhead(new BookingCheck(calendars), settings.booking(), fleet),
            clock);
    RoomMarkets markets = roomId -> markets(sharding, roomId);
    AgendaService agendas = new AgendaService(sharding);
    TelemetryParts.Started telemetry =
        TelemetryParts.start(
            system,
            settings.telemetry(),
            views,
            markets,
            roomId -> onAir(agendas, roomId),
            fleet,
            clock);
    HistoryService histories = new HistoryService(system, RoomEventSource.journal(system), clock);
    ReportService reports =
        new ReportService(
            rooms,
            agendas,
            histories,
            markets,
            telemetry.figures(),
            settings.regions(),
            fleet::policy,
            clock,
            worker);
    var endpoints =
        ApiEndpoints.of(
            rooms,
            new SubRoomService(
                sharding,
                new SubRoomView(views),
                (roomId, subRoomId) -> subRoomOfRoom(sharding, roomId, subRoomId),
                clock),
            new FleetService(sharding, Cluster.get(system), cql, fleet, clock, version()),
            new PlanService(sharding, rooms, surveyor, fleet::policy, clock, worker),
            new RebalanceService(rebalancer, system.scheduler(), settings.rebalance(), clock),
            new CalendarService(calendars, settings.regions().keySet(), clock),
            agendas,
            histories,
            new SteeringService(routes, fleet, settings.steering(), clock),
            telemetry.api(),
            reports,
            new ApiEndpoints.Alerting(
                new AlertService(sharding, alerts.view(), alerts.rules(), alerts.open(), clock),
                ReadyRules.byId().keySet()),
            new CohostService(sharding, new CohostView(views), clock),
            CohostParts.pool(system, rooms, telemetry.api().metrics(), views, clock),
            settings.regions().keySet(),
            new PageTokens(settings.apiToken()),
            eventStream,
            registry);
    HttpServer.Parts parts =
        new HttpServer.Parts(
            endpoints,
            List.of(
                new MountedRoute(
                    "/v1/agents/{agentId}/session",
                    agentSessions(
                        system,
                        sharding,
                        new AgentGate(guard),
                        new EdgeWatch(routes, settings.steering(), clock))),
                new MountedRoute(
                    "/console", ConsoleRoutes.create(ConsoleSettings.of(settings.config())))),
            guard,
            store,
            eventStream,
            registry,
            clock);
    return HttpServer.start(system, settings.http(), parts)
        .thenApply(server -> new Node(system, server.address()));
  }

  private static Route agentSessions(
      ActorSystem<Void> system, ClusterSharding sharding, AgentGate gate, QualitySink edges) {
    AgentSessionRoute sessions =
        new AgentSessionRoute(
            system,
            (region, command) -> Guardian.ledger(sharding, region, command),
            TelemetryParts.sink(sharding).and(edges));
    return Directives.path(
        PathMatchers.segment("v1").slash("agents").slash(PathMatchers.segment()).slash("session"),
        agentId ->
            Directives.parameterOptional(
                "region",
                region ->
                    gate.guarded(
                        region.orElse(""),
                        () ->
                            Directives.handleWebSocketMessages(
                                sessions.session(region.orElse(""), agentId)))));
  }

  private static CompletionStage<Outcome<Optional<SubRoom>>> subRoomOfRoom(
      ClusterSharding sharding, String roomId, String subRoomId) {
    return sharding
        .entityRefFor(RoomEntity.TYPE_KEY, roomId)
        .<RoomReply>ask(RoomCommand.Get::new, PATIENCE)
        .thenApply(
            reply -> {
              if (reply instanceof RoomReply.Shown shown) {
                return Outcome.done(
                    shown.subRooms().stream().filter(s -> s.id().equals(subRoomId)).findFirst());
              }
              RoomReply.Refused refused = (RoomReply.Refused) reply;
              return Outcome.refused(404, "room_not_found", refused.detail());
            });
  }

  /** A room's sub-rooms, as telemetry knows them. */
  private static CompletionStage<Optional<Map<String, RoomMarkets.Facts>>> markets(
      ClusterSharding sharding, String roomId) {
    return sharding
        .entityRefFor(RoomEntity.TYPE_KEY, roomId)
        .<RoomReply>ask(RoomCommand.Get::new, PATIENCE)
        .thenApply(
            reply ->
                reply instanceof RoomReply.Shown shown
                    ? Optional.of(RoomMarkets.Facts.of(shown.subRooms()))
                    : Optional.empty());
  }

  /** What was on in a room at an instant, as telemetry asks for it. */
  private static CompletionStage<Function<Instant, Optional<AgendaItem>>> onAir(
      AgendaService agendas, String roomId) {
    return agendas
        .agenda(roomId)
        .thenApply(
            outcome -> {
              List<AgendaSpan> spans =
                  outcome.fold(done -> done.value().spans(), refused -> List.of());
              return at -> Agenda.onAt(spans, at).map(AgendaSpan::item);
            });
  }

  private static String version() {
    return Objects.requireNonNullElse(
        Node.class.getPackage().getImplementationVersion(), "development");
  }

  /** Where the API listens. */
  public InetSocketAddress httpAddress() {
    return httpAddress;
  }

  /** Leaves the cluster and ends, in order. */
  public CompletionStage<?> stop() {
    return CoordinatedShutdown.get(system)
        .runAll(CoordinatedShutdown.clusterLeavingReason())
        .thenCompose(done -> system.getWhenTerminated());
  }
}
