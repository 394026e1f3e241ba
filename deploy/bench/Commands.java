import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.uuid.Uuids;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.roomfleet.api.room.Ladder;
import io.roomfleet.api.room.LineKind;
import io.roomfleet.api.room.Rendition;
import io.roomfleet.api.room.RoomMode;
import io.roomfleet.api.room.SubRoomStatus;
import io.roomfleet.deploy.cassandra.CassandraProcess;
import io.roomfleet.deploy.schema.Replication;
import io.roomfleet.deploy.schema.Schema;
import io.roomfleet.orchestrator.platform.Json;
import io.roomfleet.orchestrator.region.FleetView;
import io.roomfleet.orchestrator.region.PlacementSettings;
import io.roomfleet.orchestrator.region.RegionCommand;
import io.roomfleet.orchestrator.room.RoomCommand;
import io.roomfleet.orchestrator.room.RoomEntity;
import io.roomfleet.orchestrator.room.RoomEvent;
import io.roomfleet.orchestrator.room.RoomLinks;
import io.roomfleet.orchestrator.room.RoomReply;
import io.roomfleet.orchestrator.room.RoomSpec;
import io.roomfleet.orchestrator.room.relay.RelaySettings;
import io.roomfleet.orchestrator.subroom.Report;
import io.roomfleet.orchestrator.subroom.SubRoomCommand;
import io.roomfleet.orchestrator.subroom.SubRoomSpec;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;

/**
 * Persisted commands a second through sharded rooms, against raw inserts of the same bytes by the driver into the same Cassandra.
 *
 * <p>Starts a Cassandra of its own. A command is a sub-room's report: the room checks it, keeps one event (journal row, tag row, JSON) and
 * answers. A raw insert writes one row with the same columns and bytes into a table like the journal's. 64 are in flight in both; slices
 * of the two alternate. Argument: seconds a slice.
 */
public class Commands {
  private static final int ROOMS = 200;
  private static final int IN_FLIGHT = 64;
  private static final int SLICES = 5;
  private static final Map<String, Runnable> waiting = new ConcurrentHashMap<>();

  public static void main(String[] arguments) throws Exception {
    Duration slice = Duration.ofSeconds(Long.parseLong(arguments[0]));
    var folder = Files.createTempDirectory("roomfleet-bench");
    try (CassandraProcess cassandra = CassandraProcess.start(folder, 29342)) {
      Schema.apply(cassandra.host(), cassandra.port(), cassandra.dataCenter(), Replication.parse("1"));
      measure(cassandra, slice);
    }
    System.exit(0);
  }

  private static void measure(CassandraProcess cassandra, Duration slice) throws Exception {
    ActorSystem<Void> system = system(cassandra);
    ClusterSharding sharding = ClusterSharding.get(system);
    FleetView fleet = new FleetView(Map.of("eu-west", ZoneId.of("UTC")), PlacementSettings.of(system.settings().config()));
    sharding.init(
        Entity.of(
            RoomEntity.TYPE_KEY,
            e -> RoomEntity.create(
                    e.getEntityId(),
                    e.getShard(),
                    Clock.systemUTC(),
                    RelaySettings.of(
                        system.settings().config(),
                        PlacementSettings.of(system.settings().config()).egress()),
                    fleet,
                    new Links())));
    for (int room = 0; room < ROOMS; room++) {
      create(sharding, "room-" + room);
    }
    long[] next = new long[ROOMS];
    java.util.Arrays.fill(next, 1);
    try (CqlSession session = session(cassandra)) {
      Raw raw = new Raw(session, eventBytes());
      rooms(sharding, next, slice);
      raw.run(slice);
      double[] ratios = new double[SLICES];
      System.out.println("| slice | commands/s | raw inserts/s | ratio |");
      System.out.println("|---|---|---|---|");
      for (int i = 0; i < SLICES; i++) {
        double inserts = raw.run(slice);
        double commands = rooms(sharding, next, slice);
        ratios[i] = commands / inserts;
        System.out.printf(Locale.ROOT, "| %d | %.0f | %.0f | %.2f |%n", i + 1, commands, inserts, ratios[i]);
      }
      java.util.Arrays.sort(ratios);
      System.out.printf(
          Locale.ROOT, "| median, worst | | | %.2f, %.2f |%n", ratios[SLICES / 2], ratios[0]);
      System.err.printf("%d bytes an event, %d rooms, %d in flight%n", eventBytes().length, ROOMS, IN_FLIGHT);
    }
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  private static ActorSystem<Void> system(CassandraProcess cassandra) {
    Config own =
        ConfigFactory.parseString(
            """
            roomfleet.remote.port = 29343
            pekko.cluster.seed-nodes = ["pekko://roomfleet@127.0.0.1:29343"]
            pekko.coordinated-shutdown.exit-jvm = off
            datastax-java-driver.basic.contact-points = ["%s"]
            """
                .formatted(cassandra.contactPoint()));
    Config config =
        own.withFallback(ConfigFactory.defaultOverrides())
            .withFallback(ConfigFactory.parseResources("roomfleet-pekko.conf"))
            .withFallback(ConfigFactory.defaultReferenceUnresolved())
            .resolve();
    return ActorSystem.create(Behaviors.empty(), "roomfleet", config);
  }

  private static CqlSession session(CassandraProcess cassandra) {
    return CqlSession.builder()
        .addContactPoint(new InetSocketAddress(cassandra.host(), cassandra.port()))
        .withLocalDatacenter(cassandra.dataCenter())
        .build();
  }

  private static void create(ClusterSharding sharding, String id) throws Exception {
    RoomSpec spec =
        new RoomSpec("bench", "bench", RoomMode.SINGLE_HOST, Instant.now().plusSeconds(86_400), null,
            Duration.ofMinutes(10), "eu-west",
            List.of(new RoomSpec.LineSpec("main", LineKind.TEST, null, "secretsecret")), null);
    var ref = sharding.entityRefFor(RoomEntity.TYPE_KEY, id);
    var asker = new RoomCommand.Asker("bench", "create", null);
    ref.<RoomReply>ask(to -> new RoomCommand.Create(spec, asker, to), Duration.ofSeconds(30)).toCompletableFuture().get();
    SubRoomSpec market =
        new SubRoomSpec("de", "DE", "de-DE", "Europe/Berlin", new Ladder(null, List.of(Rendition.P360), 25), null, null, 0);
    ref.<RoomReply>ask(
            to -> new RoomCommand.AddSubRooms(List.of(market), new RoomCommand.Asker("bench", "add", null), to),
            Duration.ofSeconds(30))
        .toCompletableFuture()
        .get();
  }

  /** Commands a second over one slice. */
  private static double rooms(ClusterSharding sharding, long[] next, Duration slice) throws Exception {
    Semaphore flight = new Semaphore(IN_FLIGHT);
    AtomicLong done = new AtomicLong();
    long began = System.nanoTime();
    for (int at = 0; System.nanoTime() - began < slice.toNanos(); at = (at + 1) % ROOMS) {
      flight.acquire();
      String id = "room-" + at;
      long number = next[at]++;
      waiting.put(id + "#" + number, () -> {
        done.incrementAndGet();
        flight.release();
      });
      sharding.entityRefFor(RoomEntity.TYPE_KEY, id)
          .tell(new RoomCommand.SubRoomSays("de", 1, SubRoomStatus.READY, List.of(report(number)), null));
    }
    if (!flight.tryAcquire(IN_FLIGHT, 60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("commands without an answer: " + (IN_FLIGHT - flight.availablePermits()));
    }
    return done.get() / ((System.nanoTime() - began) / 1e9);
  }

  private static Report report(long number) {
    return new Report(number, "sub_room.ready", SubRoomStatus.READY, Instant.now(), "agent:eu-west-1",
        Json.tree(Map.of("agentId", "eu-west-1", "hls", "http://127.0.0.1:8090/hls/room/de/master.m3u8", "epoch", 7)));
  }

  private static byte[] eventBytes() {
    return Json.write(new RoomEvent.SubRoomReported("de", report(1_000), Instant.now()))
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Takes the room's word that a report is kept. */
  private static final class Links implements RoomLinks {
    @Override
    public void toLedger(String region, RegionCommand command) {}

    @Override
    public void toSubRoom(String roomId, String subRoomId, SubRoomCommand command) {
      if (command instanceof SubRoomCommand.Noted noted) {
        Runnable waiter = waiting.remove(roomId + "#" + noted.number());
        if (waiter != null) {
          waiter.run();
        }
      }
    }
  }

  private static final class Raw {
    private final CqlSession session;
    private final PreparedStatement insert;
    private final byte[] event;
    private long sequence;

    Raw(CqlSession session, byte[] event) {
      this.session = session;
      this.event = event;
      session.execute(
          "CREATE TABLE IF NOT EXISTS roomfleet.bench_messages (persistence_id text, partition_nr bigint,"
              + " sequence_nr bigint, timestamp timeuuid, timebucket text, writer_uuid text, ser_id int,"
              + " ser_manifest text, event_manifest text, event blob, tags set<text>,"
              + " PRIMARY KEY ((persistence_id, partition_nr), sequence_nr, timestamp))");
      insert =
          session.prepare(
              "INSERT INTO roomfleet.bench_messages (persistence_id, partition_nr, sequence_nr, timestamp,"
                  + " timebucket, writer_uuid, ser_id, ser_manifest, event_manifest, event, tags)"
                  + " VALUES (?, 0, ?, ?, '1', 'f3e1b8a2-0000-4000-8000-000000000000', 33, ?, '', ?, ?)");
    }

    double run(Duration slice) throws Exception {
      Semaphore flight = new Semaphore(IN_FLIGHT);
      AtomicLong done = new AtomicLong();
      long began = System.nanoTime();
      while (System.nanoTime() - began < slice.toNanos()) {
        flight.acquire();
        sequence++;
        session
            .executeAsync(
                insert.bind("room|room-" + sequence % ROOMS, sequence, Uuids.timeBased(),
                    RoomEvent.SubRoomReported.class.getName(), ByteBuffer.wrap(event), Set.of("room-1")))
            .whenComplete((rows, failure) -> {
              if (failure == null) {
                done.incrementAndGet();
              }
              flight.release();
            });
      }
      flight.acquire(IN_FLIGHT);
      return done.get() / ((System.nanoTime() - began) / 1e9);
    }
  }
}
