package io.roomfleet.deploy.dev;

import io.roomfleet.deploy.cassandra.CassandraSettings;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code roomfleet dev}. */
@Command(
    name = "dev",
    description =
        "Run a whole fleet on this machine: a real Cassandra, orchestrators, and agents in three"
            + " regions. Ctrl-C stops all; a second start with the same folder goes on where the"
            + " first stopped.",
    subcommands = {
      DevOrders.Status.class,
      DevOrders.Restart.class,
      DevOrders.Kill.class,
      DevOrders.AddAgent.class,
      DevOrders.Stop.class
    })
public final class DevCommand implements Callable<Integer> {
  @Mixin private DevFlags flags = new DevFlags();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description =
          "Keeps everything between two starts (default: $ROOMFLEET_DATA, else .roomfleet/dev in"
              + " the checkout).")
  private @Nullable Path data;

  @Option(
      names = "--demo",
      description = "Then schedule and start a promo broadcast with three sub-rooms.")
  private boolean demo;

  Path data() {
    return data == null ? Installation.defaultData() : data;
  }

  @Override
  public Integer call() throws InterruptedException {
    Progress progress = new Progress(System.out, InstantSource.system());
    DevOptions options = flags.toOptions(data());
    Installation installation = Installation.current();
    ClassArchives archives = new ClassArchives(installation.classArchives());
    progress.say(
        "Starting Cassandra, %d orchestrator%s and %d agents; data in %s"
            .formatted(
                options.nodes(),
                options.nodes() == 1 ? "" : "s",
                options.agents(),
                options.data()));
    DevFleet fleet =
        new DevFleet(
            options,
            Launcher.of(installation, archives),
            () -> Ffmpeg.prepare(CacheFolder.path()),
            progress);
    Runtime.getRuntime().addShutdownHook(new Thread(fleet::close, "stop-fleet"));
    Runtime.getRuntime().addShutdownHook(new Thread(archives::close, "stop-class-archives"));
    try (fleet;
        archives) {
      fleet.start();
      announce(progress, fleet.ready());
      if (demo) {
        new Demo(fleet.ready(), progress).run();
      }
      archives.makeMissing(progress);
      fleet.awaitStopWanted();
    }
    return 0;
  }

  private static void announce(Progress progress, ReadyFile ready) {
    progress.say("");
    progress.say("All is healthy after %.1f s.".formatted(progress.seconds()));
    progress.say("  Console    " + ready.consoleUrl());
    progress.say("  API        " + ready.apiUrl());
    progress.say("  Token      " + ready.token());
    progress.say(
        "  Cassandra  "
            + CassandraSettings.HOST
            + " (keyspace roomfleet); logs in "
            + Path.of(ready.data(), "logs"));
    progress.say(
        "Ctrl-C stops all. In another terminal: roomfleet dev status | restart | kill | add-agent");
    progress.say("");
  }
}
