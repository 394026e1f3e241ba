package io.roomfleet.orchestrator.cohost.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.api.cohost.PkPoolEntry;
import io.roomfleet.api.cohost.PkPoolState;
import io.roomfleet.orchestrator.cohost.AgentSays;
import io.roomfleet.orchestrator.cohost.CohostEntity;
import io.roomfleet.orchestrator.cohost.CohostLinks;
import io.roomfleet.orchestrator.cohost.CohostMessage;
import io.roomfleet.orchestrator.cohost.CohostReply;
import io.roomfleet.orchestrator.cohost.SeatWord;
import io.roomfleet.orchestrator.cohost.pool.PkPool;
import io.roomfleet.orchestrator.cohost.pool.PoolView;
import io.roomfleet.orchestrator.cohost.pool.Waiting;
import io.roomfleet.orchestrator.cohost.slot.RoomSlot;
import io.roomfleet.orchestrator.cohost.slot.SlotCall;
import io.roomfleet.orchestrator.cohost.slot.SlotEvent;
import io.roomfleet.orchestrator.placement.Policies;
import io.roomfleet.orchestrator.region.FleetView;
import io.roomfleet.orchestrator.region.RegionCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.persistence.testkit.javadsl.EventSourcedBehaviorTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The pool's actor with sessions' own actors, in made-up time but for the timers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PoolEntityTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration WAIT = Duration.ofMinutes(5);

  private final ActorTestKit kit = ActorTestKit.create(EventSourcedBehaviorTestKit.config());
  private final TestProbe<ClusterSharding.ShardCommand> shard =
      kit.createTestProbe(ClusterSharding.ShardCommand.class);
  private final Sessions sessions = new Sessions();
  private volatile Instant now = Instant.parse("2026-11-28T20:00:00Z");
  private ActorRef<PoolMessage> pool = start();

  @AfterAll
  void end() {
    kit.shutdownTestKit();
  }

  private ActorRef<PoolMessage> start() {
    return kit.spawn(PoolEntity.create(() -> now, sessions));
  }

  private void crash() {
    kit.stop(pool, PATIENCE);
    pool = start();
  }

  /** Sessions and the slots of their rooms. */
  private final class Sessions implements PoolLinks, CohostLinks {
    private final FleetView fleet = new FleetView(Map.of(), Policies.DEFAULT);
    private final Map<String, ActorRef<CohostMessage>> actors = new ConcurrentHashMap<>();
    private final Map<String, RoomSlot> slots = new ConcurrentHashMap<>();
    private volatile boolean silent;

    @Override
    public CompletionStage<CohostReply> create(
        String sessionId, Function<ActorRef<CohostReply>, CohostMessage> message) {
      if (silent) {
        return CompletableFuture.failedFuture(new IllegalStateException("silent"));
      }
      actors.computeIfAbsent(
          sessionId,
          id -> kit.spawn(CohostEntity.create(id, shard.getRef(), () -> now, fleet, this)));
      return ask(sessionId, message);
    }

    @Override
    public void toAlerts(SeatWord word) {}

    @Override
    public CompletionStage<CohostReply> ask(
        String sessionId, Function<ActorRef<CohostReply>, CohostMessage> message) {
      return AskPattern.ask(
          actors.get(sessionId), message::apply, PATIENCE, kit.system().scheduler());
    }

    @Override
    public synchronized void toRoom(String roomId, SlotCall call) {
      RoomSlot slot = slots.getOrDefault(roomId, RoomSlot.FREE);
      RoomSlot.Answer answer = slot.answer(call, null, now);
      for (SlotEvent event : answer.events()) {
        slot = slot.apply(event);
      }
      slots.put(roomId, slot);
      ActorRef<CohostMessage> session = actors.get(call.sessionId());
      if (session != null) {
        session.tell(new CohostMessage.RoomSays(roomId, answer.word()));
      }
    }

    @Override
    public void toLedger(String region, RegionCommand command) {}
  }

  private PoolReply reply(Function<ActorRef<PoolReply>, PoolMessage> message) {
    TestProbe<PoolReply> probe = kit.createTestProbe();
    pool.tell(message.apply(probe.getRef()));
    return probe.receiveMessage(PATIENCE);
  }

  private PkPoolEntry enter(String room, String language) {
    Waiting waiting = new Waiting(room, "of-" + room, language, "eu", 100, 2, 0, 0, Set.of(), now);
    PoolReply reply = reply(it -> new PoolMessage.Enter(waiting, room, WAIT, "test", it));
    return ((PoolReply.Shown) reply).entry();
  }

  private PkPoolEntry await(String room, PkPoolState state) {
    return shard.awaitAssert(
        PATIENCE,
        Duration.ofMillis(50),
        () -> {
          PoolReply reply = reply(it -> new PoolMessage.Get(room, it));
          assertThat(reply).isInstanceOf(PoolReply.Shown.class);
          PkPoolEntry entry = ((PoolReply.Shown) reply).entry();
          assertThat(entry.state()).isEqualTo(state);
          return entry;
        });
  }

  private void media(String sessionId, String... rooms) {
    String[] seats = Stream.of(rooms).map(room -> "of-" + room).toArray(String[]::new);
    sessions.actors.get(sessionId).tell(AgentSays.comes(true, now, seats));
  }

  @Test
  void shouldLetTwoMeetAlthoughItCrashesBetween() {
    sessions.silent = true;
    enter("m1", "de");
    enter("m2", "de");
    String id = await("m1", PkPoolState.MEETING).sessionId();
    crash();
    assertThat(await("m2", PkPoolState.MEETING).sessionId()).as("the same").isEqualTo(id);
    sessions.silent = false;
    shard.awaitAssert(
        PATIENCE,
        () -> {
          assertThat(sessions.slots.get("m1")).isNotNull();
          assertThat(sessions.slots.get("m1").holder().until()).as("m1 is in").isNull();
          return id;
        });
    media(id, "m1", "m2");
    shard.awaitAssert(
        PATIENCE,
        () -> {
          media(id, "m1", "m2");
          return await("m1", PkPoolState.MET);
        });
    assertThat(await("m2", PkPoolState.MET).sessionId()).isEqualTo(id);
  }

  @Test
  void shouldLetTheOtherWaitOnWhenOneHasGoneElsewhere() {
    sessions.slots.put("t2", new RoomSlot(new RoomSlot.Holder("another", 1, null), null, null));
    PkPoolEntry first = enter("t1", "fr");
    enter("t2", "fr");
    PkPoolEntry dropped = await("t2", PkPoolState.DROPPED);
    assertThat(dropped.reason()).contains("ROOM_TAKEN", "another");
    PkPoolEntry waiting = await("t1", PkPoolState.WAITING);
    assertThat(waiting.since()).isEqualTo(first.since());
    assertThat(waiting.reason()).contains("of-t2");

    enter("t3", "fr");
    assertThat(await("t1", PkPoolState.MEETING).sessionId()).isNotEqualTo(dropped.sessionId());
    await("t3", PkPoolState.MEETING);
  }

  @Test
  void shouldAnswerWhatItHasAndWhatNot() {
    enter("l1", "pt");
    PoolReply.Listed listed =
        (PoolReply.Listed)
            reply(it -> new PoolMessage.Find(new PoolView.Filter(null, "pt", null), 10, null, it));
    assertThat(listed.page().entries()).extracting(PkPoolEntry::roomId).containsExactly("l1");
    reply(it -> new PoolMessage.Leave("l1", "test", it));
    await("l1", PkPoolState.LEFT);
    assertThat(reply(it -> new PoolMessage.Leave("nobody", "test", it)))
        .isEqualTo(
            new PoolReply.Refused(
                PkPool.Code.NOT_WAITING, "room: nobody (expected: one that waits)"));
  }
}
