package io.roomfleet.agent.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.roomfleet.agent.testing.Await;
import io.roomfleet.agent.testing.TestFfmpeg;
import io.roomfleet.api.agent.AssignmentState;
import io.roomfleet.api.agent.Phase;
import io.roomfleet.api.agent.Source;
import io.roomfleet.api.room.Ladder;
import io.roomfleet.api.room.LineInput;
import io.roomfleet.api.room.Rendition;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** From a desired test source to HLS that ffprobe takes apart. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MediaEndToEndTest {
  private static final Ladder LADDER =
      new Ladder(null, List.of(Rendition.P360, Rendition.P180, Rendition.AUDIO), 25);
  private static final Pattern BANDWIDTH = Pattern.compile("[:,]BANDWIDTH=(\\d+)");

  @TempDir static Path folder;
  private FakeControlPlane control;
  private TestAgent agent;
  private AssignmentState ladder;

  @BeforeAll
  void start() throws Exception {
    control = new FakeControlPlane();
    agent = new TestAgent(control, folder, "media", 21000);
    control.desire(
        TestAgent.relay(1, "promo", new Source.Test("It's 50% off: [now]")),
        TestAgent.transcode(1, "promo", "de-de", LADDER, null));
    ladder = agent.await("transcode/promo/de-de", Phase.RUNNING);
    agent.await("relay/promo/main", Phase.RUNNING);
  }

  @AfterAll
  void stop() {
    agent.close();
    control.close();
  }

  @Test
  void everyRenditionOfTheMasterPlaylistHasItsStreams() throws Exception {
    JsonNode programs =
        TestFfmpeg.probe("-show_programs", "-show_streams", String.valueOf(ladder.hlsUrl()))
            .get("programs");
    assertThat(programs).hasSize(3);
    assertThat(kinds(programs.get(0))).containsExactlyInAnyOrder("video 640x360", "audio 48000/2");
    assertThat(kinds(programs.get(1))).containsExactlyInAnyOrder("video 320x180", "audio 48000/2");
    assertThat(kinds(programs.get(2))).containsExactly("audio 48000/2");
  }

  private static List<String> kinds(JsonNode program) {
    List<String> kinds = new ArrayList<>();
    for (JsonNode s : program.get("streams")) {
      kinds.add(
          s.get("codec_type").asText().equals("video")
              ? "video " + s.get("width").asInt() + "x" + s.get("height").asInt()
              : "audio " + s.get("sample_rate").asText() + "/" + s.get("channels").asInt());
    }
    return kinds;
  }

  @Test
  void theMasterPlaylistPromisesWhatTheStreamsAre() throws Exception {
    String master = agent.get(ladder.hlsUrl());
    assertThat(master.lines().filter(l -> l.startsWith("#EXT-X-STREAM-INF")))
        .satisfiesExactly(
            v ->
                assertThat(v)
                    .contains("RESOLUTION=640x360", "FRAME-RATE=25.000", "AVERAGE-BANDWIDTH=")
                    .containsPattern("CODECS=\"avc1\\.[0-9A-F]{6},mp4a\\.40\\.2\""),
            v -> assertThat(v).contains("RESOLUTION=320x180", "FRAME-RATE=25.000"),
            v -> assertThat(v).contains("CODECS=\"mp4a.40.2\"").doesNotContain("RESOLUTION"));
  }

  @Test
  void noSegmentIsLargerThanTheBandwidthThatIsPromised() throws Exception {
    Await.until(TestAgent.SOON, "6 segments", () -> segments("360p").size() >= 6);
    Matcher promised = BANDWIDTH.matcher(agent.get(ladder.hlsUrl()));
    for (String rendition : List.of("360p", "180p", "audio")) {
      assertThat(promised.find()).isTrue();
      double peak = 0;
      for (Map.Entry<Path, Double> segment : segments(rendition).entrySet()) {
        peak = Math.max(peak, Files.size(segment.getKey()) * 8 / segment.getValue());
      }
      assertThat(peak).as(rendition).isPositive();
      assertThat(Double.parseDouble(promised.group(1))).as(rendition).isGreaterThanOrEqualTo(peak);
    }
  }

  @Test
  void keyFramesBeginTheSegmentsOfAllRenditionsTogether() throws Exception {
    Await.until(TestAgent.SOON, "5 segments", () -> segments("180p").size() >= 5);
    List<Double> large = keyFrames("360p");
    List<Double> small = keyFrames("180p");
    int common = Math.min(large.size(), small.size());
    assertThat(common).isGreaterThanOrEqualTo(4);
    assertThat(large.subList(0, common)).isEqualTo(small.subList(0, common));
    for (int i = 1; i < common; i++) {
      assertThat(large.get(i) - large.get(i - 1)).isCloseTo(2.0, within(0.001));
    }
  }

  /** When each segment's first picture is, which must be a key frame. */
  private List<Double> keyFrames(String rendition) throws Exception {
    List<Double> times = new ArrayList<>();
    for (Path segment : segments(rendition).keySet()) {
      JsonNode first =
          TestFfmpeg.probe(
                  "-select_streams",
                  "v",
                  "-read_intervals",
                  "%+#1",
                  "-show_entries",
                  "packet=pts_time,flags",
                  segment.toString())
              .get("packets")
              .get(0);
      assertThat(first.get("flags").asText()).startsWith("K");
      times.add(first.get("pts_time").asDouble());
    }
    return times;
  }

  /** Segments of the playlist with their lengths, in order. */
  private Map<Path, Double> segments(String rendition) throws Exception {
    Path dir = agent.hls("promo", "de-de").resolve(rendition);
    Map<Path, Double> segments = new TreeMap<>();
    double seconds = 0;
    for (String line : Files.readAllLines(dir.resolve("index.m3u8"))) {
      if (line.startsWith("#EXTINF:")) {
        seconds = Double.parseDouble(line.substring(8, line.length() - 1));
      } else if (!line.startsWith("#")) {
        segments.put(dir.resolve(line), seconds);
      }
    }
    return segments;
  }

  @Test
  void aDesiredThatSaysTheSameTouchesNothing() {
    long generation = control.agentGeneration;
    control.desire(
        TestAgent.relay(1, "promo", new Source.Test("It's 50% off: [now]")),
        TestAgent.transcode(1, "promo", "de-de", LADDER, null));
    Await.until(TestAgent.SOON, "the new generation", () -> control.agentGeneration > generation);
    assertThat(control.state(ladder.assignmentId()).pid()).isEqualTo(ladder.pid());
    assertThat(control.state(ladder.assignmentId()).restarts()).isZero();
    assertThat(control.state("relay/promo/main").input()).isEqualTo(LineInput.LIVE);
  }

  @Test
  void anotherAgentReadsTheRelayAndGoesOnWhenItsUpstreamChanges(@TempDir Path second)
      throws Exception {
    try (FakeControlPlane control2 = new FakeControlPlane();
        TestAgent reader = new TestAgent(control2, second, "reader", 21010)) {
      control2.desire(TestAgent.transcode(1, "promo", "en-us", TestAgent.SMALL, null));
      AssignmentState slate = reader.await("transcode/promo/en-us", Phase.RUNNING);
      URI relay = agent.media("/relay/promo/main.ts");
      control2.desire(TestAgent.transcode(1, "promo", "en-us", TestAgent.SMALL, relay));
      Await.until(
          TestAgent.SOON,
          "the relay is read",
          () ->
              Files.size(newest(reader.hls("promo", "en-us").resolve("180p")))
                  > 1.3 * Files.size(oldest(reader.hls("promo", "en-us").resolve("180p"))));
      AssignmentState live = control2.state("transcode/promo/en-us");
      assertThat(live.pid()).isEqualTo(slate.pid());
      assertThat(live.phase()).isEqualTo(Phase.RUNNING);
      Await.until(
          TestAgent.SOON,
          "egress is counted",
          () -> control.loads.get(control.loads.size() - 1).egressMbps() > 0.1);
    }
  }

  private static Path newest(Path dir) throws Exception {
    List<Path> files = sorted(dir);
    return files.get(files.size() - 1);
  }

  private static Path oldest(Path dir) throws Exception {
    return sorted(dir).get(0);
  }

  private static List<Path> sorted(Path dir) throws Exception {
    try (var files = Files.list(dir)) {
      return files.filter(f -> f.toString().endsWith(".ts")).sorted().toList();
    }
  }

  @Test
  void theLoadIsMeasured() {
    Await.until(
        Duration.ofSeconds(10),
        "a load with all in it",
        () -> {
          var load = control.loads.get(control.loads.size() - 1);
          return load.cpuCores() > 0.01
              && load.machineCpu() > 0
              && load.processes() == 2
              && load.transcodeUnits() > 0.2;
        });
  }
}
