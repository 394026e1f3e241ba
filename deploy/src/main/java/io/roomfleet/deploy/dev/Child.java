package io.roomfleet.deploy.dev;

import io.roomfleet.deploy.platform.Refusal;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One program of the fleet and, while it runs, its process. Safe for use by several threads. */
final class Child {
  private static final long LOG_LIMIT_BYTES = 10_000_000;
  private static final int TAIL_BYTES = 16_384;

  private final ProgramSpec spec;
  private final Detached detached;
  private final Guardian guardian;
  private final Listener listener;
  private @Nullable Process process;
  private @Nullable Instant since;
  private boolean wantedToEnd;

  /** Hears of a program that ended though nobody asked for it. */
  interface Listener {
    void onDied(Child child, int exitCode, Duration age);
  }

  Child(ProgramSpec spec, Detached detached, Guardian guardian, Listener listener) {
    this.spec = spec;
    this.detached = detached;
    this.guardian = guardian;
    this.listener = listener;
  }

  ProgramSpec spec() {
    return spec;
  }

  String name() {
    return spec.name();
  }

  /**
   * Starts it, if it does not run.
   *
   * @throws Refusal when it cannot be started
   */
  synchronized void spawn() {
    if (isAlive()) {
      return;
    }
    List<String> command = detached.command(spec.command().get());
    try {
      Files.createDirectories(Path.of(spec.log().toString()).getParent());
      rotateLog();
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(spec.log().toFile()));
      builder.environment().putAll(spec.environment());
      Process started = builder.start();
      Instant at = Instant.now();
      process = started;
      since = at;
      wantedToEnd = false;
      guardian.add(spec.kind(), started.pid());
      started
          .onExit()
          .thenAccept(ended -> ended(ended, Duration.between(at, Instant.now())))
          .exceptionally(
              e -> {
                System.err.println("roomfleet: " + e);
                return null;
              });
    } catch (IOException e) {
      throw new Refusal(spec.name() + " cannot be started: " + e.getMessage(), e);
    }
  }

  synchronized boolean isAlive() {
    return process != null && process.isAlive();
  }

  /** Its pid while it runs. */
  synchronized OptionalLong pid() {
    return process != null && process.isAlive()
        ? OptionalLong.of(process.pid())
        : OptionalLong.empty();
  }

  /** When it was last started, null before that. */
  synchronized @Nullable Instant since() {
    return since;
  }

  /** How its last process ended; null while it runs, and before it ever did. */
  synchronized @Nullable String ending() {
    return process == null || process.isAlive() ? null : ExitCodes.describe(process.exitValue());
  }

  /**
   * Ends it in order, by force when it takes too long.
   *
   * @return false when force was needed
   */
  boolean stop() {
    @Nullable Process running = markWantedToEnd();
    if (running == null) {
      return true;
    }
    running.destroy();
    if (awaited(running, spec.stopLimit())) {
      return true;
    }
    running.destroyForcibly();
    awaited(running, Duration.ofSeconds(10));
    return false;
  }

  /** Ends it as a crash would: SIGKILL to its process alone. The listener hears of it. */
  synchronized boolean kill() {
    if (process == null || !process.isAlive()) {
      return false;
    }
    process.destroyForcibly();
    return true;
  }

  /** The last lines that it wrote. */
  List<String> logTail(int lines) {
    try (RandomAccessFile file = new RandomAccessFile(spec.log().toFile(), "r")) {
      long from = Math.max(0, file.length() - TAIL_BYTES);
      byte[] end = new byte[(int) (file.length() - from)];
      file.seek(from);
      file.readFully(end);
      List<String> all = new String(end, StandardCharsets.UTF_8).lines().toList();
      return all.subList(Math.max(0, all.size() - lines), all.size());
    } catch (IOException e) {
      return List.of();
    }
  }

  private synchronized @Nullable Process markWantedToEnd() {
    wantedToEnd = true;
    return process != null && process.isAlive() ? process : null;
  }

  private void ended(Process which, Duration age) {
    boolean unasked;
    synchronized (this) {
      guardian.remove(spec.kind(), which.pid());
      unasked = !wantedToEnd && process == which;
    }
    if (unasked) {
      listener.onDied(this, which.exitValue(), age);
    }
  }

  private void rotateLog() throws IOException {
    if (Files.exists(spec.log()) && Files.size(spec.log()) > LOG_LIMIT_BYTES) {
      Files.move(
          spec.log(),
          spec.log().resolveSibling(spec.log().getFileName() + ".1"),
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static boolean awaited(Process process, Duration limit) {
    try {
      return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
