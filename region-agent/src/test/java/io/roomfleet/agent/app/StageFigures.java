package io.roomfleet.agent.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roomfleet.agent.testing.Await;
import io.roomfleet.agent.testing.LossyNetwork;
import io.roomfleet.agent.testing.Recording;
import io.roomfleet.agent.testing.StageBrowser;
import io.roomfleet.agent.testing.TestFfmpeg;
import io.roomfleet.api.agent.Assignment;
import io.roomfleet.api.agent.Canvas;
import io.roomfleet.api.agent.Phase;
import io.roomfleet.api.agent.Seat;
import io.roomfleet.api.agent.Source;
import io.roomfleet.api.room.LineInput;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Figures of a stage, for docs/benchmarks.md; no tests, and so none that runs by itself. What they
 * say is printed.
 */
class StageFigures {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Canvas CANVAS = new Canvas(640, 360, 25);
  private static final double TICKS_A_SECOND = 100;
  private static final int SECONDS = Integer.getInteger("seconds", 30);
  private static final int SESSIONS = Integer.getInteger("sessions", 2);

  @TempDir static Path folder;
  private FakeControlPlane control;
  private TestAgent agent;

  @BeforeEach
  void start() throws Exception {
    control = new FakeControlPlane();
    agent =
        new TestAgent(
            control,
            folder,
            "figures",
            21600,
            Map.of("roomfleet.agent.picture.width", 640, "roomfleet.agent.picture.height", 360));
  }

  @AfterEach
  void stop() {
    agent.close();
    control.close();
  }

  private static Seat seat(String id, double x, URI relay) {
    return new Seat(
        id, id, new Seat.Place(x, 0, 0.5, 1), false, new Seat.Input.Upstream(relay, null));
  }

  private static Assignment.Mix mix(String session, List<Seat> seats) {
    return new Assignment.Mix("mix/" + session, 1, session, "mix", seats, CANVAS, null);
  }

  /** Processor time by what it is spent for, seconds. */
  private static Map<String, Double> spent() throws Exception {
    Map<String, Double> all = new TreeMap<>();
    all.put("this program", ticks(ProcessHandle.current().pid()) / TICKS_A_SECOND);
    for (ProcessHandle each : ProcessHandle.current().descendants().toList()) {
      String words = Files.readString(Path.of("/proc/" + each.pid() + "/cmdline"));
      String what =
          words.contains("/seat-") ? "decoders" : words.contains("pipe:0") ? "encoders" : "others";
      all.merge(what, ticks(each.pid()) / TICKS_A_SECOND, Double::sum);
    }
    return all;
  }

  private static double ticks(long pid) throws Exception {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    String[] part = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return Double.parseDouble(part[11]) + Double.parseDouble(part[12]);
  }

  /** Cores, by what they are used for. */
  private static Map<String, Double> used(Duration span) throws Exception {
    long begun = System.nanoTime();
    Map<String, Double> before = spent();
    Await.pass(span);
    double seconds = (System.nanoTime() - begun) / 1e9;
    Map<String, Double> used = new TreeMap<>();
    spent()
        .forEach((what, now) -> used.put(what, (now - before.getOrDefault(what, 0.0)) / seconds));
    return used;
  }

  @Test
  void cores() throws Exception {
    List<Assignment> all = new ArrayList<>();
    all.add(TestAgent.relay(1, "a", new Source.Test("A")));
    all.add(TestAgent.relay(1, "b", new Source.Test("B")));
    control.desire(all.toArray(Assignment[]::new));
    agent.await("relay/a/main", Phase.RUNNING);
    agent.await("relay/b/main", Phase.RUNNING);
    Await.pass(Duration.ofSeconds(8));
    Map<String, Double> without = used(Duration.ofSeconds(SECONDS));
    for (int i = 0; i < SESSIONS; i++) {
      all.add(
          mix(
              "s" + i,
              List.of(
                  seat("a", 0, agent.media("/relay/a/main.ts")),
                  seat("b", 0.5, agent.media("/relay/b/main.ts")))));
    }
    control.desire(all.toArray(Assignment[]::new));
    for (int i = 0; i < SESSIONS; i++) {
      String id = "mix/s" + i;
      Await.until(SOON, id, () -> control.state(id).input() == LineInput.LIVE);
    }
    Await.pass(Duration.ofSeconds(8));
    Map<String, Double> with = used(Duration.ofSeconds(SECONDS));
    double sum = 0;
    for (Map.Entry<String, Double> each : with.entrySet()) {
      double more = (each.getValue() - without.getOrDefault(each.getKey(), 0.0)) / SESSIONS;
      sum += more;
      System.out.printf("%s: %.3f cores a session%n", each.getKey(), more);
    }
    System.out.printf("%d sessions: %.3f cores each, %.1f a core%n", SESSIONS, sum, 1 / sum);
  }

  /** Of an RTMP host: a flash and a beep every two seconds. */
  @Test
  void offset() throws Exception {
    Assignment.Relay line = TestAgent.relay(1, "a", new Source.Rtmp("key-for-the-bench"));
    control.desire(line);
    URI to =
        Await.value(SOON, "listens", () -> control.state("relay/a/main").ingestUrl(), u -> true);
    Process publisher =
        TestFfmpeg.start(
            "-re",
            "-f",
            "lavfi",
            "-i",
            "color=black:size=640x360:rate=25,noise=alls=10:allf=t,drawbox=c=white:t=fill:enable='lt(mod(t,2),0.12)'",
            "-re",
            "-f",
            "lavfi",
            "-i",
            "aevalsrc='0.5*sin(2*PI*1000*t)*lt(mod(t,2),0.12)':s=48000",
            "-c:v",
            "libopenh264",
            "-b:v",
            "800k",
            "-g",
            "25",
            "-threads",
            "1",
            "-c:a",
            "aac",
            "-f",
            "flv",
            to.toString());
    control.desire(
        line,
        mix(
            "s0",
            List.of(
                seat("a", 0, agent.media("/relay/a/main.ts")),
                seat("b", 0.5, agent.media("/relay/a/main.ts")))));
    Await.until(SOON, "comes", () -> control.state("mix/s0").stage().seats().get(0).comes());
    Await.pass(Duration.ofSeconds(5));
    look(
        Map.of("the line", "/relay/a/main.ts", "the mix", "/relay/s0/mix.ts"),
        publisher::destroyForcibly);
  }

  /**
   * At the same time, by what they are called.
   *
   * @param recorded what is done before the recordings are looked at, which takes processors
   */
  private void look(Map<String, String> relays, Runnable recorded) throws Exception {
    Map<String, Recording> recordings = new TreeMap<>();
    for (Map.Entry<String, String> each : relays.entrySet()) {
      Path file = folder.resolve("offset-" + recordings.size() + ".ts");
      recordings.put(each.getKey(), new Recording(agent.media(each.getValue()), file));
    }
    Await.pass(Duration.ofSeconds(SECONDS));
    for (Recording recording : recordings.values()) {
      recording.pass(Duration.ZERO);
      recording.close();
    }
    recorded.run();
    control.desire();
    for (Map.Entry<String, Recording> each : recordings.entrySet()) {
      double[] all = offsets(each.getValue().file());
      System.out.printf(
          "%s: sound after picture, ms: median %.0f, least %.0f, most %.0f (%d flashes in %d s)%n",
          each.getKey(), all[all.length / 2], all[0], all[all.length - 1], all.length, SECONDS);
    }
  }

  private static double[] offsets(Path file) throws Exception {
    List<Double> flashes = new ArrayList<>();
    List<Double> beeps = new ArrayList<>();
    JsonNode video =
        TestFfmpeg.probe(
                "-f",
                "lavfi",
                "movie=" + file + ":s=dv,crop=64:64:32:200,signalstats",
                "-show_entries",
                "frame=pts_time:frame_tags=lavfi.signalstats.YAVG")
            .get("frames");
    boolean lit = true;
    for (JsonNode frame : video) {
      boolean now = frame.at("/tags/lavfi.signalstats.YAVG").asDouble() > 120;
      if (now && !lit) {
        flashes.add(frame.path("pts_time").asDouble());
      }
      lit = now;
    }
    JsonNode audio =
        TestFfmpeg.probe(
                "-f",
                "lavfi",
                "amovie="
                    + file
                    + ":s=da,asetnsamples=n=48:p=0,astats=metadata=1:reset=1:measure_perchannel=none:measure_overall=Peak_level",
                "-show_entries",
                "frame=pts_time:frame_tags=lavfi.astats.Overall.Peak_level")
            .get("frames");
    boolean loud = true;
    double quietSince = 0;
    for (JsonNode frame : audio) {
      double at = frame.path("pts_time").asDouble();
      double peak = frame.at("/tags/lavfi.astats.Overall.Peak_level").asDouble(-99);
      boolean now = peak > -30;
      if (now && !loud && at - quietSince > 0.5) {
        beeps.add(at);
      }
      if (now) {
        quietSince = at;
      }
      loud = now;
    }
    return flashes.stream()
        .mapToDouble(
            flash ->
                beeps.stream()
                    .mapToDouble(beep -> (beep - flash) * 1000)
                    .reduce(1e9, (a, b) -> Math.abs(b) < Math.abs(a) ? b : a))
        .filter(offset -> Math.abs(offset) < 900)
        .sorted()
        .toArray();
  }

  private URI people() throws Exception {
    List<Seat> seats = new ArrayList<>();
    for (String id : List.of("anna", "ben")) {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
      seats.add(
          new Seat(
              id,
              id,
              new Seat.Place(seats.size() * 0.5, 0, 0.5, 1),
              false,
              new Seat.Input.WebRtc(HexFormat.of().formatHex(hash))));
    }
    control.desire(mix("s0", seats));
    return Await.value(SOON, "open", () -> control.state("mix/s0").stage().url(), u -> true);
  }

  private void awaitAnna() {
    Await.until(SOON, "comes", () -> control.state("mix/s0").stage().seats().get(0).comes());
  }

  /** Of a browser: its flash and its beep begin with the same line of its script. */
  @Test
  void offsetOfBrowser() throws Exception {
    String stage = people().toString();
    try (StageBrowser anna = StageBrowser.start()) {
      anna.publish(stage, "anna", "anna", "flash", 1000, true);
      awaitAnna();
      Await.pass(Duration.ofSeconds(5));
      look(Map.of("a browser in the mix", "/relay/s0/mix.ts"), () -> {});
    }
  }

  /** The same with hosts whose lines lose packets, and take 50 ms each way. */
  @Test
  void glassUnderLoss() throws Exception {
    for (String each : System.getProperty("loss", "0:0 0:50 3:50 10:50").split(" ")) {
      double loss = Double.parseDouble(each.split(":")[0]) / 100;
      long delay = Long.parseLong(each.split(":")[1]);
      String stage = people().toString();
      try (LossyNetwork one = new LossyNetwork(loss, delay, 5);
          LossyNetwork two = new LossyNetwork(loss, delay, 6);
          StageBrowser anna = StageBrowser.start(one);
          StageBrowser ben = StageBrowser.start(two)) {
        Await.until(
            SOON,
            "publishes",
            () -> anna.publish(stage, "anna", "anna", "clock", 300, true).equals("published"));
        awaitAnna();
        Await.until(
            SOON,
            "publishes too",
            () -> ben.publish(stage, "ben", "ben", "clock", 500, true).equals("published"));
        Await.until(
            SOON, "watches", () -> ben.watch(stage, "ben", "ben", "anna").equals("watches"));
        Await.until(
            SOON, "is watched", () -> anna.watch(stage, "anna", "anna", "ben").equals("watches"));
        Await.until(SOON, "seen", () -> !ben.seen().equals("nothing"));
        Await.pass(Duration.ofSeconds(10));
        JsonNode seen = JSON.readTree(ben.look(SECONDS));
        double[] all =
            Arrays.stream(seen.path("lags").asText().split(" "))
                .mapToDouble(Double::parseDouble)
                .sorted()
                .toArray();
        double minutes = seen.path("minutes").asDouble();
        System.out.printf(
            "FIGURE %.0f %% lost, %d ms each way: glass to glass, ms: median %.0f, 10th percentile %.0f, 90th"
                + " %.0f (%d pictures); frozen %.2f s a minute (%.1f times), longest without a picture"
                + " %.0f ms; sound concealed %.2f %%%n",
            100 * loss,
            delay,
            all[all.length / 2],
            all[all.length / 10],
            all[all.length * 9 / 10],
            all.length,
            seen.path("frozen").asDouble() / minutes,
            seen.path("freezes").asDouble() / minutes,
            seen.path("longest").asDouble(),
            100.0 * seen.path("concealed").asDouble() / seen.path("samples").asDouble());
        System.out.printf(
            "FIGURE the agent says of anna: %s; lines: %s, %s; %s%n",
            control.state("mix/s0").stage().seats().get(0).webRtc(),
            one.inWords(),
            two.inWords(),
            ((ObjectNode) seen).without("lags"));
      }
    }
  }

  /** From the clock drawn in one browser to the picture of it shown in another. */
  @Test
  void glass() throws Exception {
    String stage = people().toString();
    try (StageBrowser anna = StageBrowser.start();
        StageBrowser ben = StageBrowser.start()) {
      anna.publish(stage, "anna", "anna", "clock", 300, true);
      awaitAnna();
      Await.until(SOON, "watches", () -> ben.watch(stage, "ben", "ben", "anna").equals("watches"));
      Await.until(SOON, "seen", () -> !ben.seen().equals("nothing"));
      Await.pass(Duration.ofSeconds(5));
      double[] all =
          Arrays.stream(ben.lags(SECONDS).split(" "))
              .mapToDouble(Double::parseDouble)
              .sorted()
              .toArray();
      System.out.printf(
          "glass to glass, ms: median %.0f, 10th percentile %.0f, 90th %.0f (%d pictures)%n",
          all[all.length / 2], all[all.length / 10], all[all.length * 9 / 10], all.length);
    }
  }
}
