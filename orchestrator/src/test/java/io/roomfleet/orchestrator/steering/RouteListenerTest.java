package io.roomfleet.orchestrator.steering;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.roomfleet.orchestrator.steering.RouteWord.EdgeTold;
import io.roomfleet.orchestrator.steering.RouteWord.TableAsked;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.pubsub.Topic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a node hears, and how one that came up learns what the others know. */
class RouteListenerTest {
  private final ActorTestKit kit =
      ActorTestKit.create(
          ConfigFactory.parseString(
                  "pekko.actor.provider = local, pekko.actor.serialization-bindings"
                      + " { \"io.roomfleet.orchestrator.platform.ClusterMessage\" = jackson-cbor }")
              .withFallback(ConfigFactory.load()));
  private final ActorRef<Topic.Command<RouteWord>> topic =
      kit.spawn(Topic.create(RouteWord.class, "routes"));
  private final SteeringStage stage = new SteeringStage();
  private final TestProbe<Object> probe = kit.createTestProbe();

  @AfterEach
  void end() {
    kit.shutdownTestKit();
  }

  private RouteTable node(RouteTable table) {
    kit.spawn(
        RouteListener.create(
            table,
            topic,
            stage.fleet,
            SteeringStage.SETTINGS,
            () -> Instant.ofEpochMilli(stage.now)));
    return table;
  }

  private void await(Runnable condition) {
    probe.awaitAssert(
        Duration.ofSeconds(20),
        () -> {
          condition.run();
          return null;
        });
  }

  @Test
  void aNodeThatCameUpLearnsFromOneThatKnowsAll() {
    RouteTable first = node(stage.table);
    stage.take(SteeringStage.told("de", "de-DE", "Europe/Berlin", "a"));
    RouteTable second = node(new RouteTable(SteeringStage.SETTINGS));
    await(() -> assertThat(second.isWhole()).isTrue());
    assertThat(second.room(SteeringStage.ROOM)).isEqualTo(first.room(SteeringStage.ROOM));
  }

  @Test
  void whatOneNodeSaysAllHear() {
    RouteTable first = node(stage.table);
    RouteTable second = node(new RouteTable(SteeringStage.SETTINGS));
    await(() -> assertThat(second.isWhole()).isTrue());
    EdgeTold word = new EdgeTold("a", stage.now, 0.5, 0.25, "hot", Map.of());
    first.publish(word);
    await(() -> assertThat(second.told("a")).isEqualTo(word));
    second.publish(SteeringStage.told("de", "de-DE", "Europe/Berlin", "a"));
    await(() -> assertThat(first.room(SteeringStage.ROOM)).containsKey("de"));
  }

  @Test
  void withoutAnyoneToAskItTakesWhatItHeardForAllOnlyOnceTheFleetIsKnown() {
    RouteTable alone = node(new RouteTable(SteeringStage.SETTINGS));
    stage.now += SteeringStage.SETTINGS.grace().toMillis() + 1;
    await(
        () -> {
          alone.publish(SteeringStage.told("de", "de-DE", "Europe/Berlin", "a"));
          assertThat(alone.room(SteeringStage.ROOM)).containsKey("de");
        });
    assertThat(alone.isWhole()).as("no region was heard of").isFalse();
  }

  @Test
  void wordsArriveAsTheyWereSent() {
    var de = SteeringStage.told("de", "de-DE", "Europe/Berlin", "a", "at");
    assertThat(sent(de)).isEqualTo(de);
    var nowhere = SteeringStage.told("de", "de-DE", "Europe/Berlin", null);
    assertThat(sent(nowhere)).isEqualTo(nowhere);
    EdgeTold edge = new EdgeTold("a", 5, 0.5, 0.25, null, Map.of("r/de", 2L));
    assertThat(sent(edge)).isEqualTo(edge);
    var copy = new RouteCopy(List.of(RouteEntry.of(de, 7)), List.of(edge), true);
    assertThat(sent(copy)).isEqualTo(copy);
    TestProbe<RouteCopy> asker = kit.createTestProbe(RouteCopy.class);
    assertThat(sent(new TableAsked(asker.ref()))).isEqualTo(new TableAsked(asker.ref()));
  }

  private <T> T sent(T message) {
    return kit.serializationTestKit().verifySerialization(message, false);
  }
}
