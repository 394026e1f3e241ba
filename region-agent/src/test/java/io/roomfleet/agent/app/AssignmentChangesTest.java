package io.roomfleet.agent.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roomfleet.agent.testing.Await;
import io.roomfleet.agent.testing.TestFfmpeg;
import io.roomfleet.api.agent.Assignment;
import io.roomfleet.api.agent.AssignmentState;
import io.roomfleet.api.agent.Phase;
import io.roomfleet.api.agent.Source;
import io.roomfleet.api.room.Ladder;
import io.roomfleet.api.room.LineInput;
import io.roomfleet.api.room.Rendition;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What an agent does when what is desired changes, and when its processes misbehave. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AssignmentChangesTest {
  private static final Ladder SOUND = new Ladder(null, java.util.List.of(Rendition.AUDIO), 25);
  private static final Source SLATE = new Source.Upstream(null, null);

  @TempDir static Path folder;
  private FakeControlPlane control;
  private TestAgent agent;

  @BeforeAll
  void start() throws Exception {
    control = new FakeControlPlane();
    agent =
        new TestAgent(
            control,
            folder,
            "changes",
            21040,
            Map.of(
                "roomfleet.agent.ladder.keep-folder", "2s",
                "roomfleet.agent.ladder.stalled", "6s"));
  }

  @AfterAll
  void stop() {
    agent.close();
    control.close();
  }

  private AssignmentState desire(long epoch, String room) {
    control.desire(
        TestAgent.relay(1, room, SLATE), TestAgent.transcode(epoch, room, "de-de", SOUND, null));
    return state(room, s -> s.epoch() == epoch && s.phase() == Phase.RUNNING);
  }

  private AssignmentState state(String room, Predicate<AssignmentState> wanted) {
    return Await.value(
        TestAgent.SOON, room, () -> control.state("transcode/" + room + "/de-de"), wanted);
  }

  private Path playlist(String room) {
    return agent.hls(room, "de-de").resolve("audio/index.m3u8");
  }

  @Test
  void aLargerEpochStartsTheEncoderAnewAndPlayersGoOn() throws Exception {
    AssignmentState first = desire(1, "epochs");
    AssignmentState second = desire(2, "epochs");
    assertThat(second.pid()).isNotEqualTo(first.pid());
    assertThat(Files.readString(playlist("epochs")))
        .contains("#EXT-X-DISCONTINUITY")
        .doesNotContain("ENDLIST");
    control.desire(
        TestAgent.relay(1, "epochs", SLATE),
        TestAgent.transcode(1, "epochs", "de-de", SOUND, null));
    long generation = control.agentGeneration;
    Await.until(TestAgent.SOON, "taken", () -> control.agentGeneration >= generation);
    assertThat(control.state(second.assignmentId()).epoch())
        .as("an old one is not obeyed")
        .isEqualTo(2);
  }

  @Test
  void whatIsNotWantedAnyMoreEndsAndItsFolderGoes() throws Exception {
    AssignmentState running = desire(1, "over");
    control.desire();
    Await.until(
        TestAgent.SOON, "the process is gone", () -> ProcessHandle.of(running.pid()).isEmpty());
    Await.until(
        TestAgent.SOON, "the folder is gone", () -> Files.notExists(agent.hls("over", "de-de")));
    assertThat(control.states()).isEmpty();
    assertThat(agent.get(agent.media("/relay/over/main.ts"))).isEqualTo("not here\n");
  }

  @Test
  void anEncoderThatIsKilledIsStartedAgainAndSaysSo() throws Exception {
    AssignmentState before = desire(1, "killed");
    ProcessHandle.of(before.pid()).orElseThrow().destroyForcibly();
    AssignmentState down = state("killed", s -> s.phase() == Phase.RESTARTING);
    assertThat(down.reason()).startsWith("ffmpeg ended with code 137");
    AssignmentState after = state("killed", s -> s.phase() == Phase.RUNNING);
    assertThat(after.restarts()).isEqualTo(1);
    assertThat(after.reason()).isNull();
    assertThat(after.hlsUrl()).isEqualTo(before.hlsUrl());
    assertThat(Files.readString(playlist("killed"))).contains("#EXT-X-DISCONTINUITY");
  }

  @Test
  void anEncoderThatHangsIsStartedAgain() throws Exception {
    AssignmentState before = desire(1, "hangs");
    new ProcessBuilder("kill", "-STOP", before.pid().toString()).start().waitFor();
    AssignmentState down = state("hangs", s -> s.phase() != Phase.RUNNING);
    assertThat(down.reason()).isEqualTo("it wrote no segment for 6 s");
    assertThat(state("hangs", s -> s.phase() == Phase.RUNNING).pid()).isNotEqualTo(before.pid());
  }

  @Test
  void aPlaceThatCannotBeWrittenIsFailedAndGetsWellByItself() throws Exception {
    Path room = folder.resolve("hls/blocked");
    Files.createDirectories(room.getParent());
    Files.writeString(room, "a file where the folder should be");
    control.desire(
        TestAgent.relay(1, "blocked", SLATE),
        TestAgent.transcode(1, "blocked", "de-de", SOUND, null));
    assertThat(state("blocked", s -> s.phase() == Phase.FAILED).reason())
        .startsWith("cannot write to " + room);
    Files.delete(room);
    state("blocked", s -> s.phase() == Phase.RUNNING);
  }

  @Test
  void idsThatLeadOutOfTheFolderAreRefused() {
    control.desire(
        new Assignment.Transcode(
            "transcode/x/y",
            1,
            "..",
            "../..",
            "main",
            SOUND,
            new Source.Upstream(null, null),
            null));
    AssignmentState state = agent.await("transcode/x/y", Phase.FAILED);
    assertThat(state.reason()).startsWith("roomId: .. (expected:");
  }

  @Test
  void aFileIsNotPulled() {
    control.desire(TestAgent.relay(1, "pull", new Source.Pull(URI.create("file:///etc/passwd"))));
    assertThat(agent.await("relay/pull/main", Phase.FAILED).reason())
        .startsWith("pull url: file: (expected one of");
    URI origin = agent.media("/relay/origin/main.ts");
    control.desire(
        TestAgent.relay(1, "up", new Source.Upstream(origin, URI.create("file:///etc/passwd"))));
    assertThat(agent.await("relay/up/main", Phase.FAILED).reason())
        .startsWith("upstream fallback: file: (expected one of");
  }

  @Test
  void aPulledLineGoesOnAirAndAMissingOneIsTriedAgain() throws Exception {
    control.desire(
        TestAgent.relay(1, "origin", new Source.Test("origin")),
        TestAgent.relay(1, "pulled", new Source.Pull(agent.media("/relay/origin/main.ts"))),
        TestAgent.relay(1, "none", new Source.Pull(agent.media("/relay/nowhere/main.ts"))));
    Await.until(
        TestAgent.SOON,
        "on air",
        () -> control.state("relay/pulled/main").input() == LineInput.LIVE);
    AssignmentState none = agent.await("relay/none/main", Phase.RESTARTING);
    assertThat(none.input()).isEqualTo(LineInput.SLATE);
    assertThat(none.reason()).contains("404");
  }

  @Test
  void aRelayThatReadsItsFallbackSaysSo() {
    URI nowhere = agent.media("/relay/nowhere/main.ts");
    URI origin = agent.media("/relay/origin/main.ts");
    control.desire(
        TestAgent.relay(1, "origin", new Source.Test("origin")),
        TestAgent.relay(1, "copy", new Source.Upstream(nowhere, origin)));
    AssignmentState copy =
        Await.value(
            TestAgent.SOON,
            "the fallback is on air",
            () -> control.state("relay/copy/main"),
            state -> state.input() == LineInput.FALLBACK);
    assertThat(copy.phase()).isEqualTo(Phase.RUNNING);
    assertThat(copy.reason())
        .isEqualTo("reads %s, since %s: status 404 (expected: 200)".formatted(origin, nowhere));
  }

  @Test
  void anSrtCallerGoesOnAirOnlyWithThePassphrase() throws Exception {
    control.desire(TestAgent.relay(1, "srt", new Source.Srt("a-long&pass=p%hr+a se")));
    URI url = agent.await("relay/srt/main", Phase.RUNNING).ingestUrl();
    assertThat(url.getRawQuery()).isEqualTo("passphrase=a-long%26pass%3Dp%25hr%2Ba%20se");
    Process stranger = srt(url.toString().replace("a-long", "another"));
    stranger.waitFor(10, java.util.concurrent.TimeUnit.SECONDS);
    assertThat(control.state("relay/srt/main").input()).isEqualTo(LineInput.SLATE);
    stranger.destroyForcibly();
    Process caller = srt(url.toString());
    try {
      Await.until(
          TestAgent.SOON,
          "on air",
          () -> control.state("relay/srt/main").input() == LineInput.LIVE);
    } finally {
      caller.destroyForcibly().waitFor();
    }
    Await.until(
        TestAgent.SOON, "slate", () -> control.state("relay/srt/main").input() == LineInput.SLATE);
  }

  @Test
  void aLineThatListensRunsOnlyWhenItsPortIsBoundAndSaysWhoeverElseHasIt() throws Exception {
    control.desire(TestAgent.relay(1, "taken", new Source.Srt(null)));
    AssignmentState before = agent.await("relay/taken/main", Phase.RUNNING);
    int port = before.ingestUrl().getPort();
    InetAddress host = InetAddress.getByName("127.0.0.1");
    assertThatThrownBy(() -> new DatagramSocket(port, host)).isInstanceOf(BindException.class);
    try (DatagramSocket other = steal(port, host)) {
      AssignmentState taken =
          Await.value(
              TestAgent.SOON,
              "it says so",
              () -> control.state("relay/taken/main"),
              s -> s.phase() == Phase.FAILED);
      assertThat(taken.reason()).isEqualTo("port " + other.getLocalPort() + "/udp is in use");
      assertThat(taken.pid()).isNull();
    }
    AssignmentState after = agent.await("relay/taken/main", Phase.RUNNING);
    assertThat(after.reason()).isNull();
    assertThat(after.ingestUrl()).isEqualTo(before.ingestUrl());
  }

  /** Ends its listener, and is quicker than the next one. */
  private DatagramSocket steal(int port, InetAddress host) {
    return Await.value(
        TestAgent.SOON,
        "the port is ours",
        () -> {
          Long pid = control.state("relay/taken/main").pid();
          if (pid != null) {
            ProcessHandle.of(pid).ifPresent(p -> p.destroyForcibly());
            ProcessHandle.of(pid).ifPresent(p -> p.onExit().join());
          }
          return new DatagramSocket(port, host);
        },
        DatagramSocket::isBound);
  }

  private static Process srt(String url) throws Exception {
    return TestFfmpeg.start(
        "-re",
        "-f",
        "lavfi",
        "-i",
        "testsrc=size=320x180:rate=25",
        "-f",
        "lavfi",
        "-i",
        "sine",
        "-c:v",
        "libopenh264",
        "-g",
        "25",
        "-threads",
        "1",
        "-c:a",
        "aac",
        "-f",
        "mpegts",
        url);
  }
}
