package io.roomfleet.agent.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.agent.testing.Await;
import io.roomfleet.agent.testing.LossyNetwork;
import io.roomfleet.agent.testing.StageBrowser;
import io.roomfleet.api.agent.Assignment;
import io.roomfleet.api.agent.Canvas;
import io.roomfleet.api.agent.Seat;
import io.roomfleet.api.agent.StageState.SeatState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A Chromium whose line loses a tenth of the packets and takes 60 ms each way, on a real stage. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StageLossTest {
  private static final Duration SOON = Duration.ofSeconds(120);

  private final LossyNetwork network = new LossyNetwork(0.1, 60, 3);
  @TempDir static Path folder;
  private FakeControlPlane control;
  private TestAgent agent;
  private StageBrowser anna;

  @BeforeAll
  void start() throws Exception {
    StageBrowser.needJanus();
    anna = StageBrowser.start(network);
    control = new FakeControlPlane();
    agent = new TestAgent(control, folder, "loss", 21700);
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest("token".getBytes(StandardCharsets.UTF_8));
    control.desire(
        new Assignment.Mix(
            "mix/s1",
            1,
            "s1",
            Assignment.Mix.LINE,
            List.of(
                new Seat(
                    "anna",
                    "anna",
                    new Seat.Place(0, 0, 1, 1),
                    false,
                    new Seat.Input.WebRtc(HexFormat.of().formatHex(hash)))),
            new Canvas(320, 180, 25),
            null));
    String stage =
        Await.value(SOON, "open", () -> control.state("mix/s1").stage().url(), u -> true)
            .toString();
    Await.until(
        SOON,
        "publishes",
        () -> anna.publish(stage, "anna", "token", "#e02020", 300, true).equals("published"));
    Await.until(SOON, "comes", () -> seat().comes());
    Await.until(
        SOON, "watches", () -> anna.watch(stage, "anna", "token", "anna").equals("watches"));
  }

  @AfterAll
  void stop() {
    if (agent != null) {
      agent.close();
      control.close();
    }
    if (anna != null) {
      anna.close();
    }
    network.close();
  }

  private SeatState seat() {
    return control.state("mix/s1").stage().seats().get(0);
  }

  @Test
  void whatIsLostAndHowLongItTakesIsReported() {
    Await.until(
        SOON,
        "loss",
        () -> seat().webRtc() != null && seat().webRtc().loss() > 0.05 && seat().webRtc().loss() < 0.2);
    Await.until(
        SOON,
        "round trip",
        () -> seat().webRtc().roundTripMillis() != null && seat().webRtc().roundTripMillis() >= 120);
    assertThat(seat().comes()).as("it goes on").isTrue();
  }

  @Test
  void whatMakesLossGoodIsAgreedOn() {
    assertThat(anna.agreed().lines())
        .anyMatch(line -> line.matches("a=rtcp-fb:\\d+ nack"))
        .anyMatch(line -> line.matches("a=rtcp-fb:\\d+ nack pli"))
        .anyMatch(line -> line.matches("a=rtcp-fb:\\d+ transport-cc"))
        .anyMatch(line -> line.startsWith("a=fmtp:") && line.contains("useinbandfec=1"));
  }
}
