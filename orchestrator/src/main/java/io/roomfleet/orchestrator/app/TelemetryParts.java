package io.roomfleet.orchestrator.app;

import io.roomfleet.orchestrator.http.route.ApiEndpoints;
import io.roomfleet.orchestrator.platform.Views;
import io.roomfleet.orchestrator.region.FleetView;
import io.roomfleet.orchestrator.telemetry.BeaconService;
import io.roomfleet.orchestrator.telemetry.FigureReader;
import io.roomfleet.orchestrator.telemetry.MetricsService;
import io.roomfleet.orchestrator.telemetry.OnAir;
import io.roomfleet.orchestrator.telemetry.QualitySink;
import io.roomfleet.orchestrator.telemetry.RoomMarkets;
import io.roomfleet.orchestrator.telemetry.ShardedMeters;
import io.roomfleet.orchestrator.telemetry.TelemetrySettings;
import io.roomfleet.orchestrator.telemetry.distance.CassandraRoundTrips;
import io.roomfleet.orchestrator.telemetry.distance.Distances;
import io.roomfleet.orchestrator.telemetry.distance.RoundTripSums;
import io.roomfleet.orchestrator.telemetry.meter.CassandraBeaconLog;
import io.roomfleet.orchestrator.telemetry.meter.CassandraOpenMeters;
import io.roomfleet.orchestrator.telemetry.meter.CassandraRollups;
import io.roomfleet.orchestrator.telemetry.meter.MeterCommand;
import io.roomfleet.orchestrator.telemetry.meter.MeterEntity;
import io.roomfleet.orchestrator.telemetry.meter.MeterStores;
import io.roomfleet.orchestrator.telemetry.meter.MeterWaker;
import io.roomfleet.orchestrator.telemetry.viewing.CassandraViewingRollups;
import io.roomfleet.orchestrator.telemetry.viewing.ShardedViewingBooks;
import io.roomfleet.orchestrator.telemetry.viewing.ViewingEntity;
import io.roomfleet.orchestrator.telemetry.viewing.ViewingReader;
import io.roomfleet.orchestrator.telemetry.viewing.ViewingRollups;
import io.roomfleet.orchestrator.telemetry.viewing.ViewingSink;
import java.time.InstantSource;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;

/** Wires telemetry: the Meters, who wakes them, and what the API asks. */
final class TelemetryParts {
  private TelemetryParts() {}

  /** Takes what agents say of quality to where it is counted. */
  static QualitySink sink(ClusterSharding sharding) {
    QualitySink viewing =
        new ViewingSink(
            (key, command) -> sharding.entityRefFor(ViewingEntity.TYPE_KEY, key).tell(command));
    return viewing.and(AlertParts.sink(sharding));
  }

  /**
   * What others ask.
   *
   * @param api what the API does
   * @param figures what reports are made of
   */
  record Started(ApiEndpoints.Telemetry api, FigureReader figures) {}

  static Started start(
      ActorSystem<?> system,
      TelemetrySettings settings,
      Views tables,
      RoomMarkets rooms,
      OnAir onAir,
      FleetView fleet,
      InstantSource clock) {
    ClusterSharding sharding = ClusterSharding.get(system);
    MeterStores stores =
        new MeterStores(
            new CassandraBeaconLog(tables, settings.life().log()),
            new CassandraRollups(tables, settings.life().tenSeconds(), settings.life().minutes()),
            new CassandraOpenMeters(tables),
            AlertParts.listener(sharding));
    sharding.init(
        Entity.of(
            MeterEntity.TYPE_KEY,
            entity ->
                MeterEntity.create(
                    entity.getEntityId(), entity.getShard(), clock, settings.meter(), stores)));
    MeterWaker.start(
        system,
        stores.openMeters(),
        key -> sharding.entityRefFor(MeterEntity.TYPE_KEY, key).tell(MeterCommand.Wake.WAKE));
    ViewingRollups viewing =
        new CassandraViewingRollups(
            tables, settings.life().tenSeconds(), settings.life().minutes());
    sharding.init(
        Entity.of(
            ViewingEntity.TYPE_KEY,
            entity ->
                ViewingEntity.create(entity.getEntityId(), entity.getShard(), clock, viewing)));
    ShardedMeters meters = new ShardedMeters(sharding);
    ViewingReader viewers = new ViewingReader(new ShardedViewingBooks(sharding), viewing);
    FigureReader figures = new FigureReader(settings, meters, stores.rollups(), viewers, clock);
    RoundTripSums roundTrips = new RoundTripSums();
    system.systemActorOf(
        Distances.create(
            roundTrips,
            new CassandraRoundTrips(tables),
            fleet.policy().latency(),
            fleet::distances,
            settings.distancesPace(),
            clock),
        "distances",
        Props.empty());
    return new Started(
        new ApiEndpoints.Telemetry(
            new BeaconService(
                settings, rooms, fleet.zones().keySet(), meters, stores.log(), roundTrips, clock),
            new MetricsService(rooms, onAir, meters, figures, viewers, clock),
            settings.bodyLimit()),
        figures);
  }
}
