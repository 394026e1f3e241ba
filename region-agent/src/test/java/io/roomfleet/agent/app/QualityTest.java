package io.roomfleet.agent.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.net.httpserver.HttpServer;
import io.roomfleet.agent.testing.Await;
import io.roomfleet.agent.testing.TestFfmpeg;
import io.roomfleet.api.agent.AgentMessage;
import io.roomfleet.api.agent.AudienceWindow;
import io.roomfleet.api.agent.EncoderQuality;
import io.roomfleet.api.agent.LineQuality;
import io.roomfleet.api.agent.Phase;
import io.roomfleet.api.agent.Source;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real agent encodes a line that turns black, stands still and falls silent, and says so. */
class QualityTest {
  private static final String LADDER = "transcode/promo/de-de";

  @TempDir static Path folder;
  private FakeControlPlane control;
  private HttpServer line;
  private TestAgent agent;

  @BeforeEach
  void start() throws Exception {
    byte[] first =
        stream(
            0,
            "testsrc2=s=320x180:r=25:d=6,format=yuv420p[a];color=black:s=320x180:r=25:d=8,"
                + "format=yuv420p[b];[a][b]concat=n=2",
            "sine=r=48000:d=6[a];anullsrc=r=48000:cl=mono:d=8[b];[a][b]concat=n=2:v=0:a=1");
    // Of another size and rate, as another line may be: ffmpeg makes its filters anew for it.
    byte[] rest = stream(14, "testsrc2=s=640x360:r=25:d=60,format=yuv420p", "sine=r=44100:d=60");
    byte[] media = Arrays.copyOf(first, first.length + rest.length);
    System.arraycopy(rest, 0, media, first.length, rest.length);
    line = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    line.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, media.length);
          exchange.getResponseBody().write(media);
          exchange.close();
        });
    line.start();
    control = new FakeControlPlane();
    agent = new TestAgent(control, folder, "quality", 21100);
  }

  private static byte[] stream(int offset, String picture, String sound) throws Exception {
    return TestFfmpeg.output(
        "-f",
        "lavfi",
        "-i",
        picture,
        "-f",
        "lavfi",
        "-i",
        sound,
        "-c:v",
        "libopenh264",
        "-b:v",
        "300k",
        "-g",
        "25",
        "-c:a",
        "aac",
        "-output_ts_offset",
        String.valueOf(offset),
        "-f",
        "mpegts",
        "-");
  }

  @AfterEach
  void stop() {
    agent.close();
    control.close();
    line.stop(0);
  }

  private EncoderQuality encoder() {
    return control.beats().stream()
        .map(AgentMessage.Heartbeat::encoderQuality)
        .filter(Objects::nonNull)
        .flatMap(List::stream)
        .filter(quality -> quality.assignmentId().equals(LADDER))
        .reduce((earlier, later) -> later)
        .orElse(null);
  }

  private LineQuality line() {
    return control.beats().stream()
        .map(AgentMessage.Heartbeat::lineQuality)
        .filter(Objects::nonNull)
        .flatMap(List::stream)
        .reduce((earlier, later) -> later)
        .orElse(null);
  }

  private EncoderQuality awaitEncoder(String what, Predicate<EncoderQuality> wanted) {
    return Await.value(TestAgent.SOON, what, this::encoder, q -> q != null && wanted.test(q));
  }

  @Test
  void whatAnEncoderSeesAndHowALineComesInAndWhoWatchesIsInTheHeartbeats() throws Exception {
    control.desire(
        TestAgent.relay(
            1,
            "promo",
            new Source.Pull(
                URI.create("http://127.0.0.1:" + line.getAddress().getPort() + "/line.ts"))),
        TestAgent.transcode(1, "promo", "de-de", TestAgent.SMALL, null));
    agent.await(LADDER, Phase.RUNNING);
    awaitEncoder("figures of the encoder", q -> q.fps() != null && q.speed() != null);
    awaitEncoder(
        "moving and loud",
        q -> q.blackSince() == null && q.frozenSince() == null && q.silentSince() == null);
    EncoderQuality black =
        awaitEncoder(
            "black, still and silent",
            q -> q.blackSince() != null && q.frozenSince() != null && q.silentSince() != null);
    Instant now = Instant.now();
    for (Instant since : List.of(black.blackSince(), black.frozenSince(), black.silentSince())) {
      assertThat(Duration.between(since, now))
          .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(8));
    }
    LineQuality comesIn = line();
    assertThat(comesIn.bitrate()).isBetween(10_000L, 3_000_000L);
    assertThat(comesIn.continuityErrors()).isZero();
    assertThat(comesIn.avOffsetMillis()).isCloseTo(0, within(300));
    EncoderQuality after =
        awaitEncoder(
            "moving and loud again",
            q -> q.blackSince() == null && q.frozenSince() == null && q.silentSince() == null);
    assertThat(after.fps()).isCloseTo(25, within(8.0));
    assertThat(after.speed()).isCloseTo(1, within(0.3));

    String playlist = agent.get(agent.media("/hls/promo/de-de/180p/index.m3u8"));
    String segment = playlist.lines().filter(l -> l.endsWith(".ts")).findFirst().orElseThrow();
    agent.get(agent.media("/hls/promo/de-de/master.m3u8?CMCD=sid%3D%22me%22"));
    agent.get(agent.media("/hls/promo/de-de/180p/" + segment + "?CMCD=sid%3D%22me%22%2Cbl%3D700"));
    AudienceWindow window =
        Await.value(
            TestAgent.SOON,
            "an audience",
            () ->
                control.beats().stream()
                    .map(AgentMessage.Heartbeat::audience)
                    .filter(Objects::nonNull)
                    .flatMap(List::stream)
                    .filter(w -> w.joinMillis() != null)
                    .findFirst()
                    .orElse(null),
            Objects::nonNull);
    assertThat(window.roomId() + "/" + window.subRoomId()).isEqualTo("promo/de-de");
    assertThat(window.viewers()).isGreaterThanOrEqualTo(1);
    assertThat(window.bufferMillis()).isNotNull();
    assertThat(window.renditions()).extracting("rendition").contains("180p");
  }
}
