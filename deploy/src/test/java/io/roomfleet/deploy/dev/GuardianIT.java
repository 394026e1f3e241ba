package io.roomfleet.deploy.dev;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.deploy.dev.ProgramSpec.Kind;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class GuardianIT {
  @Test
  void nothingOutlivesAFleetThatWasKilled() throws Exception {
    Process keeper =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Keeper.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<ProcessHandle> kept = new ArrayList<>();
    try (BufferedReader out = keeper.inputReader()) {
      for (String line = out.readLine(); !"all".equals(line); line = out.readLine()) {
        kept.add(ProcessHandle.of(Long.parseLong(line)).orElseThrow());
      }
      assertThat(kept).hasSize(4).allMatch(ProcessHandle::isAlive);
      keeper.destroyForcibly();
      for (ProcessHandle it : kept) {
        it.onExit().get(60, TimeUnit.SECONDS);
      }
    } finally {
      kept.forEach(ProcessHandle::destroyForcibly);
      keeper.destroyForcibly();
    }
  }

  /** Holds two programs under a guardian: one is deaf to SIGTERM and has a child of its own. */
  static final class Keeper {
    private Keeper() {}

    public static void main(String[] args) throws Exception {
      Detached detached = Detached.here();
      Guardian guardian = Guardian.start(detached);
      Process deaf = shell(detached, "trap '' TERM; sleep 600 & echo $!; wait; wait");
      guardian.add(Kind.AGENT, deaf.pid());
      Process plain = shell(detached, "sleep 600 & echo $!; wait");
      guardian.add(Kind.CASSANDRA, plain.pid());
      System.out.println(deaf.pid());
      System.out.println(deaf.inputReader().readLine());
      System.out.println(plain.pid());
      System.out.println(plain.inputReader().readLine());
      System.out.println("all");
      TimeUnit.HOURS.sleep(1);
    }

    private static Process shell(Detached detached, String script) throws Exception {
      return new ProcessBuilder(detached.command(List.of("/bin/sh", "-c", script))).start();
    }
  }
}
