package io.roomfleet.deploy.dev;

import io.roomfleet.deploy.platform.Jdk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The commands that start our programs. */
interface Launcher {
  List<String> orchestrator(Path config);

  List<String> agent();

  /**
   * Those of an installation, with heaps for a fleet that shares one machine, on the Java that runs
   * this program.
   */
  static Launcher of(Installation installation) {
    return new Launcher() {
      @Override
      public List<String> orchestrator(Path config) {
        return java(
            "512m", List.of("-Dconfig.file=" + config), "io.roomfleet.orchestrator.app.Main");
      }

      @Override
      public List<String> agent() {
        return java("256m", List.of(), "io.roomfleet.agent.app.Main");
      }

      private List<String> java(String heap, List<String> properties, String main) {
        List<String> command = new ArrayList<>();
        command.add(Jdk.current().java().toString());
        command.addAll(
            List.of(
                "-Xms64m",
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-XX:+ExitOnOutOfMemoryError",
                "-Djava.util.concurrent.ForkJoinPool.common.parallelism=4"));
        command.addAll(properties);
        command.addAll(List.of("-cp", installation.classPath(), main));
        return command;
      }
    };
  }
}
