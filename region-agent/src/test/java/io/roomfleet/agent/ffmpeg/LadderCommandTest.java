package io.roomfleet.agent.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.net.httpserver.HttpServer;
import io.roomfleet.agent.testing.TestFfmpeg;
import io.roomfleet.api.room.Rendition;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a ladder's ffmpeg makes of half a minute, which it gets at once. */
class LadderCommandTest {
  /** Odd, so that the last segment is cut short in all renditions and none has one more. */
  private static final int SECONDS = 27;

  private static final List<Rendition> LADDER =
      List.of(Rendition.P360, Rendition.P180, Rendition.AUDIO);

  @TempDir Path folder;
  private HttpServer line;

  @BeforeEach
  void serve() throws IOException {
    byte[] media =
        TestFfmpeg.output(
            "-t",
            "" + SECONDS,
            "-f",
            "lavfi",
            "-i",
            "testsrc2=size=320x180:rate=25",
            "-t",
            "" + SECONDS,
            "-f",
            "lavfi",
            "-i",
            "sine=sample_rate=48000",
            "-c:v",
            "libopenh264",
            "-b:v",
            "300k",
            "-g",
            "50",
            "-c:a",
            "aac",
            "-f",
            "mpegts",
            "-");
    line = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    line.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, media.length);
          exchange.getResponseBody().write(media);
          exchange.close();
        });
    line.start();
  }

  @AfterEach
  void stop() {
    line.stop(0);
  }

  @Test
  void theSegmentsOfAllRenditionsBeginTogetherThoseOfTheSoundToo() throws Exception {
    run();
    List<Double> picture = begins(Rendition.P180);
    assertThat(picture).hasSizeGreaterThan(10);
    for (int i = 1; i < picture.size(); i++) {
      assertThat(picture.get(i) - picture.get(i - 1))
          .as("segment %d", i)
          .isCloseTo(LadderCommand.SEGMENT_SECONDS, within(0.001));
    }
    assertThat(begins(Rendition.P360)).isEqualTo(picture);
    List<Double> sound = begins(Rendition.AUDIO);
    assertThat(sound).hasSameSizeAs(picture);
    for (int i = 0; i < sound.size(); i++) {
      assertThat(sound.get(i)).as("segment %d", i).isCloseTo(picture.get(i), within(0.1));
    }
  }

  private void run() throws Exception {
    for (Rendition rendition : LADDER) {
      Files.createDirectories(folder.resolve(rendition.label()));
    }
    URI input = URI.create("http://127.0.0.1:" + line.getAddress().getPort() + "/line.ts");
    ProcessBuilder builder =
        new ProcessBuilder(
                new LadderCommand(input, LADDER, 15, "run", true).arguments(TestFfmpeg.get()))
            .directory(folder.toFile())
            .inheritIO();
    TestFfmpeg.get().prepare(builder);
    Process process = builder.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
  }

  /** When each segment's first packet is, by the stamps in the segment. */
  private List<Double> begins(Rendition rendition) throws Exception {
    List<Double> times = new ArrayList<>();
    Path segment = segment(rendition, 0);
    while (Files.exists(segment)) {
      times.add(
          TestFfmpeg.probe(
                  "-select_streams",
                  rendition.hasVideo() ? "v" : "a",
                  "-read_intervals",
                  "%+#1",
                  "-show_entries",
                  "packet=pts_time",
                  segment.toString())
              .get("packets")
              .get(0)
              .get("pts_time")
              .asDouble());
      segment = segment(rendition, times.size());
    }
    return times;
  }

  private Path segment(Rendition rendition, int number) {
    return folder.resolve(rendition.label()).resolve("run-" + number + ".ts");
  }
}
