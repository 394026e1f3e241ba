package io.roomfleet.agent.mix;

import io.roomfleet.agent.ffmpeg.MixCommands;
import io.roomfleet.agent.ffmpeg.Picture;
import io.roomfleet.agent.hub.RelayHub;
import io.roomfleet.agent.process.Command;
import io.roomfleet.agent.process.Processes;
import io.roomfleet.agent.process.RunOutput;
import io.roomfleet.agent.process.Supervisor;
import io.roomfleet.agent.process.Work;
import io.roomfleet.agent.relay.HubInput;
import io.roomfleet.api.agent.Canvas;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The process that encodes what the mixer makes, into the hub of the mix. On the loop. */
final class MixEncoder implements Work {
  private static final Duration SILENCE = Duration.ofSeconds(15);

  /** One that ran for so long and ended is started again at once: the audience waits. */
  private static final Duration GOOD_RUN = Duration.ofSeconds(5);

  private final Canvas canvas;
  private final RelayHub hub;
  private final Path folder;
  private final MixCommands commands;
  private final Consumer<OutputStream> mixer;
  private final Runnable changed;
  private final Supervisor supervisor;
  private @Nullable HubInput run;
  private long started;
  private boolean retired;
  private boolean filler = true;

  /**
   * @param mixer is given each run's stdin
   */
  MixEncoder(
      String name,
      Canvas canvas,
      RelayHub hub,
      Path folder,
      Processes processes,
      Consumer<OutputStream> mixer,
      Runnable changed) {
    this.canvas = canvas;
    this.hub = hub;
    this.folder = folder;
    this.commands = new MixCommands(processes.ffmpeg());
    this.mixer = mixer;
    this.changed = changed;
    this.supervisor = processes.supervise(name, this);
  }

  Canvas canvas() {
    return canvas;
  }

  @Override
  public Command command() {
    Picture picture = new Picture(canvas.width(), canvas.height(), canvas.frameRate());
    return new Command(commands.encode(picture), folder, true).fed();
  }

  @Override
  public RunOutput output() {
    started = System.nanoTime();
    HubInput fresh = new HubInput(hub);
    fresh.filler(filler);
    run = fresh;
    return new RunOutput() {
      @Override
      public void input(OutputStream stdin) {
        mixer.accept(stdin);
      }

      @Override
      public void bytes(byte[] bytes, int length) {
        fresh.bytes(bytes, length);
      }
    };
  }

  @Override
  public Ending ended(int code, @Nullable String lastError) {
    if (retired) {
      supervisor.stop();
      return Ending.NORMAL;
    }
    if (run != null) {
      run.close();
    }
    return System.nanoTime() - started > GOOD_RUN.toNanos()
        ? Ending.NORMAL
        : Work.super.ended(code, lastError);
  }

  @Override
  public void changed() {
    changed.run();
  }

  /** Ends a run that hangs. */
  void look() {
    HubInput now = run;
    if (now == null) {
      return;
    }
    boolean hangs =
        now.flowing() ? now.silentFor(SILENCE) : System.nanoTime() - started > SILENCE.toNanos();
    if (hangs) {
      now.close();
      supervisor.restart("the mix's encoder wrote nothing for " + SILENCE.toSeconds() + " s");
    }
  }

  /** Whether what it encodes is not to be played yet; so it is at first. */
  void filler(boolean fills) {
    filler = fills;
    if (run != null) {
      run.filler(fills);
    }
  }

  /** Whether its present run encodes something. */
  boolean flows() {
    return run != null && run.flowing();
  }

  /** Another takes over: it is not started again, and what it gave stays until then. */
  void retire() {
    retired = true;
  }

  /** Whether it still stands in for one that is to take over. */
  boolean attached() {
    return run != null && run.attached();
  }

  Supervisor.Status status() {
    return supervisor.status();
  }

  CompletableFuture<Void> stop() {
    if (run != null) {
      run.close();
    }
    return supervisor.stop();
  }
}
