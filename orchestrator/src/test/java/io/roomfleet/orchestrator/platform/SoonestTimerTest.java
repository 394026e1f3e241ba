package io.roomfleet.orchestrator.platform;

import java.time.Duration;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SoonestTimerTest {
  private static final String DUE = "due";
  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration SHORT = Duration.ofMillis(200);

  private final ActorTestKit kit = ActorTestKit.create();

  @AfterAll
  void end() {
    kit.shutdownTestKit();
  }

  /** Asks for that long at each message, and tells when it was due. */
  private static Behavior<String> asker(ActorRef<String> heard) {
    return Behaviors.withTimers(
        timers -> {
          SoonestTimer<String> timer = new SoonestTimer<>(timers, DUE);
          return Behaviors.receiveMessage(
              message -> {
                if (message.equals(DUE)) {
                  heard.tell(DUE);
                } else {
                  timer.in(message.equals("long") ? LONG : SHORT);
                }
                return Behaviors.same();
              });
        });
  }

  @Test
  void shouldNotBePutOffByThoseWhoAskAgain() {
    TestProbe<String> heard = kit.createTestProbe();
    ActorRef<String> asker = kit.spawn(asker(heard.getRef()));
    heard.awaitAssert(
        Duration.ofSeconds(30),
        Duration.ofMillis(20),
        () -> {
          asker.tell("short");
          heard.expectMessage(Duration.ofMillis(1), DUE);
          return null;
        });
  }

  @Test
  void shouldComeAtTheSoonerOfTwo() {
    TestProbe<String> heard = kit.createTestProbe();
    ActorRef<String> asker = kit.spawn(asker(heard.getRef()));
    asker.tell("long");
    asker.tell("short");
    asker.tell("long");
    heard.expectMessage(Duration.ofSeconds(30), DUE);
    asker.tell("short");
    heard.expectMessage(Duration.ofSeconds(30), DUE);
  }
}
