package io.roomfleet.orchestrator.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.api.history.RoomReplay;
import io.roomfleet.api.history.TimelineKind;
import io.roomfleet.api.history.TimelineView;
import io.roomfleet.api.room.LineInput;
import io.roomfleet.api.room.LineKind;
import io.roomfleet.api.room.RoomMode;
import io.roomfleet.orchestrator.http.Outcome;
import io.roomfleet.orchestrator.room.RoomEvent;
import io.roomfleet.orchestrator.room.RoomSpec;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.persistence.query.EventEnvelope;
import org.apache.pekko.persistence.query.Offset;
import org.apache.pekko.persistence.query.javadsl.CurrentEventsByPersistenceIdQuery;
import org.apache.pekko.stream.javadsl.Source;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A room of fifty thousand events, which are made only when they are read. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LongHistoryTest {
  private static final Instant T = Instant.parse("2026-11-11T18:00:00Z");
  private static final long EVENTS = 50_000;

  private final ActorTestKit kit = ActorTestKit.create();
  private final AtomicLong read = new AtomicLong();
  private final HistoryService history =
      new HistoryService(kit.system(), journal(), () -> at(EVENTS + 100));

  @AfterAll
  void end() {
    kit.shutdownTestKit();
  }

  private static Instant at(long second) {
    return T.plusSeconds(second);
  }

  private CurrentEventsByPersistenceIdQuery journal() {
    return (persistenceId, from, to) ->
        Source.fromIterator(() -> LongStream.rangeClosed(1, EVENTS).iterator())
            .map(
                sequence -> {
                  read.incrementAndGet();
                  return new EventEnvelope(
                      Offset.sequence(sequence), persistenceId, sequence, event(sequence), 0L);
                });
  }

  /** A line that goes on and off air each second. */
  private static RoomEvent event(long sequence) {
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
      return new RoomEvent.Created("r", spec, "token:admin", "c", at(1));
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
    return ((Outcome.Done<T>) answer.toCompletableFuture().get(15, TimeUnit.SECONDS)).value();
  }

  @Test
  void shouldBeReplayedToItsEndInBoundedTime() throws Exception {
    RoomReplay replay = done(history.replay("r", at(EVENTS)));
    assertThat(replay.sequence()).isEqualTo(EVENTS);
    assertThat(replay.room().lines().get(0).input()).isEqualTo(LineInput.LIVE);
  }

  @Test
  void shouldBeReadNoFurtherThanTheInstant() throws Exception {
    read.set(0);
    RoomReplay replay = done(history.replay("r", at(1001)));
    assertThat(replay.sequence()).isEqualTo(1001);
    assertThat(replay.lastEventAt()).isEqualTo(at(1001));
    assertThat(read.get()).isLessThan(1200);
  }

  @Test
  void shouldHaveATimelineInPagesOfFiveThousand() throws Exception {
    TimelineView first = done(history.timeline("r", null, null, EnumSet.of(TimelineKind.LINE)));
    assertThat(first.spans()).hasSize(5000);
    assertThat(first.nextFrom()).isEqualTo(at(5002));
    TimelineView next =
        done(history.timeline("r", first.nextFrom(), null, EnumSet.of(TimelineKind.LINE)));
    assertThat(next.spans().get(0).from()).isEqualTo(at(5002));
    assertThat(next.sequence()).isEqualTo(EVENTS);
  }
}
