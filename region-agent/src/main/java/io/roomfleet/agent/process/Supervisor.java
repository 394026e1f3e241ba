package io.roomfleet.agent.process;

import io.roomfleet.agent.process.EventLoop.Scheduled;
import io.roomfleet.agent.process.Work.CannotRun;
import io.roomfleet.agent.process.Work.Ending;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one program running, on the loop.
 *
 * <ul>
 *   <li>It ends by itself and {@link Work#ended} calls that normal: the next run starts at once.
 *   <li>It fails: the next run starts after a back-off of 0.5 s to 15 s, which starts anew when a
 *       run has lasted 30 s.
 *   <li>It fails six times in a row, or cannot be started at all: it is {@link Status#hopeless},
 *       and still tried.
 * </ul>
 */
public final class Supervisor {
  private static final Logger log = LoggerFactory.getLogger(Supervisor.class);
  private static final int HOPELESS = 6;

  private final String name;
  private final Work work;
  private final Processes processes;
  private final Backoff backoff;
  private final CompletableFuture<Void> stopped = new CompletableFuture<>();

  private @Nullable ChildProcess child;
  private @Nullable Scheduled timer;
  private @Nullable String reason;
  private @Nullable String restartReason;
  private List<String> errors = List.of();
  private int runs;
  private boolean stopping;
  private boolean cannotRun;

  Supervisor(String name, Work work, Processes processes) {
    this.name = name;
    this.work = work;
    this.processes = processes;
    this.backoff =
        new Backoff(
            processes.timing().firstBackoff(),
            processes.timing().longestBackoff(),
            ThreadLocalRandom.current());
  }

  /**
   * How the program is.
   *
   * @param pid null while it does not run
   * @param restarts runs after the first one
   * @param reason why it does not run, or why its last run failed; null when all is well
   * @param hopeless it was tried often, or cannot be started at all
   * @param errors the last lines of stderr while there is a reason, else empty
   */
  public record Status(
      @Nullable Long pid,
      int restarts,
      @Nullable String reason,
      boolean hopeless,
      List<String> errors) {}

  /** Starts the first run. */
  void start() {
    timer = null;
    if (stopping) {
      return;
    }
    Command command = null;
    try {
      command = work.command();
      child =
          ChildProcess.start(
              command,
              processes.ffmpeg()::prepare,
              processes.guardian(),
              processes.loop(),
              work.output(),
              this::ended);
      runs++;
      cannotRun = false;
      log.info("{}: started as process {}", name, child.pid());
      timer = processes.loop().after(processes.timing().healthyAfter(), this::healthy);
    } catch (CannotRun e) {
      cannotRun = true;
      failed(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      cannotRun = true;
      failed(
          e instanceof FileSystemException && command != null
              ? DiskFault.of(command.folder(), e)
              : "cannot start: " + e.getMessage());
    } catch (RuntimeException e) {
      // A fault of this program; it must neither end the tries nor go unsaid.
      log.error("{}", name, e);
      cannotRun = true;
      failed("cannot start: " + e);
    }
    work.changed();
  }

  private void healthy() {
    timer = null;
    backoff.reset();
    if (reason != null) {
      reason = null;
      errors = List.of();
      work.changed();
    }
  }

  private void ended(int code) {
    ChildProcess ended = child;
    child = null;
    cancelTimer();
    if (stopping || ended == null) {
      log.info("{}: stopped", name);
      stopped.complete(null);
      return;
    }
    List<String> lines = ended.errors();
    String asked = restartReason;
    restartReason = null;
    Ending ending =
        asked != null
            ? new Ending(asked)
            : work.ended(code, lines.isEmpty() ? null : lines.get(lines.size() - 1));
    if (ending.reason() == null) {
      backoff.reset();
      reason = null;
      errors = List.of();
      start();
    } else {
      errors = lines;
      failed(ending.reason());
      work.changed();
    }
  }

  private void failed(String why) {
    reason = why;
    Duration wait = backoff.next();
    log.warn("{}: {}; next try in {} ms", name, why, wait.toMillis());
    timer = processes.loop().after(wait, this::start);
  }

  /** Says that the present run does what it should, long before it counts as healthy. */
  public void working() {
    if (reason != null) {
      reason = null;
      errors = List.of();
      work.changed();
    }
  }

  /** Ends the present run at once, for {@code why}; the next one follows after the back-off. */
  public void restart(String why) {
    ChildProcess running = child;
    if (running != null && restartReason == null) {
      restartReason = why;
      log.warn("{}: {}; process {} is ended", name, why, running.pid());
      running.kill();
    }
  }

  /** Ends it for good: asks first, then kills. Completes when the process is gone. */
  public CompletableFuture<Void> stop() {
    if (stopping) {
      return stopped;
    }
    stopping = true;
    cancelTimer();
    ChildProcess running = child;
    if (running == null) {
      stopped.complete(null);
    } else {
      running.terminate();
      timer = processes.loop().after(processes.timing().killAfter(), running::kill);
    }
    processes.gone(this);
    return stopped;
  }

  public Status status() {
    ChildProcess running = child;
    return new Status(
        running == null ? null : running.pid(),
        Math.max(0, runs - 1),
        reason,
        reason != null && (cannotRun || backoff.failures() >= HOPELESS),
        reason == null ? List.of() : running == null ? errors : mergeErrors(running));
  }

  private List<String> mergeErrors(ChildProcess running) {
    List<String> now = running.errors();
    return now.isEmpty() ? errors : now;
  }

  private void cancelTimer() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }
}
