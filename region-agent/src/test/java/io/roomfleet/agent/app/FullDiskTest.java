package io.roomfleet.agent.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.roomfleet.agent.testing.Await;
import io.roomfleet.api.agent.AssignmentState;
import io.roomfleet.api.agent.Phase;
import io.roomfleet.api.agent.Source;
import io.roomfleet.api.room.Ladder;
import io.roomfleet.api.room.Rendition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent on a small disk of its own, which becomes full, or goes away. */
class FullDiskTest {
  private static final Ladder SOUND = new Ladder(null, List.of(Rendition.AUDIO), 25);
  private static final String LADDER = "transcode/disk/de-de";

  @TempDir Path folder;
  private Path disk;
  private FakeControlPlane control;
  private TestAgent agent;

  @BeforeEach
  void start() throws Exception {
    disk = Files.createDirectory(folder.resolve("disk"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=90m", "tmpfs", disk.toString()) == 0,
        "a tmpfs cannot be mounted here: not root, or not allowed");
    control = new FakeControlPlane();
    agent = new TestAgent(control, disk, "disk", 21080);
    control.desire(
        TestAgent.relay(1, "disk", new Source.Upstream(null, null)),
        TestAgent.transcode(1, "disk", "de-de", SOUND, null));
    agent.await(LADDER, Phase.RUNNING);
  }

  @AfterEach
  void stop() throws Exception {
    if (agent != null) {
      agent.close();
      control.close();
      assertThat(run("umount", "-l", disk.toString())).isZero();
    }
  }

  private static int run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  @Test
  void aFullDiskIsSaidPlainlyAndTheLadderComesBackWithTheSpace() throws Exception {
    Path playlist = agent.hls("disk", "de-de").resolve("audio/index.m3u8");
    Path filler = disk.resolve("filler");
    int free = (int) Files.getFileStore(disk).getUsableSpace();
    Files.write(filler, new byte[free - 2_000_000]);
    AssignmentState full = agent.await(LADDER, Phase.FAILED);
    assertThat(full.reason())
        .matches(
            "no space left on device in "
                + agent.hls("disk", "de-de")
                + ": [0-3] MB free \\(expected: >= 64 MB\\)");
    assertThat(full.pid()).isNull();
    assertThat(Files.readString(playlist)).as("players still have it").contains("#EXTINF");
    Files.delete(filler);
    assertThat(agent.await(LADDER, Phase.RUNNING).reason()).isNull();
  }

  @Test
  void aFolderThatIsTakenAwayIsMadeAnew() throws Exception {
    Files.move(disk.resolve("hls"), disk.resolve("elsewhere"));
    AssignmentState gone =
        Await.value(
            TestAgent.SOON,
            "it says so",
            () -> control.state(LADDER),
            s -> s.phase() != Phase.RUNNING);
    assertThat(gone.reason())
        .isEqualTo("cannot write to " + agent.hls("disk", "de-de") + ": it is missing");
    agent.await(LADDER, Phase.RUNNING);
    assertThat(agent.hls("disk", "de-de").resolve("master.m3u8")).exists();
  }
}
