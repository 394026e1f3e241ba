package io.roomfleet.orchestrator.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.api.Capacity;
import io.roomfleet.api.history.RoomReplay;
import io.roomfleet.api.history.TimelineKind;
import io.roomfleet.api.history.TimelineSpan;
import io.roomfleet.api.history.TimelineView;
import io.roomfleet.api.room.AgendaItem;
import io.roomfleet.api.room.Ladder;
import io.roomfleet.api.room.LineKind;
import io.roomfleet.api.room.Rendition;
import io.roomfleet.api.room.RoomMode;
import io.roomfleet.api.room.SubRoom;
import io.roomfleet.api.room.SubRoomStatus;
import io.roomfleet.orchestrator.history.LiveRecorder.Live;
import io.roomfleet.orchestrator.http.Outcome;
import io.roomfleet.orchestrator.http.wire.Json;
import io.roomfleet.orchestrator.region.HeardAgent;
import io.roomfleet.orchestrator.room.AgendaWish;
import io.roomfleet.orchestrator.room.RoomCommand;
import io.roomfleet.orchestrator.room.RoomSpec;
import io.roomfleet.orchestrator.subroom.SubRoomSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.persistence.query.PersistenceQuery;
import org.apache.pekko.persistence.testkit.query.javadsl.PersistenceTestKitReadJournal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random evenings of one room as it really runs: sub-rooms come, move and close, agents and
 * entities die, messages are lost, items begin. After each quarter of a second it is noted what the
 * live GETs answer. Afterwards a replay at any of those instants is that answer, byte for byte.
 */
class ReplayHistoryTest {
  private static final String ROOM = "r1";
  private static final int STEPS = 60;
  private static final int REPLAYS = 200;
  private static final Capacity EACH = new Capacity(3, 200, 10);

  private final List<Live> notes = new ArrayList<>();
  private int markets;
  private int requests;

  @ParameterizedTest
  @ValueSource(longs = {11, 12})
  void shouldReplayWhatWasLiveAtAnyInstant(long seed) throws Exception {
    Random random = new Random(seed);
    try (SmallWorld world = new SmallWorld(seed, 2, EACH)) {
      world.agents().forEach(agent -> agent.connect(world.now()));
      Instant before = world.now();
      world.pass(Duration.ofSeconds(1));
      create(world);
      world.lose(6);
      LiveRecorder recorder = new LiveRecorder(world);
      for (int step = 0; step < STEPS; step++) {
        step(world, random);
        notes.add(recorder.note(ROOM));
        for (int tick = random.nextInt(4); tick >= 0; tick--) {
          world.pass(Duration.ofMillis(250));
          notes.add(recorder.note(ROOM));
        }
      }
      end(world, recorder);
      assertThat(statuses()).contains(SubRoomStatus.LIVE, SubRoomStatus.CLOSED);
      HistoryService history = history(world);
      compare(history, recorder, random, world.now());
      checkTimeline(history);
      assertThat(code(history.replay(ROOM, before))).isEqualTo("before_creation");
      assertThat(code(history.replay(ROOM, world.now().plusSeconds(1))))
          .isEqualTo("not_happened_yet");
      assertThat(code(history.replay(ROOM, 1_000_000))).isEqualTo("not_happened_yet");
      assertThat(code(history.replay("r9", world.now()))).isEqualTo("room_not_found");
    }
  }

  /** All is told, so that the room has kept every report when the timeline is asked for. */
  private void end(SmallWorld world, LiveRecorder recorder) {
    world.lose(0);
    world.pass(Duration.ofSeconds(4));
    world.ask(ROOM, to -> new RoomCommand.Start(asker("start"), to));
    notes.add(recorder.note(ROOM));
    world.ask(ROOM, to -> new RoomCommand.End("over", asker("end"), to));
    world.pass(Duration.ofSeconds(8));
    notes.add(recorder.note(ROOM));
  }

  private static HistoryService history(SmallWorld world) {
    PersistenceTestKitReadJournal journal =
        PersistenceQuery.get(world.system())
            .getReadJournalFor(
                PersistenceTestKitReadJournal.class, PersistenceTestKitReadJournal.Identifier());
    return new HistoryService(world.system(), journal, world::now);
  }

  private void compare(HistoryService history, LiveRecorder recorder, Random random, Instant end)
      throws Exception {
    List<SubRoom> everySubRoom = notes.get(notes.size() - 1).subRooms();
    Set<Long> sequences = new HashSet<>();
    for (int n = 0; n < REPLAYS; n++) {
      Live live = notes.get(random.nextInt(notes.size()));
      long quiet =
          Duration.between(live.at(), recorder.nextEvent(live, everySubRoom, end)).toMillis();
      Instant at = live.at().plusMillis(random.nextInt((int) Math.max(1, quiet)));
      RoomReplay replay = done(history.replay(ROOM, at));
      assertSame(replay, live, "at " + at);
      assertThat(replay.at()).isEqualTo(at);
      sequences.add(replay.sequence());

      RoomReplay bySequence = done(history.replay(ROOM, live.sequence()));
      assertThat(bytes(bySequence.room())).isEqualTo(bytes(live.room()));
      assertThat(bySequence.at()).isEqualTo(replay.lastEventAt());
    }
    assertThat(sequences).as("sequences replayed").hasSizeGreaterThan(20);
  }

  private static void assertSame(RoomReplay replay, Live live, String when) {
    assertThat(bytes(replay.room())).as("room %s", when).isEqualTo(bytes(live.room()));
    assertThat(replay.subRooms()).as("sub-rooms %s", when).hasSameSizeAs(live.subRooms());
    for (int i = 0; i < live.subRooms().size(); i++) {
      assertThat(bytes(replay.subRooms().get(i)))
          .as("sub-room %s %s", live.subRooms().get(i).id(), when)
          .isEqualTo(bytes(live.subRooms().get(i)));
    }
    assertThat(bytes(replay.agenda())).as("agenda %s", when).isEqualTo(bytes(live.agenda()));
    assertThat(replay.sequence()).as("sequence %s", when).isEqualTo(live.sequence());
  }

  private static String bytes(Object shown) {
    return Json.bytes(shown).utf8String();
  }

  /** At every instant that was noted the timeline has the states that were shown. */
  private void checkTimeline(HistoryService history) throws Exception {
    TimelineView view = done(history.timeline(ROOM, null, null, EnumSet.allOf(TimelineKind.class)));
    assertThat(view.nextFrom()).isNull();
    int compared = 0;
    for (Live live : notes) {
      for (SubRoom subRoom : live.subRooms()) {
        List<TimelineSpan> then =
            view.spans().stream()
                .filter(span -> span.entity().equals(subRoom.id()) && isAt(span, live.at()))
                .toList();
        if (subRoom.status() == SubRoomStatus.CLOSED) {
          assertThat(then).as("%s at %s", subRoom.id(), live.at()).isEmpty();
        } else {
          assertThat(then).as("%s at %s", subRoom.id(), live.at()).hasSize(1);
          assertThat(then.get(0).state()).isEqualTo(subRoom.status().name());
          assertThat(then.get(0).agentId())
              .as("%s at %s", subRoom, live.at())
              .isEqualTo(subRoom.agentId());
          assertThat(then.get(0).region()).isEqualTo(subRoom.region());
          compared++;
        }
      }
    }
    assertThat(compared).isGreaterThan(200);
  }

  private static boolean isAt(TimelineSpan span, Instant at) {
    return !span.from().isAfter(at) && (span.to() == null || span.to().isAfter(at));
  }

  private Set<SubRoomStatus> statuses() {
    Set<SubRoomStatus> seen = EnumSet.noneOf(SubRoomStatus.class);
    notes.forEach(live -> live.subRooms().forEach(subRoom -> seen.add(subRoom.status())));
    return seen;
  }

  private static <T> T done(CompletionStage<Outcome<T>> answer) throws Exception {
    Outcome<T> outcome = answer.toCompletableFuture().get(20, TimeUnit.SECONDS);
    return ((Outcome.Done<T>) outcome).value();
  }

  private static <T> String code(CompletionStage<Outcome<T>> answer) throws Exception {
    Outcome<T> outcome = answer.toCompletableFuture().get(20, TimeUnit.SECONDS);
    return ((Outcome.Refused<T>) outcome).refusal().code();
  }

  private void step(SmallWorld world, Random random) {
    int dice = random.nextInt(100);
    if (dice < 16) {
      add(world, random);
    } else if (dice < 36) {
      world.crashOne();
    } else if (dice < 42) {
      anyAgent(world, random).die();
    } else if (dice < 46) {
      anyAgent(world, random).cut();
    } else if (dice < 58) {
      world.move(anySubRoom(random), random.nextBoolean() ? "eu-west" : "us-east");
    } else if (dice < 64) {
      world.close(anySubRoom(random));
    } else if (dice < 72) {
      plan(world, random);
    } else if (dice < 82) {
      AgendaWish begin = new AgendaWish.Begin("item-" + random.nextInt(4));
      world.ask(ROOM, to -> new RoomCommand.OfAgenda(begin, asker("b" + requests++), to));
    } else if (dice < 94) {
      world.agents().stream().filter(a -> !a.isUp()).forEach(a -> a.connect(world.now()));
    } else {
      world.ask(ROOM, to -> new RoomCommand.Start(asker("start"), to));
    }
  }

  private static HeardAgent anyAgent(SmallWorld world, Random random) {
    return world.agents().get(random.nextInt(world.agents().size()));
  }

  private String anySubRoom(Random random) {
    return ROOM + "/m" + (1 + random.nextInt(Math.max(1, markets)));
  }

  private static RoomCommand.Asker asker(String requestId) {
    return new RoomCommand.Asker("test", requestId, null);
  }

  private static void create(SmallWorld world) {
    RoomSpec spec =
        new RoomSpec(
            "Night market",
            "studio-1",
            RoomMode.SINGLE_HOST,
            world.now().plusSeconds(10),
            null,
            Duration.ofMinutes(10),
            "eu-west",
            List.of(new RoomSpec.LineSpec("main", LineKind.TEST, null, "s".repeat(16))),
            null);
    world.ask(ROOM, to -> new RoomCommand.Create(spec, asker("create"), to));
  }

  private void add(SmallWorld world, Random random) {
    String market = "m" + ++markets;
    SubRoomSpec spec =
        new SubRoomSpec(
            market,
            "M" + markets,
            "de-DE",
            "Europe/Berlin",
            new Ladder(null, List.of(Rendition.P360, Rendition.P180), 30),
            random.nextInt(3) == 0 ? "us-east" : null,
            null,
            100);
    world.ask(ROOM, to -> new RoomCommand.AddSubRooms(List.of(spec), asker("add-" + market), to));
  }

  private void plan(SmallWorld world, Random random) {
    List<AgendaItem> items = new ArrayList<>();
    Instant at = world.now().plusSeconds(random.nextInt(20));
    for (int n = 0; n < 4; n++) {
      items.add(new AgendaItem("item-" + n, "sku-" + requests, null, null, at.plusSeconds(5L * n)));
    }
    AgendaWish plan = new AgendaWish.Plan(items);
    world.ask(ROOM, to -> new RoomCommand.OfAgenda(plan, asker("p" + requests++), to));
  }
}
