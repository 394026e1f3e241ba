package io.roomfleet.agent.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.agent.testing.Await;
import io.roomfleet.agent.testing.TestFfmpeg;
import io.roomfleet.api.agent.Phase;
import io.roomfleet.api.agent.Source;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real agent process, with encoders and listeners, and how it ends. */
class GuardedAgentTest {
  @TempDir Path folder;
  private FakeControlPlane control;
  private Process agent;

  @BeforeEach
  void start() throws Exception {
    control = new FakeControlPlane();
    control.desire(
        TestAgent.relay(1, "end", new Source.Rtmp("key")),
        TestAgent.transcode(1, "end", "de-de", TestAgent.SMALL, null));
    agent = launch();
    await(Phase.RUNNING);
  }

  private void await(Phase phase) {
    for (String id : List.of("relay/end/main", "transcode/end/de-de")) {
      Await.value(
          Duration.ofSeconds(60),
          id + " is " + phase,
          () -> control.state(id),
          s -> s.phase() == phase && s.pid() != null);
    }
  }

  private Process launch() throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName());
    builder
        .environment()
        .putAll(
            Map.of(
                "ROOMFLEET_AGENT_ID",
                "guarded",
                "ROOMFLEET_REGION",
                "eu-west",
                "ROOMFLEET_JOIN_TOKEN",
                FakeControlPlane.TOKEN,
                "ROOMFLEET_CONTROL_URLS",
                control.url().toString(),
                "ROOMFLEET_MEDIA_PORT",
                "0",
                "ROOMFLEET_WORK_DIR",
                folder.toString(),
                "ROOMFLEET_CACHE_DIR",
                TestFfmpeg.CACHE.toString(),
                "ROOMFLEET_INGEST_PORTS",
                "21030-21039"));
    return builder
        .redirectErrorStream(true)
        .redirectOutput(new File(folder.toFile(), "agent.log"))
        .start();
  }

  @AfterEach
  void stop() {
    agent.descendants().forEach(ProcessHandle::destroyForcibly);
    agent.destroyForcibly();
    control.close();
  }

  @Test
  void noChildOutlivesAnAgentThatIsKilledAndTheNextOneGoesOn() throws Exception {
    List<ProcessHandle> children = agent.descendants().toList();
    assertThat(children).as("guardian, listener, encoder").hasSize(3);
    agent.destroyForcibly().waitFor();
    Await.until(
        Duration.ofSeconds(20),
        "all are gone",
        () -> children.stream().noneMatch(ProcessHandle::isAlive));

    String before = read();
    control.states().clear();
    agent = launch();
    await(Phase.RUNNING);
    String after = read();
    assertThat(after).contains("#EXT-X-DISCONTINUITY");
    assertThat(sequence(after)).isGreaterThanOrEqualTo(sequence(before));
  }

  private String read() throws Exception {
    return java.nio.file.Files.readString(folder.resolve("hls/end/de-de/180p/index.m3u8"));
  }

  private static long sequence(String playlist) {
    return playlist
        .lines()
        .filter(l -> l.startsWith("#EXT-X-MEDIA-SEQUENCE:"))
        .mapToLong(l -> Long.parseLong(l.substring(l.indexOf(':') + 1)))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void anAgentThatIsAskedToEndEndsItsChildrenFirst() throws Exception {
    List<ProcessHandle> children = agent.descendants().toList();
    agent.destroy();
    assertThat(agent.waitFor(15, TimeUnit.SECONDS)).isTrue();
    assertThat(children).noneMatch(ProcessHandle::isAlive);
    assertThat(read()).as("players wait for the next start").doesNotContain("ENDLIST");
  }
}
