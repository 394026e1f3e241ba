import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.roomfleet.api.agent.AssignmentKind;
import io.roomfleet.api.agent.AssignmentState;
import io.roomfleet.api.agent.Phase;
import io.roomfleet.api.agent.StageState;
import io.roomfleet.api.cohost.CohostSessionView;
import io.roomfleet.api.cohost.CohostStatus;
import io.roomfleet.api.cohost.PkTeam;
import io.roomfleet.api.room.LineInput;
import io.roomfleet.deploy.cassandra.CassandraProcess;
import io.roomfleet.deploy.schema.Replication;
import io.roomfleet.deploy.schema.Schema;
import io.roomfleet.orchestrator.cohost.CohostCommand;
import io.roomfleet.orchestrator.cohost.CohostEntity;
import io.roomfleet.orchestrator.cohost.CohostEvent;
import io.roomfleet.orchestrator.cohost.CohostLinks;
import io.roomfleet.orchestrator.cohost.CohostMessage;
import io.roomfleet.orchestrator.cohost.CohostMode;
import io.roomfleet.orchestrator.cohost.CohostReply;
import io.roomfleet.orchestrator.cohost.CohostSpec;
import io.roomfleet.orchestrator.cohost.CohostTimes;
import io.roomfleet.orchestrator.cohost.SeatSpec;
import io.roomfleet.orchestrator.cohost.SeatWord;
import io.roomfleet.orchestrator.cohost.pk.PkRules;
import io.roomfleet.orchestrator.cohost.pk.Score;
import io.roomfleet.orchestrator.cohost.slot.RoomSlot;
import io.roomfleet.orchestrator.cohost.slot.SlotCall;
import io.roomfleet.orchestrator.cohost.slot.SlotEvent;
import io.roomfleet.orchestrator.cohost.stage.Layout;
import io.roomfleet.orchestrator.platform.Slices;
import io.roomfleet.orchestrator.region.FleetView;
import io.roomfleet.orchestrator.region.LedgerWord;
import io.roomfleet.orchestrator.region.PlacementSettings;
import io.roomfleet.orchestrator.region.RegionCommand;
import java.net.URI;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;

/**
 * Points that one session takes a second, each counted once, against an actor that keeps the same events in the same Cassandra and does
 * nothing else.
 *
 * <p>Starts a Cassandra of its own. Each slice is a PK of its own, with one message for each gift, or for so many; 64 are in flight. One
 * message in ten is a repeat of an earlier one. At the end the sums of each session are compared with what was sent, then the actor
 * system is started anew, and they are compared again. Arguments: seconds a slice, slices, gifts a message.
 */
public class Scores {
  private static final int IN_FLIGHT = 64;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final EntityTypeKey<Keep> LIMIT = EntityTypeKey.create(Keep.class, "bench-limit");
  private static final Map<String, RoomSlot> slots = new ConcurrentHashMap<>();
  private static final Map<String, Map<String, Long>> sent = new HashMap<>();
  private static final Random random = new Random(11);
  private static ClusterSharding sharding;

  public static void main(String[] arguments) throws Exception {
    Duration slice = Duration.ofSeconds(Long.parseLong(arguments[0]));
    int slices = Integer.parseInt(arguments[1]);
    int many = Integer.parseInt(arguments[2]);
    var folder = Files.createTempDirectory("roomfleet-bench");
    try (CassandraProcess cassandra = CassandraProcess.start(folder, 29362)) {
      Schema.apply(cassandra.host(), cassandra.port(), cassandra.dataCenter(), Replication.parse("1"));
      ActorSystem<Void> system = system(cassandra);
      measure(slice, slices, many);
      compare("as it ran");
      stop(system);
      system = system(cassandra);
      compare("from the journal, after a restart");
      stop(system);
    }
    System.exit(0);
  }

  private static void measure(Duration slice, int slices, int many) throws Exception {
    session("warm-up", 1, slice);
    limit("warm-up", 1, slice);
    System.out.printf("| slice | points/s, one a message | actor that only keeps | ratio | points/s, %d a message | actor that only keeps | ratio |%n", many);
    System.out.println("|---|---|---|---|---|---|---|");
    double[] ones = new double[slices];
    double[] manies = new double[slices];
    for (int i = 0; i < slices; i++) {
      double one = session("one-" + i, 1, slice);
      double oneKept = limit("one-" + i, 1, slice);
      double all = session("many-" + i, many, slice);
      double allKept = limit("many-" + i, many, slice);
      ones[i] = one / oneKept;
      manies[i] = all / allKept;
      System.out.printf(Locale.ROOT, "| %d | %.0f | %.0f | %.2f | %.0f | %.0f | %.2f |%n", i + 1, one, oneKept, ones[i], all, allKept, manies[i]);
    }
    Arrays.sort(ones);
    Arrays.sort(manies);
    System.out.printf(Locale.ROOT, "| median, worst | | | %.2f, %.2f | | | %.2f, %.2f |%n", ones[slices / 2], ones[0], manies[slices / 2], manies[0]);
  }

  /** New points a second that a session has taken; repeats cost, and do not count. */
  private static double session(String id, int many, Duration slice) throws Exception {
    begin(id);
    Map<String, Long> sums = new HashMap<>();
    sent.put(id, sums);
    List<List<Score>> earlier = new ArrayList<>();
    AtomicLong fresh = new AtomicLong();
    return run(slice, fresh, at -> {
      boolean repeat = at % 10 == 9;
      List<Score> scores = repeat ? earlier.get(random.nextInt(earlier.size())) : scores(id, at, many);
      if (!repeat) {
        earlier.add(scores);
        scores.forEach(score -> sums.merge(score.roomId(), score.points(), Long::sum));
        fresh.addAndGet(many);
      }
      var asker = new CohostCommand.Asker("bench", null, id + "-" + at, null);
      return ask(id, to -> new CohostMessage.Tell(new CohostCommand.Count(scores), asker, to));
    });
  }

  /** The same by the actor that only keeps: repeats are not even sent there. */
  private static double limit(String id, int many, Duration slice) throws Exception {
    AtomicLong fresh = new AtomicLong();
    return run(slice, fresh, at -> {
      List<Score> scores = scores(id, at, many);
      fresh.addAndGet(many);
      return sharding.entityRefFor(LIMIT, id).<Long>ask(to -> new Keep(new CohostEvent.PkScored(scores, Instant.now()), to), PATIENCE);
    });
  }

  private interface Step {
    CompletionStage<?> take(int at);
  }

  private static double run(Duration slice, AtomicLong fresh, Step step) throws Exception {
    Semaphore flight = new Semaphore(IN_FLIGHT);
    AtomicReference<Throwable> failed = new AtomicReference<>();
    long began = System.nanoTime();
    for (int at = 0; System.nanoTime() - began < slice.toNanos(); at++) {
      flight.acquire();
      step.take(at).whenComplete((reply, failure) -> {
        if (failure != null || reply instanceof CohostReply.Refused) {
          failed.set(failure != null ? failure : new IllegalStateException(reply.toString()));
        }
        flight.release();
      });
    }
    if (!flight.tryAcquire(IN_FLIGHT, 90, TimeUnit.SECONDS) || failed.get() != null) {
      throw new IllegalStateException("not all was answered, or not well", failed.get());
    }
    return fresh.get() / ((System.nanoTime() - began) / 1e9);
  }

  private static List<Score> scores(String id, int at, int many) {
    List<Score> scores = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      scores.add(new Score("gift-" + at + "-" + i, id + (random.nextBoolean() ? "-a" : "-b"), 1 + random.nextInt(500), "gift"));
    }
    return scores;
  }

  /** Leads a PK to where points count, for half an hour. */
  private static void begin(String id) throws Exception {
    PkRules rules = new PkRules(Duration.ZERO, Duration.ofMinutes(30), Duration.ofSeconds(5), 0, Duration.ofMinutes(1));
    SeatSpec anna = new SeatSpec("anna", SeatSpec.Kind.HOST, id + "-a", "Anna", null);
    SeatSpec ben = new SeatSpec("ben", SeatSpec.Kind.HOST, id + "-b", "Ben", null);
    CohostSpec spec = new CohostSpec(CohostMode.PK, List.of(anna, ben), Layout.SIDE_BY_SIDE, CohostTimes.DEFAULT, rules);
    view(id, to -> new CohostMessage.Create(spec, new CohostCommand.Asker("bench", "anna", id, null), to));
    view(id, to -> new CohostMessage.Tell(new CohostCommand.Accept("ben"), new CohostCommand.Asker("bench", null, id + "-accept", null), to));
    await(id, CohostStatus.CONNECTING);
    sharding.entityRefFor(CohostEntity.TYPE_KEY, id).tell(bothCome(id));
    await(id, CohostStatus.SCORING);
  }

  /** What a ledger passes on of the agent that has the mix. */
  private static CohostMessage bothCome(String id) {
    List<StageState.SeatState> seats =
        Stream.of("anna", "ben").map(seat -> new StageState.SeatState(seat, true, Instant.now(), null, null)).toList();
    AssignmentState state =
        new AssignmentState(
            "mix/" + id, 1, AssignmentKind.MIX, Phase.RUNNING, Instant.now(), null, 1L, 0, LineInput.LIVE,
            null, null, null, List.of(), null, new StageState(null, seats));
    URI agent = URI.create("http://127.0.0.1:9");
    return new CohostMessage.LedgerSaid(
        "eu-west", new LedgerWord.Held(1, "eu-west-1", 1, agent, "bench", List.of(), "bench", state, null, null));
  }

  private static void await(String id, CohostStatus status) throws Exception {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (view(id, CohostMessage.Get::new).status() != status) {
      if (System.nanoTime() > until) {
        throw new IllegalStateException(id + " is not " + status);
      }
      Thread.onSpinWait();
    }
  }

  private static CompletionStage<CohostReply> ask(String id, Function<ActorRef<CohostReply>, CohostMessage> message) {
    return sharding.entityRefFor(CohostEntity.TYPE_KEY, id).ask(message::apply, PATIENCE);
  }

  private static CohostSessionView view(String id, Function<ActorRef<CohostReply>, CohostMessage> message) throws Exception {
    return ((CohostReply.Shown) ask(id, message).toCompletableFuture().get()).session();
  }

  private static void compare(String when) throws Exception {
    long all = 0;
    for (Map.Entry<String, Map<String, Long>> each : sent.entrySet()) {
      for (PkTeam team : view(each.getKey(), CohostMessage.Get::new).pk().teams()) {
        long wanted = each.getValue().getOrDefault(team.name(), 0L);
        if (team.points() != wanted) {
          throw new IllegalStateException(each.getKey() + ", " + team.name() + ": " + team.points() + " (expected: " + wanted + ")");
        }
        all += wanted;
      }
    }
    System.err.printf("%s: %d sessions, %d points, each gift counted once%n", when, sent.size(), all);
  }

  private static ActorSystem<Void> system(CassandraProcess cassandra) {
    Config own =
        ConfigFactory.parseString(
            """
            roomfleet.remote.port = 29363
            pekko.cluster.seed-nodes = ["pekko://roomfleet@127.0.0.1:29363"]
            pekko.coordinated-shutdown.exit-jvm = off
            datastax-java-driver.basic.contact-points = ["%s"]
            """
                .formatted(cassandra.contactPoint()));
    Config config =
        own.withFallback(ConfigFactory.defaultOverrides())
            .withFallback(ConfigFactory.parseResources("roomfleet-pekko.conf"))
            .withFallback(ConfigFactory.defaultReferenceUnresolved())
            .resolve();
    ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "roomfleet", config);
    FleetView fleet = new FleetView(Map.of("eu-west", ZoneId.of("UTC")), PlacementSettings.of(system.settings().config()));
    sharding = ClusterSharding.get(system);
    sharding.init(
        Entity.of(
            CohostEntity.TYPE_KEY,
            e -> CohostEntity.create(e.getEntityId(), e.getShard(), Clock.systemUTC(), fleet, new Links())));
    sharding.init(Entity.of(LIMIT, e -> new Keeper(e.getEntityId())));
    return system;
  }

  private static void stop(ActorSystem<Void> system) throws Exception {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  /** Rooms that do what they are asked for. */
  private static final class Links implements CohostLinks {
    @Override
    public void toRoom(String roomId, SlotCall call) {
      RoomSlot.Answer answer = slots.getOrDefault(roomId, RoomSlot.FREE).answer(call, null, Instant.now());
      RoomSlot slot = slots.getOrDefault(roomId, RoomSlot.FREE);
      for (SlotEvent event : answer.events()) {
        slot = slot.apply(event);
      }
      slots.put(roomId, slot);
      sharding
          .entityRefFor(CohostEntity.TYPE_KEY, answer.word().sessionId())
          .tell(new CohostMessage.RoomSays(roomId, answer.word()));
    }

    @Override
    public void toLedger(String region, RegionCommand command) {}

    @Override
    public void toAlerts(SeatWord word) {}
  }

  private record Keep(CohostEvent event, ActorRef<Long> replyTo) {}

  /** Keeps an event, tagged as a session's is, and answers. */
  private static final class Keeper extends EventSourcedBehavior<Keep, CohostEvent, Long> {
    private final String id;

    Keeper(String id) {
      super(PersistenceId.of(LIMIT.name(), id));
      this.id = id;
    }

    @Override
    public Long emptyState() {
      return 0L;
    }

    @Override
    public CommandHandler<Keep, CohostEvent, Long> commandHandler() {
      return (kept, keep) -> Effect().persist(keep.event()).thenReply(keep.replyTo(), now -> now);
    }

    @Override
    public EventHandler<Long, CohostEvent> eventHandler() {
      return (kept, event) -> kept + 1;
    }

    @Override
    public Set<String> tagsFor(CohostEvent event) {
      return Set.of(Slices.tag(LIMIT.name(), id));
    }
  }
}
