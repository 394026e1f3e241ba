package io.roomfleet.deploy.dev;

import io.roomfleet.deploy.dev.ProgramSpec.Kind;
import io.roomfleet.deploy.platform.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The programs of a fleet: starts them in order, tells of those that end unasked, and stops them in
 * order. A program that ended is not started again by itself, since people use a fleet on one
 * machine to see what happens then.
 */
final class Fleet {
  private static final int TAIL_LINES = 8;

  private final Detached detached = Detached.here();
  private final FleetHealth health;
  private final Steps steps;
  private final Progress progress;
  private final Guardian guardian;
  private final Runnable changed;
  private final Object starting = new Object();
  private boolean stopping;
  private volatile Map<String, Child> children = Map.of();

  /** What must be done between the programs' starts. */
  interface Steps {
    /** Once Cassandra answers, before any orchestrator starts. */
    String applySchema();

    /** Before any agent starts. */
    String prepareMedia();
  }

  /**
   * @param changed called when a program ended or was started again
   */
  Fleet(
      List<ProgramSpec> programs,
      FleetHealth health,
      Steps steps,
      Progress progress,
      Runnable changed) {
    this.health = health;
    this.steps = steps;
    this.progress = progress;
    this.changed = changed;
    this.guardian = Guardian.start(detached);
    programs.forEach(this::known);
  }

  /** Others read the programs meanwhile, and so each one more makes another map. */
  private void known(ProgramSpec program) {
    synchronized (starting) {
      Map<String, Child> more = new LinkedHashMap<>(children);
      more.put(program.name(), new Child(program, detached, guardian, this::died));
      children = Collections.unmodifiableMap(more);
    }
  }

  /**
   * How one program is.
   *
   * @param pid null while it does not run
   * @param ending how it ended, null while it runs
   */
  record Status(
      String name,
      Kind kind,
      @Nullable Long pid,
      @Nullable Instant since,
      @Nullable String ending,
      List<Integer> ports,
      String log) {}

  /**
   * Starts all and waits until all work: Cassandra, then the orchestrators, and beside them the
   * agents, which wait for the orchestrators by themselves.
   *
   * @throws Refusal when one cannot be started; the others run on then, until {@link #stop}
   */
  void start() {
    Child cassandra = of(Kind.CASSANDRA).get(0);
    List<Child> agents = of(Kind.AGENT);
    spawn(cassandra);
    ExecutorService threads = Executors.newCachedThreadPool(Fleet::daemon);
    try {
      CompletableFuture<Void> control =
          CompletableFuture.runAsync(() -> startControlPlane(cassandra, threads), threads);
      CompletableFuture<Void> media =
          CompletableFuture.runAsync(() -> startAgents(agents, threads), threads);
      joined(CompletableFuture.allOf(failFast(control, media), failFast(media, control)));
    } finally {
      threads.shutdownNow();
    }
    health.awaitUp(agents);
    agents.forEach(agent -> progress.step(agent.name(), "heard by the control plane"));
  }

  private void startControlPlane(Child cassandra, ExecutorService threads) {
    health.awaitWorking(cassandra);
    progress.step(cassandra.name(), "ready");
    progress.step("schema", steps.applySchema());
    startAll(of(Kind.ORCHESTRATOR), threads);
  }

  private void startAgents(List<Child> agents, ExecutorService threads) {
    progress.step("ffmpeg", steps.prepareMedia());
    startAll(agents, threads);
  }

  private void startAll(List<Child> some, ExecutorService threads) {
    some.forEach(this::spawn);
    joined(
        CompletableFuture.allOf(
            some.stream()
                .map(
                    child ->
                        CompletableFuture.runAsync(
                            () -> {
                              health.awaitWorking(child);
                              progress.step(child.name(), "ready");
                            },
                            threads))
                .toArray(CompletableFuture<?>[]::new)));
  }

  /** Stops all in order, each within its limit. Returns once no program is left. */
  void stop() {
    synchronized (starting) {
      stopping = true;
    }
    for (Kind kind : Kind.values()) {
      of(kind).parallelStream().filter(Child::isAlive).forEach(this::stopOne);
    }
    guardian.close();
  }

  /**
   * Starts a program again, and stops it in order before when it runs.
   *
   * @throws Refusal when there is none of that name, or it does not come up
   */
  void restart(String name) {
    Child child = named(name);
    if (child.isAlive()) {
      stopOne(child);
    }
    spawn(child);
    health.awaitWorking(child);
    if (child.spec().kind() == Kind.AGENT) {
      health.awaitUp(List.of(child));
    }
    progress.step(name, "ready");
    changed.run();
  }

  /**
   * Starts a program that was not there before, and waits until it works. One that does not come up
   * can be started again.
   *
   * @param program of a name and ports that no other program has
   * @throws Refusal when it does not come up
   */
  void add(ProgramSpec program) {
    Preflight.ports(List.of(program));
    known(program);
    restart(program.name());
  }

  List<ProgramSpec> programs() {
    return children.values().stream().map(Child::spec).toList();
  }

  /**
   * Kills a program: SIGKILL to its process alone.
   *
   * @throws Refusal when there is none of that name, or it does not run
   */
  void kill(String name) {
    if (!named(name).kill()) {
      throw new Refusal(name + " does not run.");
    }
  }

  List<Status> status() {
    return children.values().stream().map(Fleet::status).toList();
  }

  /** The pids of those that run, by name. */
  Map<String, Long> pids() {
    Map<String, Long> pids = new LinkedHashMap<>();
    children.forEach((name, child) -> child.pid().ifPresent(pid -> pids.put(name, pid)));
    return pids;
  }

  private static Status status(Child child) {
    ProgramSpec spec = child.spec();
    return new Status(
        spec.name(),
        spec.kind(),
        child.pid().isPresent() ? child.pid().getAsLong() : null,
        child.since(),
        child.ending(),
        spec.ports().stream().map(ProgramSpec.PortUse::port).toList(),
        spec.log().toString());
  }

  private void spawn(Child child) {
    synchronized (starting) {
      if (stopping) {
        throw new Refusal("The fleet is stopping.");
      }
      child.spawn();
    }
    String ports =
        child.spec().ports().stream()
            .map(use -> String.valueOf(use.port()))
            .collect(Collectors.joining(", "));
    progress.step(child.name(), "starting (port " + ports + ")");
  }

  private void stopOne(Child child) {
    progress.step(child.name(), "stopping");
    if (child.stop()) {
      progress.step(child.name(), "stopped");
    } else {
      progress.step(
          child.name(),
          "killed, since it did not end within " + child.spec().stopLimit().toSeconds() + " s");
    }
  }

  private void died(Child child, int exitCode, Duration age) {
    synchronized (starting) {
      if (stopping) {
        return;
      }
    }
    StringBuilder text =
        new StringBuilder()
            .append(ExitCodes.describe(exitCode))
            .append(" after ")
            .append(age.toSeconds())
            .append(" s. Last lines of ")
            .append(child.spec().log())
            .append(':');
    child.logTail(TAIL_LINES).forEach(line -> text.append("\n      ").append(line));
    text.append("\n    Bring it back: roomfleet dev restart ").append(child.name());
    progress.step(child.name(), text.toString());
    changed.run();
  }

  private Child named(String name) {
    Child child = children.get(name);
    if (child == null) {
      throw new Refusal(
          "No program is called "
              + name
              + " (expected: "
              + String.join(", ", children.keySet())
              + ").");
    }
    return child;
  }

  private List<Child> of(Kind kind) {
    List<Child> some = new ArrayList<>();
    for (Child child : children.values()) {
      if (child.spec().kind() == kind) {
        some.add(child);
      }
    }
    return some;
  }

  /** {@code one}, which also fails as soon as {@code other} does. */
  private static CompletableFuture<Void> failFast(
      CompletableFuture<Void> one, CompletableFuture<Void> other) {
    CompletableFuture<Void> both = new CompletableFuture<>();
    one.whenComplete(
        (done, e) -> {
          if (e == null) {
            both.complete(null);
          } else {
            both.completeExceptionally(e);
            other.completeExceptionally(e);
          }
        });
    return both;
  }

  private static void joined(CompletableFuture<Void> future) {
    try {
      future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "fleet-start");
    thread.setDaemon(true);
    return thread;
  }
}
