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
 * <p>One that listens is well while it listens, and a publisher that leaves is the normal course:
 * it listens again at once. Any other is well while bytes flow.
 */
final class ProcessFeed implements Feed, Work {
  private static final Duration SILENCE = Duration.ofSeconds(10);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

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

  /** Where its commands come from. */
  interface Origin {
    /** The program of the next run. */
    Command command() throws CannotRun;

    /** Where it listens; null when it does not listen. */
    default @Nullable URI ingestUrl() {
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
    return next;
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
    if (listens() && (flowed || !soon)) {
      return Ending.NORMAL;
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
    boolean ready = status.pid() != null && (listens() || (now != null && now.flowing()));
    return FeedStatus.of(status, ready, origin.ingestUrl());
  }

  @Override
  public CompletableFuture<Void> stop() {
    watch.cancel();
    HubInput now = input;
    if (now != null) {
      now.close();
    }
    return supervisor.stop().whenComplete((done, failure) -> origin.close());
  }
}
