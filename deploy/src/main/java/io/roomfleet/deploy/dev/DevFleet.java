package io.roomfleet.deploy.dev;

import io.roomfleet.deploy.cassandra.CassandraSettings;
import io.roomfleet.deploy.dev.DevOptions.AgentCapacity;
import io.roomfleet.deploy.platform.Refusal;
import io.roomfleet.deploy.schema.Replication;
import io.roomfleet.deploy.schema.Schema;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A fleet on one machine from its first check to its last stop, with its folder: the lock, the
 * tokens, the settings, the control socket and the ready file.
 */
final class DevFleet implements AutoCloseable {
  private final DevOptions options;
  private final Progress progress;
  private final FolderLock lock;
  private final Tokens tokens;
  private final FleetPlan plan;
  private final Fleet fleet;
  private final CountDownLatch stopWanted = new CountDownLatch(1);
  private final Object adding = new Object();
  private volatile boolean healthy;
  private boolean closed;
  private @Nullable ControlServer control;

  /**
   * Checks what must hold and takes the folder; starts nothing yet.
   *
   * @param media makes sure that ffmpeg runs, and says which
   * @throws Refusal when something does not hold
   */
  DevFleet(DevOptions options, Launcher launcher, Supplier<String> media, Progress progress) {
    this.options = options;
    this.progress = progress;
    Preflight.java();
    Preflight.folder(options.data(), Preflight.MIN_FREE_BYTES);
    this.lock = FolderLock.take(options.data());
    try {
      this.tokens =
          Tokens.of(
              options.data(), DevOptions.REGIONS.stream().map(DevOptions.DevRegion::id).toList());
      this.plan = new FleetPlan(options, tokens, launcher);
      List<ProgramSpec> programs = plan.programs();
      Preflight.ports(programs);
      removeReadyFiles();
      PrivateFile.write(plan.orchestratorConfigFile(), plan.orchestratorConfig());
      FleetHealth health =
          new FleetHealth(plan.apiUrls(), tokens.admin(), options.cassandraPort(), progress);
      this.fleet = new Fleet(programs, health, steps(media), progress, this::programsChanged);
    } catch (IOException e) {
      lock.close();
      throw new Refusal(
          "The folder " + options.data() + " cannot be prepared: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** Starts all, waits until all is healthy, and writes the ready file. */
  void start() {
    control = ControlServer.open(options.data(), fleet, this::addAgent, stopWanted::countDown);
    fleet.start();
    healthy = true;
    programsChanged();
  }

  /** Answers its name, once it is heard. One after the other: each takes the next ports. */
  private String addAgent(String region, AgentCapacity capacity) {
    synchronized (adding) {
      ProgramSpec agent = plan.furtherAgent(region, capacity, fleet.programs());
      fleet.add(agent);
      return agent.name();
    }
  }

  ReadyFile ready() {
    URI api = plan.apiUrls().get(0);
    return new ReadyFile(
        api,
        URI.create(api + "/console/#token=" + tokens.admin()),
        tokens.admin(),
        fleet.pids(),
        plan.apiUrls(),
        options.data().toString());
  }

  /** Waits until {@code roomfleet dev stop} is given. */
  void awaitStopWanted() throws InterruptedException {
    stopWanted.await();
  }

  /**
   * Stops all in order. May be called again, and by several threads: each returns once all is
   * stopped.
   */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    healthy = false;
    fleet.stop();
    removeReadyFiles();
    if (control != null) {
      control.close();
    }
    lock.close();
    progress.step("fleet", "stopped");
  }

  private void programsChanged() {
    if (healthy) {
      ReadyFile ready = ready();
      ready.write(ReadyFile.in(options.data()));
      if (options.readyFile() != null) {
        ready.write(options.readyFile());
      }
    }
  }

  private void removeReadyFiles() {
    try {
      Files.deleteIfExists(ReadyFile.in(options.data()));
      @Nullable Path other = options.readyFile();
      if (other != null) {
        Files.deleteIfExists(other);
      }
    } catch (IOException e) {
      throw new Refusal("The ready file cannot be removed: " + e.getMessage(), e);
    }
  }

  private Fleet.Steps steps(Supplier<String> media) {
    return new Fleet.Steps() {
      @Override
      public String applySchema() {
        Schema.Applied applied =
            Schema.apply(
                CassandraSettings.HOST,
                options.cassandraPort(),
                CassandraSettings.DATA_CENTER,
                Replication.SINGLE);
        return "applied (" + applied.statements() + " statements)";
      }

      @Override
      public String prepareMedia() {
        return media.get();
      }
    };
  }
}
