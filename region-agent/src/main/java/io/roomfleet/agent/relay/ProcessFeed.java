package io.roomfleet.agent.relay;

import io.roomfleet.agent.hub.RelayHub;
import io.roomfleet.agent.process.Command;
import io.roomfleet.agent.process.EventLoop.Scheduled;
import io.roomfleet.agent.process.Processes;
import io.roomfleet.agent.process.RunOutput;
import io.roomfleet.agent.process.Supervisor;
import io.roomfleet.agent.process.Work;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A feed by an ffmpeg process that writes MPEG-TS to its stdout.
 *
 * <p>One that listens is well from when its port is bound, and a publisher that leaves is the
 * normal course: it listens again at once, and stays well meanwhile. Any other is well while bytes
 * flow.
 */
final class ProcessFeed implements Feed, Work {
  private static final Duration SILENCE = Duration.ofSeconds(10);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  /** How often it is looked whether a port is bound: a publisher waits for it. */
  private static final Duration LISTENER_LOOK = Duration.ofMillis(50);

  /** In which a listener is up again after a publisher has left; callers try for as long. */
  private static final Duration LISTENS_AGAIN = Duration.ofSeconds(2);

  /** A listener that has not bound its port by then hangs. */
  private static final Duration LISTENER_LIMIT = Duration.ofSeconds(15);

  /** A listener that ends sooner than this, without a publisher, could not listen at all. */
  private static final Duration SOON = Duration.ofSeconds(1);

  private final RelayHub hub;
  private final Processes processes;
  private final Origin origin;
  private final Runnable changed;
  private final Supervisor supervisor;
  private final Scheduled watch;
  private @Nullable HubInput input;
  private long started;
  private boolean listening;
  private boolean listenedBefore;
  private boolean stopped;

  /** Where its commands come from. */
  interface Origin {
    /** The program of the next run. */
    Command command() throws CannotRun;

    /** Where it listens; null when it does not listen. */
    default @Nullable URI ingestUrl() {
      return null;
    }

    /** The port that the present run binds; null when it does not listen. */
    default @Nullable ListenPort port() {
      return null;
    }

    /** It is not needed any more. */
    default void close() {}
  }

  ProcessFeed(String name, RelayHub hub, Processes processes, Origin origin, Runnable changed) {
    this.hub = hub;
    this.processes = processes;
    this.origin = origin;
    this.changed = changed;
    this.supervisor = processes.supervise(name, this);
    this.watch = processes.loop().every(LOOK_EVERY, this::look);
  }

  @Override
  public Command command() throws CannotRun {
    return origin.command();
  }

  @Override
  public RunOutput output() {
    started = System.nanoTime();
    HubInput next =
        new HubInput(
            hub,
            System::nanoTime,
            () -> processes.loop().execute(this::flows),
            () -> processes.loop().execute(this::turnAway));
    input = next;
    listening = false;
    if (listens()) {
      processes.loop().after(LISTENER_LOOK, () -> lookForListener(next));
    }
    return next;
  }

  private void lookForListener(HubInput run) {
    if (stopped || listening || !run.equals(input)) {
      return;
    }
    ListenPort port = origin.port();
    Duration age = Duration.ofNanos(System.nanoTime() - started);
    if (port == null || port.bound().orElse(age.compareTo(SOON) > 0)) {
      listening = true;
      listenedBefore = true;
      changed.run();
    } else if (age.compareTo(LISTENER_LIMIT) > 0) {
      supervisor.restart(port + " was not bound within " + LISTENER_LIMIT.toSeconds() + " s");
    } else {
      processes.loop().after(LISTENER_LOOK, () -> lookForListener(run));
    }
  }

  private void flows() {
    supervisor.working();
    changed.run();
  }

  private void turnAway() {
    supervisor.restart("a publisher with a wrong stream key was turned away");
  }

  private void look() {
    HubInput now = input;
    if (now != null && now.silentFor(SILENCE)) {
      now.close();
      supervisor.restart("its input sent nothing for " + SILENCE.toSeconds() + " s");
    }
  }

  @Override
  public Ending ended(int code, @Nullable String lastError) {
    HubInput over = input;
    input = null;
    boolean flowed = over != null && over.flowing();
    if (over != null) {
      over.close();
    }
    boolean soon = System.nanoTime() - started < SOON.toNanos();
    if (listens() && (flowed || (listening && !soon))) {
      return Ending.NORMAL;
    }
    listenedBefore = false;
    if (listens() && lastError != null && lastError.contains("Address already in use")) {
      return Ending.failed(origin.port() + " is in use");
    }
    if (code == 0) {
      return Ending.failed("its input ended");
    }
    return Work.super.ended(code, lastError);
  }

  @Override
  public void changed() {
    changed.run();
  }

  private boolean listens() {
    return origin.ingestUrl() != null;
  }

  @Override
  public FeedStatus status() {
    Supervisor.Status status = supervisor.status();
    HubInput now = input;
    boolean flowing = now != null && now.flowing();
    boolean ready = status.pid() != null && (flowing || (listens() && open()));
    String waiting = listens() ? "it does not listen yet" : "its input has sent nothing yet";
    return FeedStatus.of(status, ready, waiting, origin.ingestUrl());
  }

  /** Whether a publisher that comes now gets in, if need be after a moment at the door. */
  private boolean open() {
    return listening || (listenedBefore && System.nanoTime() - started < LISTENS_AGAIN.toNanos());
  }

  @Override
  public boolean yields() {
    HubInput now = input;
    return now != null && now.attached();
  }

  @Override
  public CompletableFuture<Void> stop() {
    stopped = true;
    watch.cancel();
    HubInput now = input;
    if (now != null) {
      now.close();
    }
    return supervisor.stop().whenComplete((done, failure) -> origin.close());
  }
}
