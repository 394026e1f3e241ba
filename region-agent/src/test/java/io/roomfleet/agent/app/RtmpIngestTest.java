package io.roomfleet.agent.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.roomfleet.agent.testing.Await;
import io.roomfleet.agent.testing.TestFfmpeg;
import io.roomfleet.api.agent.Assignment;
import io.roomfleet.api.agent.AssignmentState;
import io.roomfleet.api.agent.Phase;
import io.roomfleet.api.agent.Source;
import io.roomfleet.api.room.LineInput;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Publishers who know nothing of us come and go, while a sub-room's encoder runs on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RtmpIngestTest {
  private static final String RELAY = "relay/show/main";
  private static final String LADDER = "transcode/show/de-de";
  private static final int SWITCHES = 5;

  @TempDir static Path folder;
  private FakeControlPlane control;
  private TestAgent agent;
  private URI ingest;

  @BeforeAll
  void start() throws Exception {
    control = new FakeControlPlane();
    agent = new TestAgent(control, folder, "ingest", 21020);
    control.desire(desired());
    agent.await(LADDER, Phase.RUNNING);
    ingest = agent.await(RELAY, Phase.RUNNING).ingestUrl();
  }

  private static Assignment[] desired() {
    return new Assignment[] {
      TestAgent.relay(1, "show", new Source.Rtmp("key-123")),
      TestAgent.transcode(1, "show", "de-de", TestAgent.SMALL, null)
    };
  }

  @AfterAll
  void stop() {
    agent.close();
    control.close();
  }

  private void await(LineInput input) {
    Await.until(TestAgent.SOON, "on air: " + input, () -> control.state(RELAY).input() == input);
  }

  @Test
  void fivePublishersComeAndGoAndTheHlsLastsAsLongAsTheClock() throws Exception {
    AssignmentState before = control.state(LADDER);
    Await.until(TestAgent.SOON, "two segments", () -> segments().size() >= 2);
    Segment first = segments().get(segments().size() - 1);
    for (int i = 0; i < SWITCHES; i++) {
      Process publisher = TestFfmpeg.publish(ingest.toString(), i != 1);
      try {
        await(LineInput.LIVE);
        Await.pass(Duration.ofSeconds(2));
      } finally {
        // Three leave as a program does, two as a machine that loses its power.
        if (i % 2 == 0) {
          publisher.destroy();
        } else {
          publisher.destroyForcibly();
        }
        publisher.waitFor(5, TimeUnit.SECONDS);
      }
      await(LineInput.SLATE);
    }
    List<Segment> all = segments();
    Segment last = all.get(all.size() - 1);
    double media = 0;
    for (Segment segment : all) {
      if (segment.written() > first.written()) {
        media += segment.seconds();
      }
    }
    assertThat(media).isGreaterThan(SWITCHES * 2.0);
    assertThat(media).isCloseTo((last.written() - first.written()) / 1000.0, within(0.5));
    AssignmentState after = control.state(LADDER);
    assertThat(after.pid()).isEqualTo(before.pid());
    assertThat(after.restarts()).isZero();
    assertThat(control.state(RELAY).phase()).isEqualTo(Phase.RUNNING);
    assertThat(control.state(RELAY).ingestUrl()).isEqualTo(ingest);
  }

  /** A segment that is in the playlist or has been: the playlist's window is half a minute. */
  private record Segment(String name, double seconds, long written) {}

  private final List<Segment> seen = new ArrayList<>();

  private List<Segment> segments() throws IOException {
    Path dir = agent.hls("show", "de-de").resolve("180p");
    double seconds = 0;
    for (String line : Files.readAllLines(dir.resolve("index.m3u8"))) {
      if (line.startsWith("#EXTINF:")) {
        seconds = Double.parseDouble(line.substring(8, line.length() - 1));
      } else if (!line.startsWith("#")) {
        String name = line;
        if (seen.stream().noneMatch(s -> s.name().equals(name))) {
          long written = Files.getLastModifiedTime(dir.resolve(name)).toMillis();
          seen.add(new Segment(name, seconds, written));
        }
      }
    }
    return seen;
  }

  @Test
  void aPublisherWithTheWrongKeyIsTurnedAwayAndTheRightOneGetsIn() throws Exception {
    String wrong = ingest.toString().replace("key-123", "key-999");
    Process stranger = TestFfmpeg.publish(wrong, true);
    assertThat(stranger.waitFor(20, TimeUnit.SECONDS)).as("it is sent away").isTrue();
    assertThat(control.state(RELAY).input()).isEqualTo(LineInput.SLATE);
    Process publisher = TestFfmpeg.publish(ingest.toString(), true);
    try {
      await(LineInput.LIVE);
    } finally {
      publisher.destroyForcibly().waitFor();
    }
    await(LineInput.SLATE);
    assertThat(control.states().toString()).doesNotContain("key-999");
  }

  @Test
  void portScannersAndSilentCallersDoNotStandInThePublishersWay() throws Exception {
    List<Socket> silent = new ArrayList<>();
    try {
      for (int i = 0; i < 5; i++) {
        silent.add(new Socket(ingest.getHost(), ingest.getPort()));
        try (Socket scanner = new Socket(ingest.getHost(), ingest.getPort())) {
          scanner.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes("US-ASCII"));
        }
      }
      Long pid = control.state(RELAY).pid();
      Process publisher = TestFfmpeg.publish(ingest.toString(), true);
      try {
        await(LineInput.LIVE);
        assertThat(control.state(RELAY).pid()).isEqualTo(pid);
      } finally {
        publisher.destroyForcibly().waitFor();
      }
      await(LineInput.SLATE);
    } finally {
      for (Socket socket : silent) {
        socket.close();
      }
    }
  }
}
