package io.roomfleet.deploy.cassandra;

import io.roomfleet.deploy.platform.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A Cassandra that runs as a child of this JVM, and ends with it at the latest. Kept data works
 * again in the next process, after {@link #kill} too.
 */
public final class CassandraProcess implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofMinutes(5);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
  private static final int PROBE_TIMEOUT_MILLIS = 1000;
  private static final int PROBE_PAUSE_MILLIS = 100;
  private static final int LOG_LINES_SHOWN = 15;

  private final CassandraSettings settings;
  private final Process process;
  private final Thread atExit;

  private CassandraProcess(CassandraSettings settings, Process process) {
    this.settings = settings;
    this.process = process;
    this.atExit = new Thread(process::destroyForcibly, "cassandra-at-exit");
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /**
   * Starts one with the settings for tests and waits until it answers CQL.
   *
   * @throws Refusal when it cannot be started, or does not answer within five minutes
   */
  public static CassandraProcess start(Path dataDir, int port) {
    return start(CassandraSettings.quick(dataDir, port));
  }

  /**
   * Starts one and waits until it answers CQL.
   *
   * @throws Refusal when it cannot be started, or does not answer within five minutes
   */
  public static CassandraProcess start(CassandraSettings settings) {
    List<String> command = CassandraLaunch.prepare(settings);
    Path output = settings.dataDir().resolve("log").resolve("output.log");
    CassandraProcess started;
    try {
      started =
          new CassandraProcess(
              settings,
              new ProcessBuilder(command)
                  .redirectErrorStream(true)
                  .redirectOutput(output.toFile())
                  .start());
    } catch (IOException e) {
      throw new Refusal("Cassandra cannot be started: " + e.getMessage(), e);
    }
    started.awaitReady(output);
    return started;
  }

  public String host() {
    return CassandraSettings.HOST;
  }

  public int port() {
    return settings.port();
  }

  /** {@code host:port}, as the programs' settings take it. */
  public String contactPoint() {
    return host() + ":" + port();
  }

  public String dataCenter() {
    return CassandraSettings.DATA_CENTER;
  }

  public long pid() {
    return process.pid();
  }

  /** Ends it as a crash would: SIGKILL. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd(STOP_LIMIT);
    forget();
  }

  /** Ends it in order, by force after 20 s. */
  @Override
  public void close() {
    process.destroy();
    if (!awaitEnd(STOP_LIMIT)) {
      process.destroyForcibly();
      awaitEnd(STOP_LIMIT);
    }
    forget();
  }

  private void awaitReady(Path output) {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (!CqlProbe.answers(host(), port(), PROBE_TIMEOUT_MILLIS)) {
      if (awaitEnd(Duration.ofMillis(PROBE_PAUSE_MILLIS))) {
        forget();
        throw new Refusal(
            "Cassandra ended with code "
                + process.exitValue()
                + " before it was ready:\n"
                + tail(output));
      }
      if (System.nanoTime() > deadline) {
        kill();
        throw new Refusal(
            "Cassandra did not answer CQL on port "
                + port()
                + " within "
                + START_LIMIT.toSeconds()
                + " s; its log: "
                + CassandraLaunch.log(settings));
      }
    }
  }

  private boolean awaitEnd(Duration limit) {
    try {
      return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
      throw new Refusal("Interrupted while waiting for Cassandra.", e);
    }
  }

  private void forget() {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // The JVM is going down already; the hook runs.
    }
  }

  private static String tail(Path file) {
    try {
      List<String> lines = Files.readAllLines(file);
      return String.join(
          "\n", lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size()));
    } catch (IOException e) {
      return "(no output: " + e.getMessage() + ")";
    }
  }
}
