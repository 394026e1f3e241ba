package io.roomfleet.orchestrator.telemetry;

import static java.util.concurrent.CompletableFuture.completedFuture;

import com.typesafe.config.Config;
import io.roomfleet.api.room.AgendaItem;
import io.roomfleet.orchestrator.http.route.ApiEndpoints;
import io.roomfleet.orchestrator.telemetry.distance.RoundTripSums;
import io.roomfleet.orchestrator.telemetry.meter.MemoryStores;
import io.roomfleet.orchestrator.telemetry.viewing.ViewingReader;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorSystem;

/** All of telemetry as it is, with its tables in memory. */
public final class TelemetryStage {
  public final MemoryStores stores = new MemoryStores();
  public final TestMeters meters;
  public final MemoryViewing viewing;
  private final TelemetrySettings settings;
  private final RoomMarkets rooms;
  private final Set<String> regions;
  private final InstantSource clock;
  private volatile Function<Instant, Optional<AgendaItem>> onAir = at -> Optional.empty();

  /**
   * @param config with {@code roomfleet.telemetry}
   */
  public TelemetryStage(
      ActorSystem<?> system,
      Config config,
      RoomMarkets rooms,
      Set<String> regions,
      InstantSource clock) {
    this.settings = TelemetrySettings.of(config);
    this.rooms = rooms;
    this.regions = regions;
    this.clock = clock;
    this.viewing = new MemoryViewing(clock);
    this.meters = new TestMeters(system, clock, settings.meter(), stores.stores());
  }

  public ApiEndpoints.Telemetry parts() {
    return new ApiEndpoints.Telemetry(
        new BeaconService(settings, rooms, regions, meters, stores, new RoundTripSums(), clock),
        new MetricsService(
            rooms, roomId -> completedFuture(onAir), meters, figures(), viewers(), clock),
        settings.bodyLimit());
  }

  /** What is on in each room. */
  public void onAir(Function<Instant, Optional<AgendaItem>> on) {
    onAir = on;
  }

  /** What reports read. */
  public FigureReader figures() {
    return new FigureReader(settings, meters, stores, viewers(), clock);
  }

  private ViewingReader viewers() {
    return new ViewingReader(viewing::recent, viewing);
  }
}
