package io.roomfleet.agent.app;

import com.fasterxml.jackson.databind.JsonNode;
import io.roomfleet.agent.testing.Await;
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

/**
 * Figures of a stage, on this machine with all that is real: {@code cores [sessions]}, {@code
 * offset [seconds]}, {@code glass [seconds]}.
 */
final class StageBench {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Canvas CANVAS = new Canvas(640, 360, 25);
  private static final double TICKS_A_SECOND = 100;

  private StageBench() {}

  public static void main(String[] words) throws Exception {
    int amount = words.length > 1 ? Integer.parseInt(words[1]) : 0;
    Path folder = Files.createTempDirectory("stage-bench");
    Map<String, Object> picture =
        Map.of("roomfleet.agent.picture.width", 640, "roomfleet.agent.picture.height", 360);
    try (FakeControlPlane control = new FakeControlPlane();
        TestAgent agent = new TestAgent(control, folder, "bench", 21600, picture)) {
      switch (words[0]) {
        case "cores" -> cores(control, agent, amount == 0 ? 2 : amount);
        case "offset" -> offset(control, agent, folder, amount == 0 ? 60 : amount);
        case "glass" -> glass(control, agent, amount == 0 ? 30 : amount);
        default -> throw new IllegalArgumentException(words[0] + " (expected: cores, offset, glass)");
      }
    }
    System.exit(0);
  }

  private static Seat seat(String id, double x, URI relay) {
    return new Seat(
        id, id, new Seat.Place(x, 0, 0.5, 1), false, new Seat.Input.Upstream(relay, null));
  }

  private static Assignment.Mix mix(String session, List<Seat> seats) {
    return new Assignment.Mix("mix/" + session, 1, session, "mix", seats, CANVAS, null);
  }

  /** Processor time of all processes of this program, and of itself, seconds. */
  private static double spent() throws Exception {
    double all = ticks(ProcessHandle.current().pid());
    for (ProcessHandle each : ProcessHandle.current().descendants().toList()) {
      try {
        all += ticks(each.pid());
      } catch (java.io.IOException gone) {
        continue;
      }
    }
    return all / TICKS_A_SECOND;
  }

  private static double ticks(long pid) throws Exception {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    String[] part = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return Double.parseDouble(part[11]) + Double.parseDouble(part[12]);
  }

  private static double used(Duration span) throws Exception {
    long begun = System.nanoTime();
    double before = spent();
    Await.pass(span);
    return (spent() - before) / ((System.nanoTime() - begun) / 1e9);
  }

  private static void cores(FakeControlPlane control, TestAgent agent, int sessions)
      throws Exception {
    List<Assignment> all = new ArrayList<>();
    all.add(TestAgent.relay(1, "a", new Source.Test("A")));
    all.add(TestAgent.relay(1, "b", new Source.Test("B")));
    control.desire(all.toArray(Assignment[]::new));
    agent.await("relay/a/main", Phase.RUNNING);
    agent.await("relay/b/main", Phase.RUNNING);
    Await.pass(Duration.ofSeconds(8));
    double without = used(Duration.ofSeconds(15));
    for (int i = 0; i < sessions; i++) {
      all.add(
          mix(
              "s" + i,
              List.of(
                  seat("a", 0, agent.media("/relay/a/main.ts")),
                  seat("b", 0.5, agent.media("/relay/b/main.ts")))));
    }
    control.desire(all.toArray(Assignment[]::new));
    for (int i = 0; i < sessions; i++) {
      String id = "mix/s" + i;
      Await.until(SOON, id, () -> control.state(id).input() == LineInput.LIVE);
    }
    Await.pass(Duration.ofSeconds(8));
    double with = used(Duration.ofSeconds(20));
    System.out.printf(
        "sources alone %.2f cores, with %d sessions %.2f: %.3f a session, %.1f sessions a core%n",
        without, sessions, with, (with - without) / sessions, sessions / (with - without));
  }

  private static void offset(FakeControlPlane control, TestAgent agent, Path folder, int seconds)
      throws Exception {
    Assignment.Relay line = TestAgent.relay(1, "a", new Source.Rtmp("key-for-the-bench"));
    control.desire(line);
    URI to =
        Await.value(SOON, "listens", () -> control.state("relay/a/main").ingestUrl(), u -> true);
    Process publisher =
        TestFfmpeg.start(
            "-re", "-f", "lavfi", "-i",
            "color=black:size=640x360:rate=25,noise=alls=10:allf=t,drawbox=c=white:t=fill:enable='lt(mod(t,2),0.12)'",
            "-re", "-f", "lavfi", "-i", "aevalsrc='0.5*sin(2*PI*1000*t)*lt(mod(t,2),0.12)':s=48000",
            "-c:v", "libopenh264", "-b:v", "800k", "-g", "25", "-threads", "1", "-c:a", "aac",
            "-f", "flv", to.toString());
    control.desire(
        line,
        mix(
            "s0",
            List.of(
                seat("a", 0, agent.media("/relay/a/main.ts")),
                seat("b", 0.5, agent.media("/relay/a/main.ts")))));
    Await.until(
        SOON, "comes", () -> control.state("mix/s0").stage().seats().get(0).comes());
    Await.pass(Duration.ofSeconds(5));
    for (String[] look : new String[][] {{"the line", "/relay/a/main.ts"}, {"the mix", "/relay/s0/mix.ts"}}) {
      Path file = folder.resolve("offset.ts");
      Recording recording = new Recording(agent.media(look[1]), file);
      recording.pass(Duration.ofSeconds(seconds));
      recording.close();
      double[] offsets = offsets(file);
      System.out.printf(
          "%s: sound after picture, ms: median %.0f, least %.0f, most %.0f (%d flashes in %d s)%n",
          look[0], offsets[offsets.length / 2], offsets[0], offsets[offsets.length - 1],
          offsets.length, seconds);
    }
    publisher.destroyForcibly();
  }

  private static double[] offsets(Path file) throws Exception {
    List<Double> flashes = new ArrayList<>();
    List<Double> beeps = new ArrayList<>();
    JsonNode video =
        TestFfmpeg.probe(
                "-f", "lavfi", "movie=" + file + ":s=dv,crop=64:64:32:200,signalstats",
                "-show_entries", "frame=pts_time:frame_tags=lavfi.signalstats.YAVG")
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
                "-f", "lavfi",
                "amovie=" + file + ":s=da,asetnsamples=n=48:p=0,astats=metadata=1:reset=1:measure_perchannel=none:measure_overall=Peak_level",
                "-show_entries", "frame=pts_time:frame_tags=lavfi.astats.Overall.Peak_level")
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

  private static void glass(FakeControlPlane control, TestAgent agent, int seconds)
      throws Exception {
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
    URI stage =
        Await.value(SOON, "open", () -> control.state("mix/s0").stage().url(), u -> true);
    try (StageBrowser anna = StageBrowser.start();
        StageBrowser ben = StageBrowser.start()) {
      anna.publish(stage.toString(), "anna", "anna", "clock", 300, true);
      Await.until(
          SOON, "comes", () -> control.state("mix/s0").stage().seats().get(0).comes());
      System.out.println(ben.watch(stage.toString(), "ben", "ben", "anna"));
      Await.until(SOON, "seen", () -> !ben.seen().equals("nothing"));
      Await.pass(Duration.ofSeconds(5));
      double[] all =
          Arrays.stream(ben.lags(seconds).split(" ")).mapToDouble(Double::parseDouble).sorted().toArray();
      System.out.printf(
          "glass to glass, ms: median %.0f, 10th percentile %.0f, 90th %.0f (%d pictures in %d s)%n",
          all[all.length / 2], all[all.length / 10], all[all.length * 9 / 10], all.length, seconds);
      System.out.println(control.state("mix/s0").stage().seats().get(0).webRtc());
    }
  }
}
