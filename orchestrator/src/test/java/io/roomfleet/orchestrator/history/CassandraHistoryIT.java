package io.roomfleet.orchestrator.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.roomfleet.api.history.RoomReplay;
import io.roomfleet.api.history.TimelineKind;
import io.roomfleet.api.history.TimelineView;
import io.roomfleet.api.room.LineInput;
import io.roomfleet.api.room.LineKind;
import io.roomfleet.api.room.RoomMode;
import io.roomfleet.deploy.cassandra.CassandraProcess;
import io.roomfleet.deploy.platform.Ports;
import io.roomfleet.deploy.schema.Replication;
import io.roomfleet.deploy.schema.Schema;
import io.roomfleet.orchestrator.http.Outcome;
import io.roomfleet.orchestrator.room.RoomEvent;
import io.roomfleet.orchestrator.room.RoomEventSource;
import io.roomfleet.orchestrator.room.RoomSpec;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A room of fifty thousand events in a real Cassandra, read by the real journal's read side. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CassandraHistoryIT {
  private static final Instant T = Instant.parse("2026-11-11T18:00:00Z");
  private static final String ROOM = "r";
  private static final int EVENTS = 50_000;
  private static final int AT_ONCE = 100;

  private CassandraProcess cassandra;
  private ActorTestKit kit;
  private HistoryService history;

  /** Keeps so many events at once, and says when that is done. */
  private record Write(List<RoomEvent> events, ActorRef<Long> done) {}

  private static final class Writer extends EventSourcedBehavior<Write, RoomEvent, Long> {
    Writer() {
      super(PersistenceId.of("room", ROOM));
    }

    @Override
    public Long emptyState() {
      return 0L;
    }

    @Override
    public CommandHandler<Write, RoomEvent, Long> commandHandler() {
      return (state, write) ->
          Effect().persist(write.events()).thenRun(count -> write.done().tell(count));
    }

    @Override
    public EventHandler<Long, RoomEvent> eventHandler() {
      return (count, event) -> count + 1;
    }
  }

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    cassandra = CassandraProcess.start(folder, Ports.anyFree());
    Schema.apply(cassandra.host(), cassandra.port(), cassandra.dataCenter(), Replication.SINGLE);
    kit = ActorTestKit.create(config());
    history =
        new HistoryService(kit.system(), RoomEventSource.journal(kit.system()), () -> at(EVENTS));
    write();
  }

  private Config config() {
    return ConfigFactory.parseString(
            """
            pekko.actor.provider = local
            pekko.loglevel = WARNING
            pekko.coordinated-shutdown.exit-jvm = off
            datastax-java-driver.basic.contact-points = ["%s:%d"]
            roomfleet.cassandra.datacenter = "%s"
            """
                .formatted(cassandra.host(), cassandra.port(), cassandra.dataCenter()))
        .withFallback(ConfigFactory.parseResources("roomfleet-pekko.conf"))
        .withFallback(ConfigFactory.defaultReferenceUnresolved())
        .resolve();
  }

  private void write() {
    TestProbe<Long> done = kit.createTestProbe(Long.class);
    ActorRef<Write> writer = kit.spawn(new Writer());
    for (int first = 1; first <= EVENTS; first += AT_ONCE) {
      List<RoomEvent> events = new ArrayList<>();
      for (int sequence = first; sequence < first + AT_ONCE; sequence++) {
        events.add(event(sequence));
      }
      writer.tell(new Write(events, done.ref()));
      assertThat(done.receiveMessage(Duration.ofSeconds(30))).isEqualTo(first + AT_ONCE - 1L);
    }
  }

  @AfterAll
  void stop() {
    kit.shutdownTestKit();
    cassandra.close();
  }

  private static Instant at(long second) {
    return T.plusSeconds(second);
  }

  /** A line that goes on and off air each second. */
  private static RoomEvent event(int sequence) {
    if (sequence == 1) {
      RoomSpec spec =
          new RoomSpec(
              "Promo",
              "host-1",
              RoomMode.SINGLE_HOST,
              at(0),
              null,
              Duration.ofMinutes(10),
              "eu-west",
              List.of(new RoomSpec.LineSpec("main", LineKind.RTMP, null, "secretsecret")),
              null);
      return new RoomEvent.Created(ROOM, spec, "token:admin", "c", at(1));
    } else if (sequence == 2) {
      return new RoomEvent.PreparationStarted("schedule", at(2));
    } else if (sequence == 3) {
      URI media = URI.create("http://m");
      return new RoomEvent.LineAssigned(
          "main", "eu-west", "a", 1, 1, media, "ordered", "room", at(3));
    }
    LineInput input = sequence % 2 == 0 ? LineInput.LIVE : LineInput.SLATE;
    return new RoomEvent.LineChanged("main", "a", null, input, null, at(sequence));
  }

  private static <T> T done(CompletionStage<Outcome<T>> answer) throws Exception {
    return ((Outcome.Done<T>) answer.toCompletableFuture().get(18, TimeUnit.SECONDS)).value();
  }

  @Test
  void shouldBeReplayedToItsEndWithinTheTimeOfARequest() throws Exception {
    RoomReplay replay = done(history.replay(ROOM, at(EVENTS)));
    assertThat(replay.sequence()).isEqualTo(EVENTS);
    assertThat(replay.room().lines().get(0).input()).isEqualTo(LineInput.LIVE);
  }

  @Test
  void shouldBeReplayedAtAnEarlyInstantAndAfterAnEvent() throws Exception {
    assertThat(done(history.replay(ROOM, at(1001))).sequence()).isEqualTo(1001);
    assertThat(done(history.replay(ROOM, 777)).at()).isEqualTo(at(777));
  }

  @Test
  void shouldHaveATimelineWithinTheTimeOfARequest() throws Exception {
    TimelineView view =
        done(history.timeline(ROOM, at(40_000), at(41_000), EnumSet.of(TimelineKind.LINE)));
    assertThat(view.spans()).hasSize(1000);
    assertThat(view.sequence()).isEqualTo(EVENTS);
  }
}
