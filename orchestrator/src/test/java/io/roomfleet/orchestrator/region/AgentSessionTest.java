package io.roomfleet.orchestrator.region;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.api.Capacity;
import io.roomfleet.api.agent.AgentMessage;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.junit.jupiter.api.Test;

class AgentSessionTest {
  private static final Instant NOW = Instant.parse("2026-11-11T12:00:00Z");

  private final TestInbox<AgentConnection.Command> connection = TestInbox.create();

  private AgentSession opened(Instant at) {
    AgentSession session = new AgentSession(at);
    URI media = URI.create("http://a-1");
    Capacity capacity = new Capacity(4, 100, 10);
    session.open(
        connection.getRef(),
        new AgentMessage.Hello("a-1", "eu-west", "1", media, capacity, List.of(), List.of()),
        at);
    return session;
  }

  private static void takes(AgentSession session, long generation) {
    session.beat(new AgentMessage.Heartbeat(generation, null, null), NOW);
  }

  @Test
  void shouldTrailUntilTheAgentHasTakenTheNewest() {
    AgentSession session = opened(NOW);
    long first = session.nextGeneration();
    assertThat(session.trails()).isTrue();
    takes(session, first);
    assertThat(session.trails()).isFalse();
    session.nextGeneration();
    assertThat(session.trails()).isTrue();
  }

  @Test
  void shouldNotTakeWhatAnEarlierLedgerSentForItsOwn() {
    AgentSession earlier = opened(NOW.minusSeconds(60));
    long old = 0;
    for (int change = 0; change < 12; change++) {
      old = earlier.nextGeneration();
    }
    AgentSession session = opened(NOW);
    assertThat(session.nextGeneration()).isGreaterThan(old);
    takes(session, old);
    assertThat(session.trails()).isTrue();
  }
}
