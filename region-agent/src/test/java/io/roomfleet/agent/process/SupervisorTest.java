package io.roomfleet.agent.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.agent.testing.Await;
import io.roomfleet.agent.testing.TestFfmpeg;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, of the shell. */
class SupervisorTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  @TempDir Path folder;
  private EventLoop loop;
  private Guardian guardian;
  private Processes processes;

  @BeforeEach
  void start() throws Exception {
    loop = new EventLoop();
    guardian = Guardian.start();
    processes =
        new Processes(
            loop,
            guardian,
            TestFfmpeg.get(),
            new Processes.Timing(
                Duration.ofMillis(20),
                Duration.ofMillis(40),
                Duration.ofSeconds(30),
                Duration.ofMillis(300)));
  }

  @AfterEach
  void stop() {
    loop.ask(() -> processes.all()).forEach(s -> loop.ask(s::stop).join());
    guardian.close();
    loop.close();
  }

  private Work shell(String script) {
    return new Work() {
      @Override
      public Command command() {
        return new Command(List.of("sh", "-c", script), folder, false, List.of("hush"));
      }
    };
  }

  private Supervisor supervise(Work work) {
    return loop.ask(() -> processes.supervise("test", work));
  }

  private Supervisor.Status await(
      Supervisor supervisor, java.util.function.Predicate<Supervisor.Status> wanted) {
    return Await.value(SOON, "status", () -> loop.ask(supervisor::status), wanted);
  }

  @Test
  void aProgramThatFailsIsStartedAgainAndSaysWhy() {
    Supervisor supervisor = supervise(shell("echo 'disk on fire' >&2; exit 3"));
    Supervisor.Status status = await(supervisor, s -> s.restarts() >= 2 && s.pid() == null);
    assertThat(status.reason()).isEqualTo("ffmpeg ended with code 3: disk on fire");
    assertThat(status.errors()).containsExactly("disk on fire");
  }

  @Test
  void afterManyFailuresItIsHopelessAndStillTried() {
    Supervisor supervisor = supervise(shell("exit 1"));
    Supervisor.Status hopeless = await(supervisor, Supervisor.Status::hopeless);
    await(supervisor, s -> s.restarts() > hopeless.restarts());
  }

  @Test
  void twentyLinesOfErrorsAreKeptAndNoSecretIsInThem() {
    Supervisor supervisor =
        supervise(shell("for i in $(seq 30); do echo \"line $i hush\" >&2; done; exit 1"));
    List<String> errors = await(supervisor, s -> s.errors().size() == 20).errors();
    assertThat(errors.get(0)).isEqualTo("line 11 ***");
    assertThat(errors.get(19)).isEqualTo("line 30 ***");
  }

  @Test
  void anEndThatIsNormalIsFollowedAtOnceByTheNextRun() {
    Supervisor supervisor =
        supervise(
            new Work() {
              @Override
              public Command command() {
                return new Command(List.of("sh", "-c", "exit 0"), folder, false);
              }

              @Override
              public Ending ended(int code, @Nullable String lastError) {
                return Ending.NORMAL;
              }
            });
    assertThat(await(supervisor, s -> s.restarts() >= 5).reason()).isNull();
  }

  @Test
  void aProgramThatDoesNotListenIsKilled() {
    Supervisor supervisor = supervise(shell("trap '' TERM; while :; do sleep 0.05; done"));
    long pid = await(supervisor, s -> s.pid() != null).pid();
    loop.ask(supervisor::stop).join();
    assertThat(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)).isFalse();
  }

  @Test
  void whatCannotBeStartedIsFailedWithAPlainReason() {
    Supervisor supervisor =
        supervise(
            new Work() {
              @Override
              public Command command() throws CannotRun {
                throw new CannotRun("the disk is full");
              }
            });
    Supervisor.Status status = await(supervisor, Supervisor.Status::hopeless);
    assertThat(status.reason()).isEqualTo("the disk is full");
  }

  @Test
  void aRestartThatWasAskedForHasItsReason() {
    Supervisor supervisor = supervise(shell("exec sleep 60"));
    long pid = await(supervisor, s -> s.pid() != null).pid();
    loop.execute(() -> supervisor.restart("it stalled"));
    Supervisor.Status status = await(supervisor, s -> s.pid() != null && s.pid() != pid);
    assertThat(status.reason()).isEqualTo("it stalled");
    assertThat(status.restarts()).isEqualTo(1);
    loop.execute(supervisor::working);
    await(supervisor, s -> s.reason() == null);
  }

  @Test
  void theGuardianKillsWhatIsLeftAndIgnoresTheTerminal() throws Exception {
    Supervisor supervisor = supervise(shell("exec sleep 60"));
    long pid = await(supervisor, s -> s.pid() != null).pid();
    ProcessHandle shell = ProcessHandle.of(guardian.pid()).orElseThrow();
    new ProcessBuilder("kill", "-INT", String.valueOf(guardian.pid())).start().waitFor();
    new ProcessBuilder("kill", "-TERM", String.valueOf(guardian.pid())).start().waitFor();
    assertThat(shell.isAlive()).isTrue();
    // A program's name is that of the shell until it has become sleep: the guardian compares it.
    Await.until(
        SOON,
        "exec",
        () -> ProcessHandle.of(pid).flatMap(p -> p.info().command()).orElse("").contains("sleep"));
    guardian.watch(pid, "sleep");
    guardian.close();
    Await.until(
        SOON, "killed", () -> !ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false));
  }
}
