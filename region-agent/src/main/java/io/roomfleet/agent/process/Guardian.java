package io.roomfleet.agent.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that no child outlives the agent, even when the agent is killed with SIGKILL.
 *
 * <p>It is one {@code sh} whose stdin is a pipe from the agent. The agent tells it which processes
 * it has; when the pipe ends, for whatever reason, the shell kills those that are left. It ignores
 * the signals that a terminal sends to a whole process group, since it must be the last to go.
 */
public final class Guardian implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Guardian.class);

  /** A process id may have been given to a stranger since, so the name is compared too. */
  private static final String SCRIPT =
      """
      trap '' INT TERM HUP QUIT PIPE
      wards=''
      while read -r verb pid name; do
        case $verb in
          +) wards="$wards $pid:$name" ;;
          -) kept=''
             for ward in $wards; do
               case $ward in "$pid":*) ;; *) kept="$kept $ward" ;; esac
             done
             wards=$kept ;;
        esac
      done
      for ward in $wards; do
        read -r now < "/proc/${ward%%:*}/comm" && [ "$now" = "${ward#*:}" ] && kill -9 "${ward%%:*}"
      done
      exit 0
      """;

  private final Process shell;
  private final OutputStream pipe;

  private Guardian(Process shell) {
    this.shell = shell;
    this.pipe = shell.getOutputStream();
  }

  /**
   * Starts it.
   *
   * @throws IOException when there is no sh
   */
  public static Guardian start() throws IOException {
    return new Guardian(
        new ProcessBuilder(List.of("sh", "-c", SCRIPT))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start());
  }

  /** From now on the process does not outlive the agent. */
  void watch(long pid, String program) {
    // The kernel keeps 15 characters of a program's name.
    say("+ " + pid + " " + (program.length() <= 15 ? program : program.substring(0, 15)));
  }

  /** The process has ended. */
  void forget(long pid) {
    say("- " + pid + " ");
  }

  private synchronized void say(String line) {
    try {
      pipe.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
      pipe.flush();
    } catch (IOException e) {
      log.warn("The guardian of the agent's processes is gone: {}", e.getMessage());
    }
  }

  /** Kills what is still watched, and ends. */
  @Override
  public void close() {
    try {
      synchronized (this) {
        pipe.close();
      }
      if (!shell.waitFor(2, TimeUnit.SECONDS)) {
        shell.destroyForcibly();
      }
    } catch (IOException e) {
      log.debug("Closing the guardian", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  long pid() {
    return shell.pid();
  }
}
