package io.roomfleet.orchestrator.cohost.desk;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.roomfleet.api.cohost.PkPoolState;
import io.roomfleet.orchestrator.cohost.pool.PkPool;
import io.roomfleet.orchestrator.cohost.pool.PoolState;
import io.roomfleet.orchestrator.cohost.pool.PoolView;
import io.roomfleet.orchestrator.cohost.pool.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.serialization.SerializationExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What people and the pool say to each other comes through as it was between nodes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PoolMessagesTest {
  private static final Instant T = Instant.parse("2026-11-28T20:00:00Z");

  private final ActorTestKit kit =
      ActorTestKit.create(
          ConfigFactory.parseString("pekko.actor.provider = local")
              .withFallback(
                  ConfigFactory.parseResources("roomfleet-pekko.conf")
                      .withOnlyPath("pekko.serialization"))
              .withFallback(
                  ConfigFactory.parseResources("roomfleet-pekko.conf")
                      .withOnlyPath("pekko.actor.serialization-bindings"))
              .withFallback(ConfigFactory.load()));

  @AfterAll
  void end() {
    kit.shutdownTestKit();
  }

  private static Waiting room(int number) {
    String name = "x".repeat(60) + number;
    Set<String> recent = Set.of(name + "a", name + "b", name + "c", name + "d", name + "e");
    return new Waiting(
        "room-" + "%026d".formatted(number), name, "de", "eu-west", 12, 2, 3, 1, recent, T);
  }

  /** The pool with the longest words there are. */
  private static PoolState pool(int rooms) {
    PoolState pool = PoolState.EMPTY;
    for (int i = 0; i < rooms; i++) {
      for (var event :
          PkPool.enter(pool, room(i), "x".repeat(64), T.plusSeconds(300), "token:admin", T)
              .events()) {
        pool = pool.apply(event);
      }
    }
    return pool;
  }

  Stream<Object> messages() {
    ActorRef<PoolReply> replyTo = kit.<PoolReply>createTestProbe().getRef();
    PoolState pool = pool(3);
    return Stream.of(
        new PoolMessage.Enter(room(1), "Anna", Duration.ofMinutes(5), "token:admin", replyTo),
        new PoolMessage.Leave("room-1", "token:admin", replyTo),
        new PoolMessage.Get("room-1", replyTo),
        new PoolMessage.Find(
            new PoolView.Filter(PkPoolState.MET, "de", null), 50, "after", replyTo),
        PoolMessage.Wake.WAKE,
        new PoolReply.Shown(PoolView.of(pool, room(1).roomId(), T)),
        new PoolReply.Listed(
            PoolView.page(pool, new PoolView.Filter(null, null, null), null, 2, T)),
        new PoolReply.Refused(PkPool.Code.POOL_FULL, "2000 rooms wait"));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void shouldComeThroughAsItWas(Object message) {
    Object came = kit.serializationTestKit().verifySerialization(message, false);
    assertThat(came).isEqualTo(message);
  }

  /** Pekko's remoting takes 256 KiB, Cassandra half a segment of its commit log. */
  @Test
  void shouldFitWhateverCarriesIt() {
    PoolState full = pool(PkPool.MOST);
    PoolReply page =
        new PoolReply.Listed(
            PoolView.page(full, new PoolView.Filter(null, null, null), null, 200, T));
    assertThat(bytes(page)).isLessThan(256 * 1024);
    assertThat(bytes(full)).isLessThan(4 * 1024 * 1024);
    List<String> entered = IntStream.range(0, PkPool.MOST).mapToObj(i -> room(i).roomId()).toList();
    assertThat(full.entries().keySet()).containsAll(entered);
  }

  private int bytes(Object message) {
    return SerializationExtension.get(kit.system().classicSystem()).serialize(message).get().length;
  }
}
