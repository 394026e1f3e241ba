package io.roomfleet.orchestrator.telemetry;

import com.typesafe.config.Config;
import io.roomfleet.orchestrator.http.route.ApiEndpoints;
import io.roomfleet.orchestrator.telemetry.meter.MemoryStores;
import io.roomfleet.orchestrator.telemetry.viewing.ViewingReader;
import java.time.InstantSource;
import org.apache.pekko.actor.typed.ActorSystem;

/** All of telemetry as it is, with its tables in memory. */
public final class TelemetryStage {
  public final MemoryStores stores = new MemoryStores();
  public final TestMeters meters;
  public final MemoryViewing viewing;
  private final TelemetrySettings settings;
  private final RoomMarkets rooms;
  private final InstantSource clock;

  /**
   * @param config with {@code roomfleet.telemetry}
   */
  public TelemetryStage(
      ActorSystem<?> system, Config config, RoomMarkets rooms, InstantSource clock) {
    this.settings = TelemetrySettings.of(config);
    this.rooms = rooms;
    this.clock = clock;
    this.viewing = new MemoryViewing(clock);
    this.meters = new TestMeters(system, clock, settings.meter(), stores.stores());
  }

  public ApiEndpoints.Telemetry parts() {
    return new ApiEndpoints.Telemetry(
        new BeaconService(settings, rooms, meters, stores, clock),
        new MetricsService(
            settings, rooms, meters, stores, new ViewingReader(viewing::recent, viewing), clock),
        settings.bodyLimit());
  }
}
