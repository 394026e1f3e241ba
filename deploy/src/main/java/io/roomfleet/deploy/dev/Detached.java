package io.roomfleet.deploy.dev;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps the terminal's Ctrl-C from the programs of a fleet: it reaches every process in the
 * foreground, and they are to end in order instead. Each becomes a session of its own by {@code
 * setsid}; where that is missing, a shell lets it ignore the signal.
 */
final class Detached {
  private final boolean setsid;

  private Detached(boolean setsid) {
    this.setsid = setsid;
  }

  /** As this machine allows. */
  static Detached here() {
    String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
    for (String folder : path.split(File.pathSeparator, -1)) {
      if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, "setsid"))) {
        return new Detached(true);
      }
    }
    return new Detached(false);
  }

  /** The command that runs {@code command} so, under the pid of the process that is started. */
  List<String> command(List<String> command) {
    List<String> detached = new ArrayList<>();
    if (setsid) {
      detached.add("setsid");
    } else {
      detached.addAll(List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh"));
    }
    detached.addAll(command);
    return detached;
  }
}
