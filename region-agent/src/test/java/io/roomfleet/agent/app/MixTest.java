package io.roomfleet.agent.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.roomfleet.agent.testing.Await;
import io.roomfleet.agent.testing.Recording;
import io.roomfleet.agent.testing.TestFfmpeg;
import io.roomfleet.agent.ts.Lane;
import io.roomfleet.agent.ts.PesUnit;
import io.roomfleet.agent.ts.StreamTypes;
import io.roomfleet.agent.ts.TsDemuxer;
import io.roomfleet.api.agent.Assignment;
import io.roomfleet.api.agent.AssignmentState;
import io.roomfleet.api.agent.Canvas;
import io.roomfleet.api.agent.Phase;
import io.roomfleet.api.agent.PkBar;
import io.roomfleet.api.agent.Seat;
import io.roomfleet.api.agent.Source;
import io.roomfleet.api.agent.StageState.SeatState;
import io.roomfleet.api.room.LineInput;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Two RTMP hosts, one red and one blue, mixed by a real agent. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MixTest {
  private static final Duration SOON = Duration.ofSeconds(120);
  private static final Canvas CANVAS = new Canvas(320, 180, 25);
  private static final Seat.Place LEFT = new Seat.Place(0, 0, 0.5, 1);
  private static final Seat.Place RIGHT = new Seat.Place(0.5, 0, 0.5, 1);
  private static final Seat.Place WHOLE = new Seat.Place(0, 0, 1, 1);
  private static final Seat.Place CORNER = new Seat.Place(0.7, 0.7, 0.25, 0.25);

  @TempDir static Path folder;
  private FakeControlPlane control;
  private TestAgent agent;
  private final List<Process> publishers = new ArrayList<>();
  private final Assignment.Relay red =
      TestAgent.relay(1, "red", new Source.Rtmp("key-for-tests-of-red"));
  private final Assignment.Relay blue =
      TestAgent.relay(1, "blue", new Source.Rtmp("key-for-tests-of-blue"));

  @BeforeAll
  void start() throws Exception {
    control = new FakeControlPlane();
    agent = new TestAgent(control, folder, "mix", 21400);
    desire(List.of(seat("anna", "red", LEFT, false), seat("ben", "blue", RIGHT, false)), null);
    publishers.add(publish("red", "red", 300));
    publishers.add(publish("blue", "blue", 1200));
    awaitComing("anna", true);
    awaitComing("ben", true);
    Await.until(SOON, "the mix is live", () -> state().input() == LineInput.LIVE);
  }

  @AfterAll
  void stop() {
    publishers.forEach(Process::destroyForcibly);
    agent.close();
    control.close();
  }

  /** In noise, so that a picture that stands still is seen to. */
  private Process publish(String room, String colour, int hertz) throws Exception {
    URI url =
        Await.value(
            SOON,
            room + " listens",
            () -> control.state("relay/" + room + "/main").ingestUrl(),
            u -> true);
    return TestFfmpeg.start(
        "-re",
        "-f",
        "lavfi",
        "-i",
        "color=%s:size=320x180:rate=25,noise=alls=40:allf=t".formatted(colour),
        "-re",
        "-f",
        "lavfi",
        "-i",
        "sine=frequency=%d:sample_rate=48000".formatted(hertz),
        "-c:v",
        "libopenh264",
        "-b:v",
        "400k",
        "-g",
        "25",
        "-threads",
        "1",
        "-c:a",
        "aac",
        "-f",
        "flv",
        url.toString());
  }

  private Seat seat(String id, String room, Seat.Place place, boolean muted) {
    return new Seat(
        id,
        id,
        place,
        muted,
        new Seat.Input.Upstream(agent.media("/relay/" + room + "/main.ts"), null));
  }

  private void desire(List<Seat> seats, PkBar bar) {
    control.desire(red, blue, mix("s1", seats, bar));
  }

  private static Assignment.Mix mix(String session, List<Seat> seats, PkBar bar) {
    return new Assignment.Mix(
        "mix/" + session, 1, session, Assignment.Mix.LINE, seats, CANVAS, bar);
  }

  private AssignmentState state() {
    return control.state("mix/s1");
  }

  private void awaitComing(String seat, boolean comes) {
    Await.until(
        SOON,
        seat + " comes: " + comes,
        () ->
            state().stage().seats().stream()
                .filter(each -> each.seatId().equals(seat))
                .map(SeatState::comes)
                .toList()
                .equals(List.of(comes)));
  }

  private Recording record(String name) throws Exception {
    return new Recording(agent.media("/relay/s1/mix.ts"), folder.resolve(name + ".ts"));
  }

  private void awaitColours(Recording recording, String left, String right) {
    Await.until(
        SOON,
        left + " is left, " + right + " right",
        () ->
            colour(recording.lastColour(0.2, 0.5)).equals(left)
                && colour(recording.lastColour(0.6, 0.5)).equals(right));
  }

  private static String colour(int[] rgb) {
    boolean r = rgb[0] > 130 && rgb[2] < 110;
    boolean b = rgb[2] > 130 && rgb[0] < 110;
    return r ? "red" : b ? "blue" : "other";
  }

  @Test
  void changesOfTheStageLeaveNoHole() throws Exception {
    int restarts = state().restarts();
    long pid = state().pid();
    Recording mix = record("changes");
    awaitColours(mix, "red", "blue");
    desire(List.of(seat("ben", "blue", LEFT, false), seat("anna", "red", RIGHT, false)), null);
    awaitColours(mix, "blue", "red");
    for (int i = 0; i < 6; i++) {
      Seat.Place place = i % 2 == 0 ? WHOLE : LEFT;
      desire(
          List.of(seat("anna", "red", place, i % 3 == 0), seat("ben", "blue", CORNER, false)),
          bar(i, 9));
      mix.pass(Duration.ofMillis(150));
    }
    desire(List.of(seat("anna", "red", WHOLE, false)), null);
    awaitColours(mix, "red", "red");
    desire(List.of(seat("anna", "red", LEFT, false), seat("ben", "blue", RIGHT, false)), null);
    awaitColours(mix, "red", "blue");
    mix.close();

    Map<String, List<Double>> faults = mix.faults();
    assertThat(faults.keySet())
        .as("black, frozen or silent in %s", faults)
        .noneMatch(key -> key.matches("(black|freeze|silence)_.*"));
    assertThat(mix.longestStep("v:0")).isLessThan(4);
    assertThat(mix.longestStep("a:0")).isLessThan(4);
    assertThat(state().restarts()).isEqualTo(restarts);
    assertThat(state().pid()).as("the encoder runs on").isEqualTo(pid);
  }

  @Test
  void mixCountsAsWork() {
    desire(List.of(seat("anna", "red", LEFT, false), seat("ben", "blue", RIGHT, false)), null);
    Await.until(
        SOON,
        "two seats and a small picture",
        () -> {
          double units = control.loads.get(control.loads.size() - 1).transcodeUnits();
          return units > 0.44 && units < 0.46;
        });
  }

  @Test
  void mixIsNotToBePlayedBeforeItShowsItsPeople() throws Exception {
    Recording mix =
        another("s4", seat("anna", "red", LEFT, false), seat("ben", "blue", RIGHT, false));
    awaitRoomPlays("s4");
    awaitColours(mix, "red", "blue");
    mix.close();
    int first = firstPlayed(mix.file());
    assertThat(colour(mix.colour(first, 0.2, 0.5))).as("left").isEqualTo("red");
    assertThat(colour(mix.colour(first, 0.6, 0.5))).as("right").isEqualTo("blue");
  }

  @Test
  void whoDoesNotComeHoldsUpAMixForSecondsOnly() throws Exception {
    Recording mix =
        another("s5", seat("anna", "red", LEFT, false), seat("carl", "none", RIGHT, false));
    awaitColours(mix, "red", "other");
    awaitRoomPlays("s5");
    mix.close();
  }

  @Test
  void mixThatWasPlayedElsewhereCountsFromItsFirstPictureOn() throws Exception {
    URI url = agent.media("/relay/s6/mix.ts");
    List<Seat> seats = List.of(seat("carl", "none", WHOLE, false));
    control.desire(
        red,
        blue,
        mix("s1", List.of(seat("anna", "red", LEFT, false)), null),
        new Assignment.Mix("mix/s6", 1, "s6", "mix", seats, CANVAS, null, true),
        new Assignment.Relay(
            lineOf("s6"), 1, "s6", "stage", new Source.Upstream(url, null), false));
    awaitRoomPlays("s6");
  }

  /** One more mix from its beginning, and a room's line that reads it. */
  private Recording another(String session, Seat... seats) throws Exception {
    URI url = agent.media("/relay/" + session + "/mix.ts");
    control.desire(
        red,
        blue,
        mix("s1", List.of(seats), null),
        mix(session, List.of(seats), null),
        new Assignment.Relay(
            lineOf(session), 1, session, "stage", new Source.Upstream(url, null), false));
    Await.until(SOON, "it is there", () -> control.state("mix/" + session) != null);
    return new Recording(url, folder.resolve(session + ".ts"));
  }

  private static String lineOf(String session) {
    return "relay/" + session + "/stage";
  }

  private void awaitRoomPlays(String session) {
    Await.until(
        SOON,
        "the room's line is live",
        () -> {
          AssignmentState line = control.state(lineOf(session));
          return line != null && line.input() == LineInput.LIVE;
        });
  }

  /** How many pictures come before the mark that they stand in for something goes. */
  private static int firstPlayed(Path ts) throws Exception {
    int[] before = {0};
    boolean[] marked = {false, false};
    TsDemuxer demuxer =
        new TsDemuxer(
            new TsDemuxer.Sink() {
              @Override
              public void streams(StreamTypes types) {}

              @Override
              public void filler(boolean fills) {
                marked[0] |= fills;
                marked[1] = marked[0] && !fills;
              }

              @Override
              public void unit(PesUnit unit) {
                before[0] += unit.lane() == Lane.VIDEO && !marked[1] ? 1 : 0;
              }
            });
    byte[] all = Files.readAllBytes(ts);
    demuxer.write(all, 0, all.length);
    assertThat(marked).as("marked, and then not").containsExactly(true, true);
    return before[0];
  }

  @Test
  void anotherSizeTakesOneMoreEncoderAndNoRestart() throws Exception {
    List<Seat> seats = List.of(seat("anna", "red", LEFT, false), seat("ben", "blue", RIGHT, false));
    desire(seats, null);
    Recording mix = record("size");
    awaitColours(mix, "red", "blue");
    control.desire(
        red,
        blue,
        new Assignment.Mix(
            "mix/s1", 1, "s1", Assignment.Mix.LINE, seats, new Canvas(480, 270, 25), null));
    Await.value(SOON, "it is larger", () -> lastWidth(mix), width -> width == 480);
    awaitColours(mix, "red", "blue");
    assertThat(state().restarts()).isZero();
    desire(seats, null);
    Await.value(SOON, "it is as before", () -> lastWidth(mix), width -> width == 320);
    mix.close();
  }

  private static int lastWidth(Recording mix) throws Exception {
    JsonNode frames =
        TestFfmpeg.probe(
                "-f",
                "mpegts",
                "-select_streams",
                "v:0",
                "-show_entries",
                "frame=width",
                mix.file().toString())
            .get("frames");
    return frames.get(frames.size() - 1).path("width").asInt();
  }

  private static PkBar bar(long left, long right) {
    return new PkBar(
        List.of(new PkBar.Team("Anna", left), new PkBar.Team("Ben", right)),
        PkBar.Phase.SCORING,
        Instant.now(),
        Instant.now().plusSeconds(90),
        null);
  }

  @Test
  void scoreIsDrawnAcrossTheTop() throws Exception {
    List<Seat> seats = List.of(seat("anna", "red", LEFT, false), seat("ben", "blue", RIGHT, false));
    desire(seats, bar(1, 99));
    Recording mix = record("score");
    // The second team's part of the bar is above the first one's picture.
    Await.until(
        SOON,
        "the bar is blue above the red picture",
        () -> {
          int[] rgb = mix.lastColour(0.35, 0.045);
          return rgb[2] > rgb[0] + 60;
        });
    desire(seats, null);
    Await.until(SOON, "the bar is gone", () -> colour(mix.lastColour(0.35, 0.045)).equals("red"));
    mix.close();
  }

  @Test
  void hostWhoStallsIsACardAndTheOtherGoesOn() throws Exception {
    desire(List.of(seat("anna", "red", LEFT, false), seat("ben", "blue", RIGHT, false)), null);
    Recording mix = record("stall");
    awaitColours(mix, "red", "blue");
    Process ben = publishers.get(1);
    new ProcessBuilder("kill", "-STOP", String.valueOf(ben.pid())).start().waitFor();
    awaitComing("ben", false);
    awaitColours(mix, "red", "other");
    mix.pass(Duration.ofSeconds(1));
    new ProcessBuilder("kill", "-KILL", String.valueOf(ben.pid())).start().waitFor();
    publishers.set(1, publish("blue", "blue", 1200));
    awaitComing("ben", true);
    awaitColours(mix, "red", "blue");
    mix.close();

    Map<String, List<Double>> faults = mix.faults();
    assertThat(faults.keySet())
        .as("black, frozen or silent in %s", faults)
        .noneMatch(key -> key.matches("(black|freeze|silence)_.*"));
    assertThat(mix.longestStep("v:0")).isLessThan(4);
  }

  @Test
  void killedEncoderIsStartedAgainAndItsReadersGoOn() throws Exception {
    desire(List.of(seat("anna", "red", LEFT, false), seat("ben", "blue", RIGHT, false)), null);
    Recording mix = record("killed");
    awaitColours(mix, "red", "blue");
    int restarts = state().restarts();
    long pid = state().pid();
    new ProcessBuilder("kill", "-KILL", String.valueOf(pid)).start().waitFor();
    Await.until(SOON, "the next run", () -> state().restarts() > restarts && state().pid() != null);
    agent.await("mix/s1", Phase.RUNNING);
    Await.until(SOON, "it is live", () -> state().input() == LineInput.LIVE);
    mix.pass(Duration.ofMillis(500));
    awaitColours(mix, "red", "blue");
    mix.close();
    assertThat(mix.longestStep("v:0")).isLessThan(4);
    assertThat(mix.longestStep("a:0")).isLessThan(4);
  }

  @Test
  void decoderThatHangsIsStartedAgain() throws Exception {
    desire(List.of(seat("anna", "red", LEFT, false), seat("ben", "blue", RIGHT, false)), null);
    Recording mix = record("hangs");
    awaitColours(mix, "red", "blue");
    Await.until(SOON, "one decoder", () -> running("/relay/s1/seat-anna.ts").size() == 1);
    long pid = running("/relay/s1/seat-anna.ts").get(0);
    new ProcessBuilder("kill", "-STOP", String.valueOf(pid)).start().waitFor();
    awaitColours(mix, "other", "blue");
    assertThat(state().stage().seats().get(0).comes()).as("the host is there").isTrue();
    awaitColours(mix, "red", "blue");
    assertThat(ProcessHandle.of(pid)).isEmpty();
    mix.close();
  }

  @Test
  void mixThatIsNotWantedAnyMoreLeavesNoProcess() throws Exception {
    List<Seat> seats = List.of(seat("anna", "red", LEFT, false));
    control.desire(red, blue, mix("s1", seats, null), mix("s2", seats, null));
    agent.await("mix/s2", Phase.RUNNING);
    assertThat(running("/relay/s2/seat-anna.ts")).isNotEmpty();
    long pid = control.state("mix/s2").pid();
    desire(List.of(seat("anna", "red", LEFT, false), seat("ben", "blue", RIGHT, false)), null);
    Await.until(SOON, "its decoder is gone", () -> running("/relay/s2/seat-anna.ts").isEmpty());
    Await.until(SOON, "its encoder is gone", () -> ProcessHandle.of(pid).isEmpty());
  }

  private static List<Long> running(String word) {
    return ProcessHandle.current()
        .descendants()
        .filter(p -> p.info().commandLine().orElse("").contains(word))
        .map(ProcessHandle::pid)
        .toList();
  }

  @Test
  void whatCannotBeMixedIsSaid() {
    Seat outside = seat("anna", "red", new Seat.Place(0.5, 0, 0.6, 1), false);
    control.desire(
        red,
        blue,
        mix("s3", List.of(outside), null),
        mix("s1", List.of(seat("anna", "red", LEFT, false)), null));
    assertThat(agent.await("mix/s3", Phase.FAILED).reason())
        .contains("seat anna: place", "expected: within 0 to 1");
    agent.await("mix/s1", Phase.RUNNING);
  }
}
