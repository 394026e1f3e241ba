package io.roomfleet.deploy.dev;

import io.roomfleet.deploy.cassandra.CassandraJars;
import io.roomfleet.deploy.cassandra.CassandraLaunch;
import io.roomfleet.deploy.cassandra.CassandraSettings;
import io.roomfleet.deploy.platform.Jdk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The commands that start the programs of a fleet. */
interface Launcher {
  List<String> orchestrator(Path config);

  List<String> agent();

  /** Prepares Cassandra's folder as well. */
  default List<String> cassandra(CassandraSettings settings) {
    return CassandraLaunch.prepare(settings);
  }

  /**
   * Those of an installation, with heaps for a fleet that shares one machine, on the Java that runs
   * this program. Cassandra runs on a 17.
   */
  static Launcher of(Installation installation, ClassArchives archives) {
    return new Launcher() {
      @Override
      public List<String> orchestrator(Path config) {
        return java(
            "orchestrator",
            "512m",
            List.of("-Dconfig.file=" + config),
            "io.roomfleet.orchestrator.app.Main");
      }

      @Override
      public List<String> agent() {
        return java("agent", "256m", List.of(), "io.roomfleet.agent.app.Main");
      }

      @Override
      public List<String> cassandra(CassandraSettings settings) {
        return CassandraLaunch.prepare(
            settings, archives.flags("cassandra", Jdk.require17(), CassandraJars.folder()));
      }

      private List<String> java(String program, String heap, List<String> properties, String main) {
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
        command.addAll(Cores.compilerFlags());
        command.addAll(archives.flags(program, Jdk.current(), installation.programs()));
        command.addAll(properties);
        command.addAll(List.of("-cp", installation.classPath(), main));
        return command;
      }
    };
  }
}
