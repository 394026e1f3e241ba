package io.roomfleet.agent.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandTest {
  @TempDir Path folder;

  private Command sh(String script) {
    return new Command(List.of("/bin/sh", "-c", script), folder, true);
  }

  /** The scheduler's own word: field 19 of the process's line. */
  private static String niceOf(List<String> started) throws Exception {
    Process process = new ProcessBuilder(started).start();
    String line =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return line.substring(line.lastIndexOf(')') + 2).split(" ")[16];
  }

  @Test
  void shouldGiveWayOnlyWhereItIsToldTo() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/nice")));
    int own = Integer.parseInt(niceOf(sh("cat /proc/$$/stat").started()));
    int yielding = Integer.parseInt(niceOf(sh("cat /proc/$$/stat").yielding().started()));
    assertThat(yielding).isEqualTo(Math.min(19, own + 10));
  }

  @Test
  void shouldStartAProgramThatIsNotThereAsItStandsSoThatItsAbsenceIsSeen() {
    Command missing = new Command(List.of("/not/there"), folder, true).yielding();
    assertThat(missing.started()).containsExactly("/not/there");
  }
}
