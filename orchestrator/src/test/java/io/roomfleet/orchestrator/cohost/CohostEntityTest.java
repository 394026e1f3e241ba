package io.roomfleet.orchestrator.cohost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.roomfleet.api.agent.StageState.SeatState;
import io.roomfleet.api.agent.StageState.WebRtcQuality;
import io.roomfleet.api.cohost.CohostQuality;
import io.roomfleet.api.cohost.CohostSeat;
import io.roomfleet.api.cohost.CohostSessionView;
import io.roomfleet.orchestrator.cohost.CohostCommand.Asker;
import io.roomfleet.orchestrator.cohost.pk.PkRules;
import io.roomfleet.orchestrator.cohost.pk.Score;
import io.roomfleet.orchestrator.cohost.slot.RoomSlot;
import io.roomfleet.orchestrator.cohost.slot.SlotCall;
import io.roomfleet.orchestrator.cohost.slot.SlotEvent;
import io.roomfleet.orchestrator.cohost.slot.SlotWord;
import io.roomfleet.orchestrator.cohost.stage.Layout;
import io.roomfleet.orchestrator.placement.Policies;
import io.roomfleet.orchestrator.region.FleetView;
import io.roomfleet.orchestrator.region.RegionCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.persistence.testkit.javadsl.EventSourcedBehaviorTestKit;
import org.apache.pekko.persistence.testkit.javadsl.PersistenceTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Time is made up, but for the timers, which look again each second. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CohostEntityTest {
  private static final Instant T = Instant.parse("2026-11-28T20:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final FleetView FLEET = new FleetView(Map.of(), Policies.DEFAULT);
  private static final Asker OPERATOR = new Asker("token:admin", null, "", null);

  private final ActorTestKit kit = ActorTestKit.create(EventSourcedBehaviorTestKit.config());
  private final TestProbe<ClusterSharding.ShardCommand> shard =
      kit.createTestProbe(ClusterSharding.ShardCommand.class);
  private final AtomicInteger requests = new AtomicInteger();
  private volatile Instant now = T;

  @AfterAll
  void end() {
    kit.shutdownTestKit();
  }

  /** A session with rooms of its own, which answer unless they are silent. */
  private final class Table implements CohostLinks {
    private final String id = "cohost-" + requests.incrementAndGet();
    private final Map<String, RoomSlot> slots = new ConcurrentHashMap<>();
    private final List<SlotCall> calls = new CopyOnWriteArrayList<>();
    private final List<SeatWord> words = new CopyOnWriteArrayList<>();
    private volatile boolean silent;
    private volatile ActorRef<CohostMessage> session = start();

    private ActorRef<CohostMessage> start() {
      return kit.spawn(CohostEntity.create(id, shard.getRef(), () -> now, FLEET, this));
    }

    @Override
    public void toRoom(String roomId, SlotCall call) {
      called(roomId, call);
    }

    @Override
    public void toLedger(String region, RegionCommand command) {
      if (command instanceof RegionCommand.Release release) {
        session.tell(
            new CohostMessage.LedgerFreed(
                new RegionCommand.Released(release.id(), release.attempt())));
      }
    }

    @Override
    public void toAlerts(SeatWord word) {
      words.add(word);
    }

    private synchronized void called(String roomId, SlotCall call) {
      calls.add(call);
      if (silent) {
        return;
      }
      RoomSlot slot = slots.getOrDefault(roomId, RoomSlot.FREE);
      RoomSlot.Answer answer = slot.answer(call, null, now);
      for (SlotEvent event : answer.events()) {
        slot = slot.apply(event);
      }
      slots.put(roomId, slot);
      session.tell(new CohostMessage.RoomSays(roomId, answer.word()));
    }

    /** Its node dies, and it is made anew elsewhere. */
    private void crash() {
      kit.stop(session, PATIENCE);
      calls.clear();
      session = start();
    }

    private CohostSessionView create(CohostTimes times) {
      SeatSpec anna = new SeatSpec("anna", SeatSpec.Kind.HOST, "r1", "Anna", null);
      SeatSpec ben = new SeatSpec("ben", SeatSpec.Kind.HOST, "r2", "Ben", null);
      PkRules rules =
          new PkRules(
              Duration.ZERO,
              Duration.ofMinutes(1),
              Duration.ofSeconds(5),
              0,
              Duration.ofMinutes(1));
      CohostSpec spec =
          new CohostSpec(CohostMode.PK, List.of(anna, ben), Layout.SIDE_BY_SIDE, times, rules);
      return shown(
          replyTo ->
              new CohostMessage.Create(
                  spec, new Asker("test", "anna", "create-" + id, null), replyTo));
    }

    private CohostSessionView tell(CohostCommand command) {
      Asker asker = new Asker(OPERATOR.by(), null, "q" + requests.incrementAndGet(), null);
      return shown(replyTo -> new CohostMessage.Tell(command, asker, replyTo));
    }

    private CohostSessionView get() {
      return shown(CohostMessage.Get::new);
    }

    private CohostSessionView shown(
        java.util.function.Function<ActorRef<CohostReply>, CohostMessage> message) {
      CohostReply reply = reply(message);
      assertThat(reply).isInstanceOf(CohostReply.Shown.class);
      return ((CohostReply.Shown) reply).session();
    }

    private CohostReply reply(
        java.util.function.Function<ActorRef<CohostReply>, CohostMessage> message) {
      TestProbe<CohostReply> probe = kit.createTestProbe();
      session.tell(message.apply(probe.getRef()));
      return probe.receiveMessage(PATIENCE);
    }

    private void media(boolean comes) {
      session.tell(AgentSays.comes(comes, now, "anna", "ben"));
    }

    private CohostSessionView await(CohostStatus status) {
      return shard.awaitAssert(
          PATIENCE,
          Duration.ofMillis(50),
          () -> {
            CohostSessionView view = get();
            assertThat(view.status().name()).isEqualTo(status.name());
            return view;
          });
    }

    private void awaitFree(boolean free) {
      shard.awaitAssert(
          PATIENCE,
          Duration.ofMillis(50),
          () -> {
            assertThat(slots.values()).allMatch(slot -> (slot.holder() == null) == free);
            return free;
          });
    }

    /** Leads it to there, from its beginning. */
    private void to(CohostStatus status) {
      create(CohostTimes.DEFAULT);
      if (status == CohostStatus.INVITED) {
        return;
      }
      silent = status == CohostStatus.ACCEPTED;
      tell(new CohostCommand.Accept("ben"));
      if (status == CohostStatus.ACCEPTED) {
        return;
      }
      await(CohostStatus.CONNECTING);
      if (status == CohostStatus.CONNECTING) {
        return;
      }
      media(true);
      await(CohostStatus.SCORING);
      if (status == CohostStatus.SCORING) {
        return;
      }
      now = now.plusSeconds(60);
      await(CohostStatus.PUNISHMENT);
      if (status == CohostStatus.ENDED) {
        silent = true;
        tell(new CohostCommand.End("enough"));
      }
    }
  }

  @Test
  void shouldMeetCompeteAndPart() {
    Table table = new Table();
    table.to(CohostStatus.SCORING);
    assertThat(table.get().rooms()).containsExactly("r1", "r2");
    table.tell(new CohostCommand.Count(List.of(new Score("g1", "r2", 7, "gift"))));
    CohostSessionView scored =
        table.tell(new CohostCommand.Count(List.of(new Score("g1", "r2", 7, "gift"))));
    assertThat(scored.pk().teams()).extracting(team -> team.points()).containsExactly(0L, 7L);
    now = now.plusSeconds(60);
    CohostSessionView over = table.await(CohostStatus.PUNISHMENT);
    assertThat(over.pk().results()).extracting(result -> result.winner()).containsExactly("r2");
    table.tell(new CohostCommand.End("enough"));
    table.await(CohostStatus.ENDED);
    table.awaitFree(true);
  }

  @ParameterizedTest
  @EnumSource(
      value = CohostStatus.class,
      names = {"INVITED", "ACCEPTED", "CONNECTING", "SCORING", "PUNISHMENT", "ENDED"})
  void shouldGoOnFromItsJournalWhereverItsNodeDies(CohostStatus status) {
    Table table = new Table();
    table.to(status);
    CohostSessionView before = table.get();
    table.crash();
    if (status == CohostStatus.ACCEPTED || status == CohostStatus.ENDED) {
      // It says what it had not heard an answer to, though nobody asks it anything.
      shard.awaitAssert(
          PATIENCE, Duration.ofMillis(50), () -> assertThat(table.calls).isNotEmpty());
    }
    assertThat(table.get().revision()).isEqualTo(before.revision());
    assertThat(table.get().status()).isEqualTo(before.status());

    table.silent = false;
    now = now.plusSeconds(2); // What was said is due to be said again.
    if (status == CohostStatus.ACCEPTED) {
      table.await(CohostStatus.CONNECTING);
    } else if (status == CohostStatus.ENDED) {
      table.awaitFree(true);
      assertThat(table.calls).isNotEmpty().allMatch(call -> call instanceof SlotCall.Release);
    }
    if (status != CohostStatus.ENDED) {
      assertThat(table.tell(new CohostCommand.Lock(true)).locked()).isTrue();
    }
  }

  @Test
  void shouldFindItsDeadlineOverAfterItsNodeWasAwayForLong() {
    Table table = new Table();
    table.to(CohostStatus.ACCEPTED);
    kit.stop(table.session, PATIENCE);
    now = now.plusSeconds(3600);
    table.silent = false;
    table.session = table.start();
    table.await(CohostStatus.FAILED);
    table.awaitFree(true);
  }

  @Test
  void shouldLookByItselfWhenAnInvitationExpires() {
    Table table = new Table();
    table.create(CohostTimes.DEFAULT);
    now = now.plusSeconds(31);
    table.crash();
    PersistenceTestKit journal = PersistenceTestKit.create(kit.system());
    shard.awaitAssert(
        PATIENCE,
        Duration.ofMillis(50),
        () -> {
          assertThat(journal.persistedInStorage("cohost|" + table.id))
              .as("nobody asks it anything")
              .anyMatch(
                  event ->
                      event instanceof CohostEvent.Ended ended
                          && ended.status() == CohostStatus.EXPIRED);
          return true;
        });
  }

  @Test
  void shouldShowHowItsPeopleComeInAndKeepNothingOfIt() {
    Table table = new Table();
    table.to(CohostStatus.SCORING);
    table.session.tell(comes(0.05, 30));
    CohostSessionView before = table.get();
    assertThat(of(before, "anna").quality()).isEqualTo(new CohostQuality(5, 8, 30, now));
    assertThat(of(before, "ben").quality()).isNull();
    now = now.plusSeconds(2);
    table.session.tell(comes(0.01, 40));
    CohostSessionView after = table.get();
    assertThat(of(after, "anna").quality()).isEqualTo(new CohostQuality(1, 8, 40, now));
    assertThat(after.revision()).isEqualTo(before.revision());
    assertThat(table.words)
        .extracting(word -> word.seat().roomId(), word -> word.quality().roundTripMillis())
        .containsExactly(tuple("r1", 30), tuple("r1", 40));

    table.tell(new CohostCommand.End("enough"));
    assertThat(table.words.get(2).quality()).as("anna is not on stage any more").isNull();
  }

  /** Of an agent where anna comes by browser. */
  private CohostMessage comes(double loss, int roundTrip) {
    WebRtcQuality quality = new WebRtcQuality(loss, 8, roundTrip);
    return AgentSays.of(List.of(new SeatState("anna", true, now, null, quality)), now);
  }

  @Test
  void shouldReleaseRoomsThatSpeakOfASessionThatNeverWas() {
    Table table = new Table();
    table.session.tell(new CohostMessage.RoomSays("r9", new SlotWord.In(table.id, 4)));
    shard.awaitAssert(
        PATIENCE,
        Duration.ofMillis(50),
        () -> {
          assertThat(table.calls)
              .containsExactly(new SlotCall.Release(table.id, 4, "the session does not have it"));
          return true;
        });
    CohostReply reply = table.reply(CohostMessage.Get::new);
    assertThat(reply)
        .isEqualTo(
            new CohostReply.Refused(
                CohostReply.Code.SESSION_NOT_FOUND,
                "session: " + table.id + " (expected: an existing session's id)"));
  }

  @Test
  void shouldNotStayForAnIdOfNothing() {
    Table table = new Table();
    CohostReply reply =
        table.reply(
            replyTo -> new CohostMessage.ByToken("anna", "0".repeat(64), null, "q", replyTo));
    assertThat(reply)
        .isInstanceOfSatisfying(
            CohostReply.Refused.class,
            no -> assertThat(no.code()).isEqualTo(CohostReply.Code.UNAUTHENTICATED));
    assertThat(shard.receiveMessage(PATIENCE)).isInstanceOf(ClusterSharding.Passivate.class);
  }

  @Test
  void shouldRestOnceNothingOfItIsLeft() {
    Table table = new Table();
    table.to(CohostStatus.PUNISHMENT);
    table.session.tell(CohostMessage.Idle.IDLE);
    table.tell(new CohostCommand.End("enough"));
    shard.expectNoMessage();
    table.awaitFree(true);
    now = now.plusSeconds(11); // Its mix is not read any more.
    shard.awaitAssert(
        PATIENCE,
        Duration.ofMillis(200),
        () -> {
          table.session.tell(CohostMessage.Idle.IDLE);
          assertThat(shard.receiveMessage(Duration.ofSeconds(1)))
              .isInstanceOf(ClusterSharding.Passivate.class);
          return true;
        });
  }

  private static CohostSeat of(CohostSessionView view, String id) {
    return view.seats().stream().filter(seat -> seat.id().equals(id)).findFirst().orElseThrow();
  }
}
