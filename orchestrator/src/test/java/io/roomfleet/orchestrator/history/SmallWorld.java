package io.roomfleet.orchestrator.history;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.roomfleet.api.Capacity;
import io.roomfleet.api.room.SubRoomStatus;
import io.roomfleet.orchestrator.booking.AvailableCapacity;
import io.roomfleet.orchestrator.booking.CalendarCommand;
import io.roomfleet.orchestrator.booking.CalendarEntity;
import io.roomfleet.orchestrator.booking.CalendarEvent;
import io.roomfleet.orchestrator.placement.Policies;
import io.roomfleet.orchestrator.placement.price.EgressPrices;
import io.roomfleet.orchestrator.platform.MemoryJournal;
import io.roomfleet.orchestrator.platform.TurnedClock;
import io.roomfleet.orchestrator.region.FleetView;
import io.roomfleet.orchestrator.region.HeardAgent;
import io.roomfleet.orchestrator.region.LedgerWord;
import io.roomfleet.orchestrator.region.Maintenance;
import io.roomfleet.orchestrator.region.Order;
import io.roomfleet.orchestrator.region.RegionCommand;
import io.roomfleet.orchestrator.region.RegionEntity;
import io.roomfleet.orchestrator.region.RegionSettings;
import io.roomfleet.orchestrator.region.RegionSummary;
import io.roomfleet.orchestrator.region.Reservation;
import io.roomfleet.orchestrator.room.RoomCommand;
import io.roomfleet.orchestrator.room.RoomEntity;
import io.roomfleet.orchestrator.room.RoomEvent;
import io.roomfleet.orchestrator.room.RoomLinks;
import io.roomfleet.orchestrator.room.RoomReply;
import io.roomfleet.orchestrator.room.relay.RelaySettings;
import io.roomfleet.orchestrator.steering.RouteWord;
import io.roomfleet.orchestrator.subroom.CopyHeard;
import io.roomfleet.orchestrator.subroom.Report;
import io.roomfleet.orchestrator.subroom.SubRoomCommand;
import io.roomfleet.orchestrator.subroom.SubRoomEntity;
import io.roomfleet.orchestrator.subroom.SubRoomLinks;
import io.roomfleet.orchestrator.subroom.SubRoomReply;
import io.roomfleet.orchestrator.subroom.SubRoomSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.pubsub.Topic;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.persistence.testkit.javadsl.PersistenceTestKit;

/**
 * Rooms, sub-rooms and ledgers as they are, with a journal in memory and a clock that the test
 * moves, between which messages are lost, doubled and late, and of which any may crash at any time.
 */
final class SmallWorld implements AutoCloseable {
  static final Map<String, ZoneId> REGIONS =
      new TreeMap<>(
          Map.of("eu-west", ZoneId.of("Europe/Dublin"), "us-east", ZoneId.of("America/New_York")));

  /** The agents here let go at once of what they read before, and time costs time. */
  private static final Duration RELAYS_SETTLE = Duration.ofSeconds(2);

  private static final Duration TICK = Duration.ofMillis(250);

  private final ActorTestKit kit = ActorTestKit.create(config());
  private final TurnedClock clock = new TurnedClock(kit.system());
  private final Random random;
  private final Map<String, ActorRef<?>> entities = new HashMap<>();
  private final Map<Class<?>, TestProbe<?>> probes = new HashMap<>();
  private final List<Runnable> late = new ArrayList<>();
  private final ActorRef<ClusterSharding.ShardCommand> shard =
      kit.createTestProbe(ClusterSharding.ShardCommand.class).ref();
  private final ActorRef<Topic.Command<RegionSummary>> summaries =
      kit.spawn(Topic.create(RegionSummary.class, "summaries"));
  private final Map<String, ZoneId> regions;
  private final RelaySettings relays;
  private final FleetView fleet;
  private final List<HeardAgent> agents = new ArrayList<>();
  private volatile Instant now = Instant.parse("2026-11-11T12:00:00Z");
  private int lossPercent;

  SmallWorld(long seed, int agentsPerRegion, Capacity each) {
    this(seed, REGIONS, Policies.DEFAULT.egress(), agentsPerRegion, each);
  }

  /**
   * @param prices of what the regions send each other
   */
  SmallWorld(
      long seed,
      Map<String, ZoneId> regions,
      EgressPrices prices,
      int agentsPerRegion,
      Capacity each) {
    this.random = new Random(seed);
    this.regions = new TreeMap<>(regions);
    this.relays = new RelaySettings(2, 3, 0.005, RELAYS_SETTLE, prices);
    this.fleet = new FleetView(regions, Policies.DEFAULT);
    kit.spawn(fleet.listener(summaries, this::toLedger));
    for (String region : regions.keySet()) {
      for (int n = 1; n <= agentsPerRegion; n++) {
        agents.add(
            new HeardAgent(
                kit,
                region,
                region + "-" + n,
                each,
                command -> toLedger(region, command),
                this::isLost));
      }
    }
    agents.forEach(HeardAgent::linesComeIn);
  }

  private static Config config() {
    // An actor that is the first to write to another one spawns it, which needs a thread of the
    // dispatcher while others wait for this world's lock: so there are more of them than actors.
    return ConfigFactory.parseString(
            """
            pekko.actor.default-dispatcher.fork-join-executor { parallelism-min = 64, parallelism-max = 64 }
            """)
        .withFallback(MemoryJournal.config());
  }

  Instant now() {
    return now;
  }

  List<HeardAgent> agents() {
    return agents;
  }

  /** So many of a hundred messages are lost, as many doubled, and as many late. */
  synchronized void lose(int percent) {
    lossPercent = percent;
  }

  /**
   * Empties a region by sending its sub-rooms away, or an agent by whatever way there is.
   *
   * @param agentId null for the region
   */
  void empty(String region, String agentId) {
    Maintenance.Kind kind = agentId == null ? Maintenance.Kind.EVACUATE : Maintenance.Kind.DRAIN;
    Maintenance.Wish wish =
        new Maintenance.Wish(kind, "test", null, now.plus(Duration.ofMinutes(5)), false);
    question(
        RegionCommand.Maintained.class,
        to -> regionRef(region).tell(new RegionCommand.Maintain(agentId, wish, to)));
  }

  /** All regions and agents take again what comes. */
  void restoreAll() {
    for (String region : regions.keySet()) {
      restore(region, null);
      agents.stream()
          .filter(agent -> agent.id().startsWith(region))
          .forEach(agent -> restore(region, agent.id()));
    }
  }

  private void restore(String region, String agentId) {
    question(
        RegionCommand.Maintained.class,
        to -> regionRef(region).tell(new RegionCommand.Restore(agentId, "test", null, to)));
  }

  /** Lets time pass in steps, with the agents' beats, until all that it sets off is done. */
  void pass(Duration duration) {
    for (Instant end = now.plus(duration); now.isBefore(end); ) {
      long second = now.getEpochSecond();
      now = now.plus(TICK);
      clock.pass(TICK);
      if (now.getEpochSecond() != second) {
        agents.forEach(agent -> agent.beat(now));
      }
      takeLate().forEach(Runnable::run);
      settle();
    }
  }

  /** The instant that is over from now on: what happens next happens a millisecond later. */
  Instant moveOn() {
    Instant over = now;
    now = over.plusMillis(1);
    return over;
  }

  ActorSystem<?> system() {
    return kit.system();
  }

  private synchronized List<Runnable> takeLate() {
    List<Runnable> due = new ArrayList<>();
    for (Runnable message : List.copyOf(late)) {
      if (lossPercent == 0 || random.nextInt(4) == 0) {
        late.remove(message);
        due.add(message);
      }
    }
    return due;
  }

  /** All that was sent, and all that it set off, is done. */
  void settle() {
    clock.settle();
  }

  RoomReply ask(String roomId, Function<ActorRef<RoomReply>, RoomCommand> command) {
    return question(RoomReply.class, to -> roomRef(roomId).tell(command.apply(to)));
  }

  RoomReply room(String roomId) {
    return ask(roomId, RoomCommand.Get::new);
  }

  SubRoomReply subRoom(String key) {
    return question(SubRoomReply.class, to -> subRoomRef(key).tell(new SubRoomCommand.Get(to)));
  }

  RegionCommand.Description region(String region) {
    return question(
        RegionCommand.Description.class,
        to -> regionRef(region).tell(new RegionCommand.Describe(true, to)));
  }

  /** Asks a sub-room to move, to any region for null; nobody waits for the answer. */
  void move(String key, String region) {
    toSubRoom(key, new SubRoomCommand.Move(region, "told to", "test", null, null, null));
  }

  private <T> T question(Class<T> type, Consumer<ActorRef<T>> ask) {
    @SuppressWarnings("unchecked")
    TestProbe<T> probe =
        (TestProbe<T>) probes.computeIfAbsent(type, t -> kit.createTestProbe(type));
    ask.accept(probe.ref());
    return probe.receiveMessage(Duration.ofSeconds(20));
  }

  /** By sub-room, its reports in the room's journal. */
  Map<String, List<Report>> reportsOf(String roomId) {
    Map<String, List<Report>> reports = new TreeMap<>();
    for (Object event :
        PersistenceTestKit.create(kit.system()).persistedInStorage("room|" + roomId)) {
      if (event instanceof RoomEvent.SubRoomReported reported) {
        reports
            .computeIfAbsent(reported.subRoomId(), id -> new ArrayList<>())
            .add(reported.report());
      }
    }
    return reports;
  }

  /** What kinds of events a room has kept, in order. */
  List<Class<?>> kindsOf(String roomId) {
    List<Class<?>> kinds = new ArrayList<>();
    PersistenceTestKit.create(kit.system())
        .persistedInStorage("room|" + roomId)
        .forEach(event -> kinds.add(event.getClass()));
    return kinds;
  }

  /** How often a line of the room went to another region. */
  long lineMovesOf(String roomId) {
    return PersistenceTestKit.create(kit.system()).persistedInStorage("room|" + roomId).stream()
        .filter(RoomEvent.LineMoved.class::isInstance)
        .count();
  }

  /** By sub-room, the region in whose calendar it is booked. */
  Map<String, String> bookings() {
    Map<String, String> bookings = new TreeMap<>();
    PersistenceTestKit journal = PersistenceTestKit.create(kit.system());
    for (String region : REGIONS.keySet()) {
      Map<String, String> here = new TreeMap<>();
      for (Object event : journal.persistedInStorage("calendar|" + region)) {
        if (event instanceof CalendarEvent.Booked booked) {
          here.put(booked.booking().key(), region);
        } else if (event instanceof CalendarEvent.Withdrawn gone) {
          here.remove(gone.roomId() + "/" + gone.subRoomId());
        }
      }
      here.forEach((key, where) -> bookings.merge(key, where, (a, b) -> a + " and " + b));
    }
    return bookings;
  }

  /** One entity ends wherever it is, and comes back from its journal with the next message. */
  String crashOne() {
    String key;
    ActorRef<?> victim;
    synchronized (this) {
      List<String> keys = entities.keySet().stream().sorted().toList();
      key = keys.get(random.nextInt(keys.size()));
      victim = entities.get(key);
    }
    kit.stop(victim);
    synchronized (this) {
      entities.remove(key);
    }
    return key;
  }

  /** All of them at once, as when all nodes end. */
  void crashAll() {
    for (int n = entities.size(); n > 0; n--) {
      crashOne();
    }
  }

  /** Takes a sub-room down. */
  void close(String key) {
    question(
        SubRoomReply.class,
        to -> subRoomRef(key).tell(new SubRoomCommand.Close("test", "close", null, null, to)));
  }

  private void toLedger(String region, RegionCommand command) {
    lossy(() -> regionRef(region).tell(command));
  }

  private void toRoom(String roomId, RoomCommand command) {
    lossy(() -> roomRef(roomId).tell(command));
  }

  private void toSubRoom(String key, SubRoomCommand command) {
    lossy(() -> subRoomRef(key).tell(command));
  }

  private synchronized boolean isLost() {
    return random.nextInt(100) < 3 * lossPercent;
  }

  private void lossy(Runnable delivery) {
    int dice;
    synchronized (this) {
      dice = lossPercent == 0 ? 100 : random.nextInt(100);
      if (dice >= 2 * lossPercent && dice < 3 * lossPercent) {
        late.add(delivery);
        return;
      }
    }
    if (dice >= lossPercent) {
      delivery.run();
      if (dice < 2 * lossPercent) {
        delivery.run();
      }
    }
  }

  private ActorRef<RegionCommand> regionRef(String region) {
    return entity(
        "region " + region,
        RegionEntity.create(region, settings(), this::now, listener(), summaries));
  }

  private ActorRef<CalendarCommand> calendarRef(String region) {
    return entity(
        "calendar " + region,
        CalendarEntity.create(
            region,
            this::now,
            Duration.ofSeconds(20),
            new AvailableCapacity(fleet, Map.of()),
            (roomId, subRoomId, from, word) ->
                toSubRoom(roomId + "/" + subRoomId, new SubRoomCommand.CalendarSaid(from, word))));
  }

  private ActorRef<RoomCommand> roomRef(String roomId) {
    return entity(
        "room " + roomId, RoomEntity.create(roomId, shard, this::now, relays, fleet, roomLinks()));
  }

  private ActorRef<SubRoomCommand> subRoomRef(String key) {
    return entity(
        "sub-room " + key,
        SubRoomEntity.create(
            key,
            shard,
            this::now,
            new SubRoomSettings(Duration.ofSeconds(60), Duration.ofHours(4)),
            fleet,
            subRoomLinks()));
  }

  @SuppressWarnings("unchecked")
  private synchronized <C> ActorRef<C> entity(String key, Behavior<C> behavior) {
    return (ActorRef<C>) entities.computeIfAbsent(key, k -> kit.spawn(behavior));
  }

  private static RegionSettings settings() {
    return new RegionSettings(
        Duration.ofSeconds(1),
        Duration.ofSeconds(3),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(20),
        0.5,
        4,
        Duration.ofSeconds(60),
        Duration.ofSeconds(20),
        Duration.ofSeconds(15),
        Policies.DEFAULT);
  }

  private io.roomfleet.orchestrator.region.OrderListener listener() {
    return (Order order, Reservation.Owner owner, String region, LedgerWord word) -> {
      if (owner == Reservation.Owner.ROOM) {
        toRoom(order.roomId(), new RoomCommand.LedgerSaid(order.lineId(), region, word));
      } else {
        toSubRoom(
            order.roomId() + "/" + order.subRoomId(), new SubRoomCommand.LedgerSaid(region, word));
      }
    };
  }

  private RoomLinks roomLinks() {
    return new RoomLinks() {
      @Override
      public void toLedger(String region, RegionCommand command) {
        SmallWorld.this.toLedger(region, command);
      }

      @Override
      public void toSubRoom(String roomId, String subRoomId, SubRoomCommand command) {
        SmallWorld.this.toSubRoom(roomId + "/" + subRoomId, command);
      }
    };
  }

  private SubRoomLinks subRoomLinks() {
    return new SubRoomLinks() {
      @Override
      public void toRoutes(RouteWord.SubRoomTold told) {}

      @Override
      public void toCalendar(String region, CalendarCommand command) {
        lossy(() -> calendarRef(region).tell(command));
      }

      @Override
      public void toLedger(String region, RegionCommand command) {
        SmallWorld.this.toLedger(region, command);
      }

      @Override
      public void toRoom(
          String roomId,
          String subRoomId,
          long version,
          SubRoomStatus status,
          List<Report> said,
          List<CopyHeard> copies) {
        SmallWorld.this.toRoom(
            roomId, new RoomCommand.SubRoomSays(subRoomId, version, status, said, copies));
      }
    };
  }

  @Override
  public void close() {
    kit.shutdownTestKit();
  }
}
