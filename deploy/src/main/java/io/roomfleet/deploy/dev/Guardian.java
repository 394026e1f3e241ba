package io.roomfleet.deploy.dev;

import io.roomfleet.deploy.dev.ProgramSpec.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Ends the fleet's programs when this one is gone, however it went: a shell that reads from a pipe
 * which only this JVM writes to. At the end of the pipe, in order, it asks the programs it knows to
 * end, and after a while ends them with what they started.
 */
final class Guardian implements AutoCloseable {
  /** Each kind gets {@code WAIT} tenths of a second to end in order. */
  private static final String SCRIPT =
      """
      trap '' HUP INT TERM
      programs=
      while read -r verb entry; do
        case $verb in
          add) programs="$programs $entry" ;;
          del)
            rest=
            for it in $programs; do [ "$it" = "$entry" ] || rest="$rest $it"; done
            programs=$rest
            ;;
        esac
      done
      alive() {
        for it in $programs; do
          [ "${it%%:*}" = "$1" ] && kill -0 "${it#*:}" && return 0
        done
        return 1
      }
      for kind in 0 1 2; do
        for it in $programs; do [ "${it%%:*}" = $kind ] && kill -TERM "${it#*:}"; done
        waited=0
        while alive $kind && [ $waited -lt WAIT ]; do sleep 0.1; waited=$((waited + 1)); done
        for it in $programs; do
          [ "${it%%:*}" = $kind ] && { kill -KILL "-${it#*:}" || kill -KILL "${it#*:}"; }
        done
      done
      exit 0
      """;

  private static final String WAIT = "80";

  private final Process shell;
  private final Writer pipe;
  private boolean closed;

  private Guardian(Process shell) {
    this.shell = shell;
    this.pipe = shell.outputWriter(StandardCharsets.US_ASCII);
  }

  static Guardian start(Detached detached) {
    try {
      List<String> command =
          new ArrayList<>(
              List.of("/bin/sh", "-c", SCRIPT.replace("WAIT", WAIT), "roomfleet-guardian"));
      return new Guardian(
          new ProcessBuilder(detached.command(command))
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start /bin/sh", e);
    }
  }

  void add(Kind kind, long pid) {
    say("add", kind, pid);
  }

  /** To be said once the program has ended: its pid may be another's soon. */
  void remove(Kind kind, long pid) {
    say("del", kind, pid);
  }

  /** Ends it; what it still knows, it ends first. */
  @Override
  public synchronized void close() {
    closed = true;
    try {
      pipe.close();
    } catch (IOException e) {
      shell.destroyForcibly();
    }
  }

  private synchronized void say(String verb, Kind kind, long pid) {
    if (closed) {
      return;
    }
    try {
      pipe.write(verb + " " + kind.ordinal() + ":" + pid + "\n");
      pipe.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("the guardian process " + shell.pid() + " is gone", e);
    }
  }
}
