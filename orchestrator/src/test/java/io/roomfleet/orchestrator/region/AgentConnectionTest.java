package io.roomfleet.orchestrator.region;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.api.Capacity;
import io.roomfleet.api.agent.AgentMessage;
import io.roomfleet.api.agent.AudienceWindow;
import io.roomfleet.api.agent.EncoderQuality;
import io.roomfleet.api.agent.LineQuality;
import io.roomfleet.api.agent.Load;
import io.roomfleet.orchestrator.platform.Json;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.testkit.typed.javadsl.BehaviorTestKit;
import org.junit.jupiter.api.Test;

class AgentConnectionTest {
  private static final Load LOAD = new Load(Instant.EPOCH, 1, 0.5, 2, 0, 1);
  private static final AudienceWindow WINDOW =
      new AudienceWindow(
          "r",
          "de",
          "boot",
          1_700_000_000,
          7,
          1,
          0,
          3,
          0,
          900,
          90,
          List.of(),
          Map.of("DE", 7),
          "VQ==",
          null,
          null,
          null,
          null);

  private final List<RegionCommand> ledger = new ArrayList<>();
  private final List<AgentMessage.Heartbeat> quality = new ArrayList<>();
  private final BehaviorTestKit<AgentConnection.Command> connection =
      BehaviorTestKit.create(
          AgentConnection.create(
              "a-1",
              ledger::add,
              message -> {},
              () -> {},
              (agent, region, beat) -> {
                assertThat(agent + " " + region).isEqualTo("a-1 eu-west");
                quality.add(beat);
              }));

  /** As it comes from the socket. */
  private void up(String json) {
    connection.run(new AgentConnection.Up(Json.read(json, AgentMessage.class)));
  }

  private void hello() {
    up(
        Json.write(
            new AgentMessage.Hello(
                "a-1",
                "eu-west",
                "1",
                URI.create("http://a-1"),
                new Capacity(4, 100, 10),
                List.of(),
                List.of())));
  }

  private AgentMessage.Heartbeat last() {
    return ((RegionCommand.AgentBeat) ledger.get(ledger.size() - 1)).beat();
  }

  @Test
  void shouldPassQualityToTelemetryAndTheRestToTheLedger() {
    hello();
    AgentMessage.Heartbeat beat =
        new AgentMessage.Heartbeat(
            3,
            LOAD,
            null,
            List.of(WINDOW),
            List.of(new LineQuality("r", "main", 2_000_000, 1, 500, 2, null, 1.0)),
            List.of(new EncoderQuality("t", 25.0, 1.0, 0, Instant.EPOCH, null, null)));
    up(Json.write(beat));
    assertThat(quality).containsExactly(beat);
    assertThat(last()).isEqualTo(new AgentMessage.Heartbeat(3, LOAD, null));
  }

  @Test
  void shouldTakeTheHeartbeatsOfOlderAgentsWhichSayNothingOfQuality() {
    hello();
    up("{\"type\":\"Heartbeat\",\"generation\":2,\"load\":null,\"assignments\":[]}");
    assertThat(quality).isEmpty();
    assertThat(last()).isEqualTo(new AgentMessage.Heartbeat(2, null, List.of()));
  }

  @Test
  void shouldTakeWindowsWithFieldsThatANewerAgentAdds() {
    hello();
    up(
        "{\"type\":\"Heartbeat\",\"generation\":2,\"audience\":[{\"roomId\":\"r\",\"subRoomId\":\"de\","
            + "\"bootId\":\"b\",\"windowStart\":5,\"viewers\":4,\"mood\":\"good\"}]}");
    AudienceWindow window = quality.get(0).audience().get(0);
    assertThat(window.viewers()).isEqualTo(4);
    assertThat(window.renditions()).isEmpty();
    assertThat(window.countries()).isEmpty();
  }

  @Test
  void shouldWriteAHeartbeatWithoutQualityAsItAlwaysWas() {
    assertThat(Json.write(new AgentMessage.Heartbeat(2, null, null)))
        .isEqualTo("{\"type\":\"Heartbeat\",\"generation\":2,\"load\":null,\"assignments\":null}");
  }
}
