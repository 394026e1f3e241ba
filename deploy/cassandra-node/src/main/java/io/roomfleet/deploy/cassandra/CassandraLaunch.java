package io.roomfleet.deploy.cassandra;

import io.roomfleet.deploy.platform.Jdk;
import io.roomfleet.deploy.platform.Ports;
import io.roomfleet.deploy.platform.Refusal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes what a Cassandra needs into its folder and says by which command it is started. */
public final class CassandraLaunch {
  private static final String MAIN = "org.apache.cassandra.service.CassandraDaemon";

  /** What Cassandra 5 reaches into on Java 17, as its own start script opens it. */
  private static final List<String> EXPORTS =
      List.of(
          "java.base/jdk.internal.misc",
          "java.base/java.lang.ref",
          "java.management.rmi/com.sun.jmx.remote.internal.rmi",
          "java.rmi/sun.rmi.registry",
          "java.rmi/sun.rmi.server",
          "java.sql/java.sql",
          "jdk.unsupported/sun.misc",
          "jdk.compiler/com.sun.tools.javac.file",
          "jdk.attach/sun.tools.attach");

  private static final List<String> OPENS =
      List.of(
          "java.base/java.lang",
          "java.base/java.lang.module",
          "java.base/java.lang.reflect",
          "java.base/java.util",
          "java.base/java.io",
          "java.base/sun.nio.ch",
          "java.base/jdk.internal.loader",
          "java.base/jdk.internal.ref",
          "java.base/jdk.internal.reflect",
          "java.base/jdk.internal.math",
          "java.base/jdk.internal.module",
          "java.base/jdk.internal.util.jar",
          "jdk.management/com.sun.management.internal",
          "jdk.compiler/com.sun.tools.javac");

  private CassandraLaunch() {}

  /**
   * Prepares the folder. The command's output is for the caller to direct; Cassandra's own log is
   * {@link #log}.
   *
   * @throws Refusal when a program already answers on the port, when there is no Java 17, or when
   *     the folder cannot be written
   */
  public static List<String> prepare(CassandraSettings settings) {
    return prepare(settings, List.of());
  }

  /**
   * The same, with more flags for its JVM.
   *
   * @throws Refusal as {@link #prepare(CassandraSettings)} does
   */
  public static List<String> prepare(CassandraSettings settings, List<String> moreJvmFlags) {
    Ports.requireFree(CassandraSettings.HOST, settings.port(), "Cassandra", "--cassandra-port");
    Jdk jdk = Jdk.require17();
    Path jars = CassandraJars.folder();
    try {
      CassandraFiles.write(settings);
    } catch (IOException e) {
      throw new Refusal(
          "Cassandra's folder " + settings.dataDir() + " cannot be written: " + e.getMessage(), e);
    }
    List<String> command = new ArrayList<>();
    command.add(jdk.java().toString());
    command.addAll(jvmFlags(settings));
    command.addAll(moreJvmFlags);
    EXPORTS.forEach(it -> command.addAll(List.of("--add-exports", it + "=ALL-UNNAMED")));
    OPENS.forEach(it -> command.addAll(List.of("--add-opens", it + "=ALL-UNNAMED")));
    command.addAll(cassandraFlags(settings.dataDir()));
    command.addAll(List.of("-cp", jars + "/*", MAIN));
    return List.copyOf(command);
  }

  /** Cassandra's own log. */
  public static Path log(CassandraSettings settings) {
    return CassandraFiles.log(settings.dataDir());
  }

  /**
   * Without the agent that Cassandra's own start script loads: it measures objects a little more
   * exactly, and costs a second of the start.
   */
  private static List<String> jvmFlags(CassandraSettings settings) {
    List<String> flags =
        new ArrayList<>(
            List.of(
                "-Xms96m",
                "-Xmx" + settings.heapMegabytes() + "m",
                "-XX:MaxDirectMemorySize=256m",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:ErrorFile=" + settings.dataDir().resolve("log").resolve("hs_err_%p.log"),
                "-Djdk.attach.allowAttachSelf=true",
                "-Dio.netty.tryReflectionSetAccessible=true",
                "-Djava.util.concurrent.ForkJoinPool.common.parallelism=4"));
    if (settings.quickStart()) {
      flags.add("-XX:TieredStopAtLevel=1");
    }
    return flags;
  }

  /**
   * A single node waits for nobody: no gossip round, no ring delay. The row overhead is given,
   * since measuring it takes seconds at each start. JMX stays off.
   */
  private static List<String> cassandraFlags(Path dir) {
    return List.of(
        "-Dcassandra.config=" + CassandraFiles.yaml(dir).toUri(),
        "-Dcassandra.storagedir=" + dir,
        "-Dcassandra.logdir=" + dir.resolve("log"),
        "-Dlogback.configurationFile=" + CassandraFiles.logback(dir),
        "-Dcassandra-foreground=yes",
        "-Dcassandra.memtable.row_overhead_size=180",
        "-Dcassandra.ring_delay_ms=0",
        "-Dcassandra.skip_wait_for_gossip_to_settle=0",
        "-Dcassandra.superuser_setup_delay_ms=0",
        "-Dcassandra.shutdown_announce_in_ms=0");
  }
}
