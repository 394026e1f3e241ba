package io.roomfleet.orchestrator.http.route;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.roomfleet.orchestrator.http.Agendas;
import io.roomfleet.orchestrator.http.Alerts;
import io.roomfleet.orchestrator.http.Beacons;
import io.roomfleet.orchestrator.http.Calendars;
import io.roomfleet.orchestrator.http.Cohosts;
import io.roomfleet.orchestrator.http.Fleet;
import io.roomfleet.orchestrator.http.Histories;
import io.roomfleet.orchestrator.http.Metrics;
import io.roomfleet.orchestrator.http.PkPools;
import io.roomfleet.orchestrator.http.Plans;
import io.roomfleet.orchestrator.http.Rebalancing;
import io.roomfleet.orchestrator.http.Reports;
import io.roomfleet.orchestrator.http.Rooms;
import io.roomfleet.orchestrator.http.Steering;
import io.roomfleet.orchestrator.http.SubRooms;
import io.roomfleet.orchestrator.http.wire.Endpoint;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Every endpoint of the API, on the ports of the domain. */
public final class ApiEndpoints {
  private ApiEndpoints() {}

  /**
   * What viewers do.
   *
   * @param beaconLimit bytes that a batch of beacons may have, as sent and unpacked
   */
  public record Telemetry(Beacons beacons, Metrics metrics, long beaconLimit) {}

  /**
   * What is wrong.
   *
   * @param rules ids of all rules
   */
  public record Alerting(Alerts alerts, Set<String> rules) {}

  /**
   * All of them.
   *
   * @param regions that are configured; no other may be named in a body or a filter
   */
  public static List<Endpoint> of(
      Rooms rooms,
      SubRooms subRooms,
      Fleet fleet,
      Plans plans,
      Rebalancing rebalances,
      Calendars calendars,
      Agendas agendas,
      Histories histories,
      Steering steering,
      Telemetry telemetry,
      Reports reports,
      Alerting alerting,
      Cohosts cohosts,
      PkPools pool,
      Set<String> regions,
      PageTokens pageTokens,
      EventStream eventStream,
      PrometheusRegistry registry) {
    return Stream.of(
            new RoomEndpoints(rooms, regions, pageTokens).all(),
            new SubRoomEndpoints(rooms, subRooms, regions, pageTokens).all(),
            new EventEndpoints(rooms, eventStream).all(),
            new FleetEndpoints(fleet, regions).all(),
            new PlanEndpoints(plans, regions).all(),
            new RebalanceEndpoints(rebalances).all(),
            new CalendarEndpoints(calendars, regions).all(),
            new AgendaEndpoints(agendas).all(),
            new HistoryEndpoints(histories).all(),
            new SteeringEndpoints(steering).all(),
            new MetricsEndpoints(
                    rooms,
                    telemetry.beacons(),
                    telemetry.metrics(),
                    eventStream,
                    telemetry.beaconLimit())
                .all(),
            new ReportEndpoints(reports).all(),
            new AlertEndpoints(
                    rooms, alerting.alerts(), regions, alerting.rules(), pageTokens, eventStream)
                .all(),
            new CohostEndpoints(cohosts, pageTokens).all(),
            new PkPoolEndpoints(pool, regions, pageTokens).all(),
            new StageEndpoints(cohosts).all(),
            new ServiceEndpoints(fleet, registry).all())
        .flatMap(List::stream)
        .toList();
  }
}
