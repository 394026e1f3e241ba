package io.roomfleet.orchestrator.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.api.alert.Alert;
import io.roomfleet.api.alert.AlertState;
import io.roomfleet.api.alert.AlertSubject;
import io.roomfleet.api.room.MeasuredSwitch;
import io.roomfleet.orchestrator.alert.rule.Layout;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.persistence.testkit.javadsl.EventSourcedBehaviorTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AlertEntityTest {
  private static final Instant T = Instant.parse("2026-11-11T18:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ActorTestKit kit = ActorTestKit.create(EventSourcedBehaviorTestKit.config());
  private final TestProbe<ClusterSharding.ShardCommand> shard =
      kit.createTestProbe(ClusterSharding.ShardCommand.class);
  private final List<Alert> told = new CopyOnWriteArrayList<>();
  private final List<LineWord> words = new CopyOnWriteArrayList<>();
  private final List<MeasuredSwitch> measured = new CopyOnWriteArrayList<>();
  private volatile Instant now = T.plusSeconds(100);
  private volatile boolean over;

  private final AlertLinks links =
      new AlertLinks() {
        @Override
        public CompletionStage<Optional<RoomFacts>> room(String roomId) {
          return CompletableFuture.completedFuture(
              Optional.of(
                  new RoomFacts(!over, over, T, null, "main", true, "us-1", null, List.of("de"))));
        }

        @Override
        public void about(String roomId, LineWord word) {
          words.add(word);
        }

        @Override
        public CompletionStage<?> seen(String roomId, MeasuredSwitch seen) {
          measured.add(seen);
          return measured.size() == 1
              ? CompletableFuture.failedFuture(new TimeoutException("the room moves"))
              : CompletableFuture.completedFuture(seen);
        }

        @Override
        public void changed(List<Alert> alerts) {
          told.addAll(alerts);
        }
      };

  @AfterAll
  void end() {
    kit.shutdownTestKit();
  }

  private ActorRef<AlertCommand> book(String id) {
    return kit.spawn(
        AlertEntity.create(id, shard.getRef(), () -> now, () -> RuleBook.READY, links));
  }

  private AlertCommand.Told stalls() {
    Heard.Viewers viewers =
        new Heard.Viewers("de", now.getEpochSecond(), 400, 400_000, 100_000, 0, null, null);
    return new AlertCommand.Told(
        new Heard("eu-1", "eu", 0.5, List.of(viewers), List.of(), List.of()));
  }

  private AlertCommand.Shown shown(ActorRef<AlertCommand> book) {
    TestProbe<AlertCommand.Shown> probe = kit.createTestProbe();
    book.tell(new AlertCommand.Show(probe.getRef()));
    return probe.receiveMessage(PATIENCE);
  }

  /** Stalls go on until they are an alert. */
  private void raise(ActorRef<AlertCommand> book) {
    shard.awaitAssert(
        PATIENCE,
        Duration.ofMillis(200),
        () -> {
          now = now.plusSeconds(2);
          book.tell(stalls());
          assertThat(shown(book).open()).isNotEmpty();
          return null;
        });
  }

  @Test
  void it_raises_what_it_hears_keeps_it_over_a_restart_and_ends_it_with_its_room() {
    ActorRef<AlertCommand> book = book("room-a");
    raise(book);
    Alert alert = shown(book).open().get(0);
    assertThat(alert.rule()).isEqualTo("stall-ratio");
    assertThat(alert.regions()).containsExactly("eu");
    assertThat(told).contains(alert);

    TestProbe<AlertCommand.Shown> probe = kit.createTestProbe();
    book.tell(
        new AlertCommand.Acknowledge(
            alert.id(), "on it", new AlertCommand.Asker("anna", "r1"), probe.getRef()));
    assertThat(probe.receiveMessage(PATIENCE).open().get(0).state())
        .isEqualTo(AlertState.ACKNOWLEDGED);
    kit.stop(book);

    ActorRef<AlertCommand> next = book("room-a");
    assertThat(shown(next).open()).extracting(Alert::id).containsExactly(alert.id());
    over = true;
    shard.awaitAssert(
        PATIENCE,
        Duration.ofMillis(200),
        () -> {
          assertThat(shown(next).open()).isEmpty();
          return null;
        });
    assertThat(shown(next).over().get(0).resolution()).isEqualTo("room over");
    now = now.plusSeconds(120);
    shard.expectMessageClass(ClusterSharding.Passivate.class, PATIENCE);
  }

  @Test
  void it_tells_the_room_how_a_switch_was_seen_until_that_is_kept() {
    over = false;
    ActorRef<AlertCommand> book = book("room-m");
    raise(book);
    book.tell(new AlertCommand.Plays("de", "eu", "eu-1", "main", null));
    book.tell(new AlertCommand.Plays("de", "eu", "eu-1", "backup", "main is starved"));
    shard.awaitAssert(
        PATIENCE,
        Duration.ofMillis(200),
        () -> {
          now = now.plusSeconds(2);
          book.tell(stalls());
          assertThat(measured).hasSizeGreaterThanOrEqualTo(2);
          return null;
        });
    MeasuredSwitch first = measured.get(0);
    assertThat(first.subRoomId()).isEqualTo("de");
    assertThat(first.to()).isEqualTo("backup");
    assertThat(first.helped()).isFalse();

    book.tell(new AlertCommand.Plays("de", "eu", "eu-1", "main", null));
    shard.awaitAssert(
        PATIENCE,
        Duration.ofMillis(200),
        () -> {
          now = now.plusSeconds(2);
          book.tell(stalls());
          assertThat(measured).extracting(MeasuredSwitch::to).contains("main");
          return null;
        });
    assertThat(measured).filteredOn(first::equals).as("once in vain, once kept").hasSize(2);
    kit.stop(book);
  }

  private static AlertCommand.Staged staged(OnStage.Way way) {
    return new AlertCommand.Staged(
        new OnStage(new Layout.Person("anna", "host Anna", "agent eu-1 in eu"), way));
  }

  /** Time goes by until it is so. */
  private void until(ActorRef<AlertCommand> book, AlertCommand said, Consumer<List<Alert>> open) {
    shard.awaitAssert(
        PATIENCE,
        Duration.ofMillis(200),
        () -> {
          now = now.plusSeconds(2);
          if (said != null) {
            book.tell(said);
          }
          open.accept(shown(book).open());
          return null;
        });
  }

  @Test
  void a_host_who_comes_in_badly_is_an_alert_of_the_own_room_until_that_one_is_gone() {
    over = false;
    ActorRef<AlertCommand> book = book("room-s");
    AlertCommand bad = staged(new OnStage.Way(0.3, 90, 700));
    until(book, bad, open -> assertThat(open).isNotEmpty());
    Alert alert = shown(book).open().get(0);
    assertThat(alert.rule()).isEqualTo("host-loss");
    assertThat(alert.roomId()).isEqualTo("room-s");
    assertThat(alert.subject()).isEqualTo(new AlertSubject(AlertSubject.Kind.SEAT, "anna"));
    assertThat(shown(book).prompts().get(0).text()).contains("anna", "cable");

    kit.stop(book);
    ActorRef<AlertCommand> next = book("room-s");
    until(next, bad, open -> assertThat(told).contains(alert));
    assertThat(shown(next).open()).as("after a restart").extracting(Alert::id).contains(alert.id());
    until(next, staged(null), open -> assertThat(open).isEmpty());
    assertThat(shown(next).over().get(0).resolution()).contains("not on stage any more");
    kit.stop(next);
  }

  @Test
  void of_whom_nothing_is_said_any_more_the_alert_ends() {
    over = false;
    ActorRef<AlertCommand> book = book("room-q");
    until(book, staged(new OnStage.Way(0, 90, null)), open -> assertThat(open).isNotEmpty());
    assertThat(shown(book).open()).extracting(Alert::rule).containsExactly("host-jitter");
    until(book, null, open -> assertThat(open).isEmpty());
    kit.stop(book);
  }

  @Test
  void the_fleets_are_of_its_agents() {
    ActorRef<AlertCommand> fleet = book(AlertBook.FLEET);
    shard.awaitAssert(
        PATIENCE,
        Duration.ofMillis(200),
        () -> {
          now = now.plusSeconds(3);
          fleet.tell(
              new AlertCommand.Told(
                  new Heard("eu-9", "eu", 0.99, List.of(), List.of(), List.of())));
          assertThat(shown(fleet).open()).isNotEmpty();
          return null;
        });
    Alert alert = shown(fleet).open().get(0);
    assertThat(alert.rule()).isEqualTo("agent-hot");
    assertThat(alert.roomId()).isNull();
    assertThat(alert.subject().id()).isEqualTo("eu-9");
  }
}
