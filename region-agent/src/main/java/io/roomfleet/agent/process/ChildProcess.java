package io.roomfleet.agent.process;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of a program: its output is read, its end is told on the loop. */
final class ChildProcess {
  private static final Logger log = LoggerFactory.getLogger(ChildProcess.class);
  private static final int BUFFER = 64 * 1024;
  private static final Duration OUTPUT_REST = Duration.ofSeconds(2);

  private final Process process;
  private final StderrTail tail;

  private ChildProcess(Process process, StderrTail tail) {
    this.process = process;
    this.tail = tail;
  }

  /**
   * Starts {@code command}.
   *
   * @param output is called on a thread of its own
   * @param ended is called on the loop, after all output was read, with the exit code
   * @throws IOException when it cannot be started
   */
  static ChildProcess start(
      Command command,
      Consumer<ProcessBuilder> prepare,
      Guardian guardian,
      EventLoop loop,
      RunOutput output,
      Consumer<Integer> ended)
      throws IOException {
    Files.createDirectories(command.folder());
    ProcessBuilder builder =
        new ProcessBuilder(command.started())
            .directory(command.folder().toFile())
            .redirectInput(command.input() ? Redirect.PIPE : Redirect.from(new File("/dev/null")))
            .redirectOutput(command.output() ? Redirect.PIPE : Redirect.DISCARD);
    prepare.accept(builder);
    Process process = builder.start();
    String program = String.valueOf(Path.of(command.arguments().get(0)).getFileName());
    guardian.watch(process.pid(), program);
    ChildProcess child = new ChildProcess(process, new StderrTail(command.secrets()));
    if (command.input()) {
      output.input(process.getOutputStream());
    }
    Thread reader = child.thread("out", () -> child.readOutput(output));
    child.thread(
        "err",
        () -> {
          child.readErrors(output);
          int code = child.waitForEnd(reader);
          guardian.forget(process.pid());
          loop.execute(() -> ended.accept(code));
        });
    return child;
  }

  private Thread thread(String kind, Runnable work) {
    Thread thread = new Thread(work, "process-" + process.pid() + "-" + kind);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void readOutput(RunOutput output) {
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = process.getInputStream()) {
      int length;
      while ((length = in.read(buffer)) >= 0) {
        output.bytes(buffer, length);
      }
    } catch (IOException e) {
      log.debug("Output of process {} ends: {}", pid(), e.getMessage());
    } catch (RuntimeException e) {
      log.error("Output of process {} was not taken; it is ended", pid(), e);
      kill();
    }
  }

  private void readErrors(RunOutput output) {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
      String line;
      while ((line = in.readLine()) != null) {
        tail.add(line);
        output.error(line);
      }
    } catch (IOException e) {
      log.debug("Errors of process {} end: {}", pid(), e.getMessage());
    }
  }

  private int waitForEnd(Thread reader) {
    try {
      int code = process.waitFor();
      reader.join(OUTPUT_REST.toMillis());
      return code;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return -1;
    }
  }

  long pid() {
    return process.pid();
  }

  List<String> errors() {
    return tail.lines();
  }

  /** Asks it to end (SIGTERM). */
  void terminate() {
    process.destroy();
  }

  /** Ends it (SIGKILL). */
  void kill() {
    process.destroyForcibly();
  }

  /** Waits up to {@code limit} for its end; for shutdown, off the loop. */
  boolean awaitEnd(Duration limit) throws InterruptedException {
    return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
  }
}
