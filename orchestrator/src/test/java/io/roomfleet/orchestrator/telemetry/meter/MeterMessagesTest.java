package io.roomfleet.orchestrator.telemetry.meter;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.roomfleet.orchestrator.telemetry.meter.MeterCommand.Heard;
import io.roomfleet.orchestrator.telemetry.meter.MeterCommand.Opened;
import io.roomfleet.orchestrator.telemetry.meter.MeterCommand.Recent;
import io.roomfleet.orchestrator.telemetry.meter.MeterCommand.Wake;
import io.roomfleet.orchestrator.telemetry.meter.MeterCommand.Windows;
import io.roomfleet.orchestrator.telemetry.meter.Rollups.Rollup;
import java.util.List;
import java.util.UUID;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What goes to and from a Meter on another node arrives as it was sent. */
class MeterMessagesTest {
  private final ActorTestKit kit =
      ActorTestKit.create(
          ConfigFactory.parseString(
                  "pekko.actor.serialization-bindings"
                      + " { \"io.roomfleet.orchestrator.platform.ClusterMessage\" = jackson-cbor }")
              .withFallback(ConfigFactory.load()));

  @AfterEach
  void stop() {
    kit.shutdownTestKit();
  }

  private <T> T sent(T message) {
    return kit.serializationTestKit().verifySerialization(message, false);
  }

  @Test
  void commandsArrive() {
    Heard heard = sent(new Heard(17, new UUID(1, 2), new byte[] {1, 2, 3}));
    assertThat(heard.bucket()).isEqualTo(17);
    assertThat(heard.batch()).isEqualTo(new UUID(1, 2));
    assertThat(heard.rows()).containsExactly(1, 2, 3);
    var windows = kit.createTestProbe(Windows.class).ref();
    assertThat(sent(new Recent(1, 2, windows))).isEqualTo(new Recent(1, 2, windows));
    var opened = kit.createTestProbe(Opened.class).ref();
    assertThat(sent(new MeterCommand.Open(opened))).isEqualTo(new MeterCommand.Open(opened));
    assertThat(sent(Wake.WAKE)).isEqualTo(Wake.WAKE);
  }

  @Test
  void answersArrive() {
    assertThat(sent(new Opened())).isEqualTo(new Opened());
    Windows windows = sent(new Windows(7, List.of(new Rollup(10, 3, new byte[] {9})), 60));
    assertThat(windows.openFrom()).isEqualTo(7);
    assertThat(windows.upTo()).isEqualTo(60);
    assertThat(windows.windows().get(0).windows()).containsExactly(9);
  }
}
