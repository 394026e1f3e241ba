package io.roomfleet.orchestrator.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.roomfleet.api.metrics.MetricsCut;
import io.roomfleet.api.metrics.MetricsView;
import io.roomfleet.deploy.cassandra.CassandraProcess;
import io.roomfleet.deploy.platform.Ports;
import io.roomfleet.deploy.schema.Replication;
import io.roomfleet.deploy.schema.Schema;
import io.roomfleet.orchestrator.http.Metrics;
import io.roomfleet.orchestrator.http.Outcome;
import io.roomfleet.orchestrator.placement.price.LatencyMatrix;
import io.roomfleet.orchestrator.platform.Slices;
import io.roomfleet.orchestrator.platform.Views;
import io.roomfleet.orchestrator.telemetry.beacon.RoundTrip;
import io.roomfleet.orchestrator.telemetry.beacon.SentBeacon;
import io.roomfleet.orchestrator.telemetry.distance.CassandraRoundTrips;
import io.roomfleet.orchestrator.telemetry.distance.Distances;
import io.roomfleet.orchestrator.telemetry.distance.RoundTripSums;
import io.roomfleet.orchestrator.telemetry.meter.CassandraBeaconLog;
import io.roomfleet.orchestrator.telemetry.meter.CassandraOpenMeters;
import io.roomfleet.orchestrator.telemetry.meter.CassandraRollups;
import io.roomfleet.orchestrator.telemetry.meter.MeterStores;
import io.roomfleet.orchestrator.telemetry.meter.Rollups.Rollup;
import io.roomfleet.orchestrator.telemetry.meter.Rollups.Step;
import io.roomfleet.orchestrator.telemetry.viewing.CassandraViewingRollups;
import io.roomfleet.orchestrator.telemetry.viewing.ViewingBooks;
import io.roomfleet.orchestrator.telemetry.viewing.ViewingCommand.Remembered;
import io.roomfleet.orchestrator.telemetry.viewing.ViewingReader;
import io.roomfleet.orchestrator.telemetry.viewing.ViewingRollups;
import io.roomfleet.orchestrator.telemetry.viewing.ViewingRollups.Part;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Log, rollups and Meters on a real Cassandra. */
@TestInstance(Lifecycle.PER_CLASS)
class CassandraTelemetryIT {
  private static final String ROOM = "room-aaaaaaaaaaaaaaaaaaaaaaaaaa";
  private static final Config CONFIG =
      ConfigFactory.parseString(
              "roomfleet.telemetry { late = 20 s, future = 5 s, settle = 2 s, idle = 10 m }")
          .withFallback(ConfigFactory.load());

  private final Clock clock = Clock.systemUTC();
  private CassandraProcess cassandra;
  private CqlSession session;
  private ActorTestKit kit;
  private MeterStores stores;
  private TestMeters meters;
  private BeaconService beacons;
  private CassandraViewingRollups viewing;
  private MetricsService metrics;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    cassandra = CassandraProcess.start(folder, Ports.anyFree());
    Schema.apply(cassandra.host(), cassandra.port(), cassandra.dataCenter(), Replication.SINGLE);
    session =
        CqlSession.builder()
            .addContactPoint(new InetSocketAddress(cassandra.host(), cassandra.port()))
            .withLocalDatacenter(cassandra.dataCenter())
            .build();
    Views tables = new Views(session);
    TelemetrySettings settings = TelemetrySettings.of(CONFIG);
    stores =
        new MeterStores(
            new CassandraBeaconLog(tables, settings.life().log()),
            new CassandraRollups(tables, settings.life().tenSeconds(), settings.life().minutes()),
            new CassandraOpenMeters(tables));
    kit = ActorTestKit.create("telemetry", ConfigFactory.parseString("pekko.actor.provider=local"));
    meters = new TestMeters(kit.system(), clock, settings.meter(), stores);
    RoomMarkets rooms =
        roomId ->
            CompletableFuture.completedFuture(
                roomId.equals(ROOM)
                    ? Optional.of(
                        Map.of(
                            "de", new RoomMarkets.Facts("de-DE", ZoneId.of("Europe/Berlin")),
                            "fr", new RoomMarkets.Facts("fr-FR", ZoneId.of("Europe/Paris"))))
                    : Optional.empty());
    beacons =
        new BeaconService(
            settings, rooms, Set.of(), meters, stores.log(), new RoundTripSums(), clock);
    viewing =
        new CassandraViewingRollups(
            tables, settings.life().tenSeconds(), settings.life().minutes());
    ViewingBooks nobody =
        (roomId, subRoomId, from, to) ->
            CompletableFuture.completedFuture(new Remembered(UUID.randomUUID(), 0, 0, List.of()));
    metrics =
        new MetricsService(
            rooms,
            roomId -> CompletableFuture.completedFuture(at -> Optional.empty()),
            meters,
            new FigureReader(
                settings, meters, stores.rollups(), new ViewingReader(nobody, viewing), clock),
            new ViewingReader(nobody, viewing),
            clock);
  }

  @AfterAll
  void stop() {
    kit.shutdownTestKit();
    session.close();
    cassandra.close();
  }

  @Test
  void partsOfOneWindowByTwoWritersBothStayAndEachWritersNewestCounts() throws Exception {
    long start = 1_700_000_000_000L;
    UUID one = UUID.randomUUID();
    UUID other = UUID.randomUUID();
    for (Part part :
        List.of(
            new Part(start, one, new byte[] {1}),
            new Part(start, one, new byte[] {2}),
            new Part(start, other, new byte[] {3}),
            new Part(start + 7_200_000, one, new byte[] {4}))) {
      await(viewing.write("r", "de", ViewingRollups.Step.TEN_SECONDS, List.of(part)));
    }
    List<Part> read =
        await(viewing.read("r", "de", ViewingRollups.Step.TEN_SECONDS, start, start + 7_200_001));
    assertThat(read).extracting(part -> (int) part.viewing()[0]).containsExactlyInAnyOrder(2, 3, 4);
  }

  @Test
  void ofTwoRollupsTheOneThatKnowsMoreStays() throws Exception {
    long start = 1_700_000_000_000L;
    for (Rollup rollup :
        List.of(
            new Rollup(start, 7, new byte[] {7}),
            new Rollup(start, 9, new byte[] {9}),
            new Rollup(start, 8, new byte[] {8}),
            new Rollup(start + 10_000, 1, new byte[] {1}),
            new Rollup(start + 7_200_000, 2, new byte[] {2}))) {
      await(stores.rollups().write("r", "de", Step.TEN_SECONDS, List.of(rollup)));
    }
    List<Rollup> read =
        await(stores.rollups().read("r", "de", Step.TEN_SECONDS, start, start + 7_200_001));
    assertThat(read).extracting(Rollup::beacons).containsExactly(9L, 1L, 2L);
    assertThat(read.get(0).windows()).containsExactly(9);
    assertThat(await(stores.rollups().read("r", "de", Step.MINUTE, start, start + 60_000)))
        .isEmpty();
  }

  @Test
  void distancesOfTwoNodesStandBesideEachOtherAndEachOnesNewestCounts() throws Exception {
    CassandraRoundTrips table = new CassandraRoundTrips(new Views(session));
    LatencyMatrix listed = LatencyMatrix.of(Map.of(), 100);
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    AtomicReference<LatencyMatrix> matrix = new AtomicReference<>(listed);
    RoundTripSums one = new RoundTripSums();
    RoundTripSums other = new RoundTripSums();
    Distances ofOne = new Distances(one, table, listed, matrix::set, clock);
    one.add(new RoundTrip("eu-west", berlin, 10), clock.instant());
    await(ofOne.look());
    one.add(new RoundTrip("eu-west", berlin, 20), clock.instant());
    await(ofOne.look());
    other.add(new RoundTrip("eu-west", berlin, 60), clock.instant());
    await(new Distances(other, table, listed, matrix::set, clock).look());
    assertThat(matrix.get().measured("eu-west", berlin))
        .isEqualTo(new LatencyMatrix.Measurement("eu-west", berlin, 30, 3));
  }

  @Test
  void openMetersAreFoundBySlice() throws Exception {
    await(stores.openMeters().open("r1", "de", 60_000));
    assertThat(await(stores.openMeters().openFrom("r1", "de"))).contains(60_000L);
    assertThat(await(stores.openMeters().inSlice(Slices.of("r1")))).contains("r1/de");
    await(stores.openMeters().shut("r1", "de"));
    assertThat(await(stores.openMeters().openFrom("r1", "de"))).isEmpty();
  }

  @Test
  void whatWasAcceptedIsCountedThoughEveryWordToTheMetersIsLostAndTheyDie() throws Exception {
    Instant first = clock.instant();
    int sent = 0;
    for (int round = 0; round < 400; round++) {
      meters.deaf = round % 3 != 0;
      List<SentBeacon> batch = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        batch.add(
            SentBeacon.of(
                "like", "id-" + sent++, ROOM, i % 2 == 0 ? "de" : "fr", clock.instant(), "v" + i));
      }
      byte[] body = SentBeacon.array(batch).getBytes(StandardCharsets.UTF_8);
      var answers = List.of(beacons.accept(body), beacons.accept(body));
      for (var answer : answers) {
        assertThat(await(answer)).isInstanceOf(Outcome.Done.class);
      }
      if (round % 100 == 50) {
        meters.killAll();
      }
    }
    assertThat(total(first).total().counts().likes()).isLessThanOrEqualTo(sent);
    Instant patience = clock.instant().plusSeconds(40);
    while (total(first).total().counts().likes() != sent && clock.instant().isBefore(patience)) {
      Thread.onSpinWait();
    }
    MetricsView view = total(first);
    assertThat(view.total().counts().likes()).isEqualTo(sent);
    assertThat(view.total().distinct().active()).isEqualTo(50);
    meters.killAll();
    assertThat(total(first).total().counts().likes()).isEqualTo(sent);
  }

  private MetricsView total(Instant from) throws Exception {
    Outcome<MetricsView> outcome =
        await(
            metrics.metrics(
                ROOM,
                new Metrics.Query(
                    from,
                    clock.instant().plusSeconds(10),
                    Duration.ofSeconds(10),
                    null,
                    null,
                    MetricsCut.STEP)));
    return ((Outcome.Done<MetricsView>) outcome).value();
  }

  private static <T> T await(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
  }
}
