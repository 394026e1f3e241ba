package io.roomfleet.agent.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.agent.testing.Await;
import io.roomfleet.agent.testing.SteeredPlayer;
import io.roomfleet.agent.testing.TestFfmpeg;
import io.roomfleet.api.agent.Assignment;
import io.roomfleet.api.agent.AssignmentState;
import io.roomfleet.api.agent.LineFailover;
import io.roomfleet.api.agent.Phase;
import io.roomfleet.api.agent.PlayedLine;
import io.roomfleet.api.agent.Source;
import io.roomfleet.api.room.LineInput;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ladder goes from one line to another: what viewers see, and what the encoder notices. */
class ProgramTest {
  private static final String LADDER = "transcode/promo/de-de";
  private static final String VARIANT = "180p";

  @TempDir static Path folder;
  private final List<Process> publishers = new ArrayList<>();
  private FakeControlPlane control;
  private TestAgent agent;

  /** What a picture shows, by its mean colour. */
  private enum Shown {
    RED,
    BLUE,
    SLATE
  }

  @BeforeEach
  void start() throws Exception {
    control = new FakeControlPlane();
    agent =
        new TestAgent(
            control,
            folder,
            "program",
            21140,
            // Else a busy machine makes it look as if a publisher had stopped.
            Map.of("roomfleet.agent.ladder.stalled", "30s"));
  }

  @AfterEach
  void stop() throws Exception {
    for (Process publisher : publishers) {
      publisher.destroyForcibly().waitFor();
    }
    agent.close();
    control.close();
  }

  private static Assignment.Relay relay(String line) {
    return new Assignment.Relay(
        "relay/promo/" + line, 1, "promo", line, new Source.Rtmp("key"), false);
  }

  private static Assignment.Transcode ladder(String line, URI upstream) {
    return new Assignment.Transcode(
        LADDER,
        1,
        "promo",
        "de-de",
        line,
        TestAgent.SMALL,
        new Source.Upstream(upstream, null),
        null);
  }

  private void publish(String line, String colour) throws IOException {
    String id = "relay/promo/" + line;
    URI url = agent.await(id, Phase.RUNNING).ingestUrl();
    publishers.add(TestFfmpeg.colour(url, colour));
    Await.until(
        TestAgent.SOON, line + " comes in", () -> control.state(id).input() == LineInput.LIVE);
  }

  private SteeredPlayer.Media media() throws Exception {
    return SteeredPlayer.open(agent.media("/hls/promo/de-de/master.m3u8")).media(VARIANT);
  }

  private static List<Shown> pictures(SteeredPlayer.Segment segment) throws IOException {
    byte[] all =
        TestFfmpeg.output(
            "-i",
            segment.uri().toString(),
            "-vf",
            "scale=1:1,format=rgb24",
            "-fps_mode",
            "passthrough",
            "-f",
            "rawvideo",
            "pipe:1");
    List<Shown> shown = new ArrayList<>();
    for (int i = 0; i + 3 <= all.length; i += 3) {
      int red = all[i] & 0xFF;
      int blue = all[i + 2] & 0xFF;
      shown.add(
          red > 150 && blue < 80 ? Shown.RED : blue > 150 && red < 80 ? Shown.BLUE : Shown.SLATE);
    }
    return shown;
  }

  /** Waits for a segment after {@code sequence} that shows nothing else; answers its sequence. */
  private long awaitOnly(Shown wanted, long sequence) {
    return Await.value(
        TestAgent.SOON,
        "only " + wanted,
        () -> {
          SteeredPlayer.Media media = media();
          boolean only =
              media.last() > sequence && pictures(media.newest()).stream().allMatch(wanted::equals);
          return only ? media.last() : -1;
        },
        last -> last >= 0);
  }

  private List<Shown> since(long sequence) throws Exception {
    SteeredPlayer.Media media = media();
    List<Shown> all = new ArrayList<>();
    Instant end = null;
    for (int i = 0; i < media.segments().size(); i++) {
      if (media.sequence() + i >= sequence) {
        SteeredPlayer.Segment segment = media.segments().get(i);
        if (end != null) {
          assertThat(Duration.between(end, segment.begins()).abs())
              .as("gap before %s", segment)
              .isLessThan(Duration.ofMillis(100));
        }
        end = segment.begins().plusMillis(Math.round(segment.seconds() * 1000));
        all.addAll(pictures(segment));
      }
    }
    return all;
  }

  @Test
  void anotherLineTakesOverAtAKeyFrameAndTheEncoderRunsOn() throws Exception {
    control.desire(relay("main"), relay("backup"), ladder("main", null));
    publish("main", "red");
    publish("backup", "blue");
    AssignmentState before = agent.await(LADDER, Phase.RUNNING);
    long red = awaitOnly(Shown.RED, 0);
    long breaks = media().breaks();

    control.desire(relay("main"), relay("backup"), ladder("backup", null));
    long blue = awaitOnly(Shown.BLUE, red);
    List<Shown> seen = since(red);
    assertThat(seen).as("nothing between the two").doesNotContain(Shown.SLATE);
    assertThat(seen.lastIndexOf(Shown.RED)).isLessThan(seen.indexOf(Shown.BLUE));
    assertThat(media().breaks()).isEqualTo(breaks);

    // The line that is played is not wanted any more, and the wanted one brings nothing.
    control.desire(ladder("third", agent.media("/relay/nowhere/third.ts")));
    long generation = control.generation();
    Await.until(TestAgent.SOON, "taken", () -> control.agentGeneration >= generation);
    long onwards = awaitOnly(Shown.BLUE, awaitOnly(Shown.BLUE, blue));
    assertThat(since(blue)).containsOnly(Shown.BLUE);
    assertThat(control.state("relay/promo/backup")).as("it is no assignment").isNull();

    control.desire(relay("main"), ladder("main", null));
    publish("main", "red");
    long again = awaitOnly(Shown.RED, onwards);
    assertThat(since(onwards)).doesNotContain(Shown.SLATE);
    Await.until(
        TestAgent.SOON,
        "the line that is played no more is gone",
        () -> agent.get(agent.media("/relay/promo/backup.ts")).equals("not here\n"));
    AssignmentState after = control.state(LADDER);
    assertThat(after.pid()).isEqualTo(before.pid());
    assertThat(after.restarts()).isZero();
    assertThat(media().breaks()).isEqualTo(breaks);
    assertThat(again).isGreaterThan(red);
  }

  @Test
  void aLineThatIsCutIsLeftByTheAgentItselfWhichSaysSo() throws Exception {
    Assignment.Transcode ladder = ladder("main", null);
    Assignment.Transcode mayLeave =
        new Assignment.Transcode(
            ladder.id(),
            1,
            ladder.roomId(),
            ladder.subRoomId(),
            "main",
            ladder.ladder(),
            ladder.upstream(),
            null,
            new LineFailover(
                500,
                List.of(new LineFailover.Line("backup", agent.media("/relay/promo/backup.ts")))));
    control.desire(relay("main"), relay("backup"), mayLeave);
    publish("main", "red");
    publish("backup", "blue");
    AssignmentState before = agent.await(LADDER, Phase.RUNNING);
    assertThat(before.line()).isEqualTo(PlayedLine.wanted("main"));
    long red = awaitOnly(Shown.RED, 0);
    long breaks = media().breaks();

    publishers.get(0).destroyForcibly().waitFor();
    AssignmentState after =
        Await.value(
            TestAgent.SOON,
            "the other line",
            () -> control.state(LADDER),
            state -> state.line().lineId().equals("backup"));
    assertThat(after.line().cause()).startsWith("line main brought no video for ");
    assertThat(after.pid()).isEqualTo(before.pid());
    awaitOnly(Shown.BLUE, red);
    assertThat(media().breaks()).isEqualTo(breaks);

    // Another line that is lost leads back, though nobody has said so.
    publishers.remove(0);
    publish("main", "red");
    publishers.get(0).destroyForcibly().waitFor();
    Await.until(
        TestAgent.SOON,
        "the first line again",
        () -> control.state(LADDER).line().equals(PlayedLine.wanted("main")));
  }

  @Test
  void aLineWithoutVideoOfItsOwnShowsItsSlateAndGivesWayAtOnce() throws Exception {
    control.desire(relay("main"), relay("backup"), ladder("main", null));
    agent.await(LADDER, Phase.RUNNING);
    long slate = awaitOnly(Shown.SLATE, 0);
    long breaks = media().breaks();
    control.desire(relay("main"), relay("backup"), ladder("backup", null));
    publish("backup", "blue");
    awaitOnly(Shown.BLUE, slate);
    assertThat(media().breaks()).isEqualTo(breaks);
  }
}
