package io.roomfleet.agent.mix;

import io.roomfleet.agent.ffmpeg.MixCommands;
import io.roomfleet.agent.mkv.MkvReader;
import io.roomfleet.agent.process.Command;
import io.roomfleet.agent.process.Processes;
import io.roomfleet.agent.process.RunOutput;
import io.roomfleet.agent.process.Supervisor;
import io.roomfleet.agent.process.Work;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** The process that makes raw picture and sound of one seat's hub. On the loop. */
final class SeatDecoder implements Work {
  private static final Duration SILENCE = Duration.ofSeconds(15);

  /**
   * What is made of the picture.
   *
   * @param width and {@code height}: 0 for sound alone
   */
  record Size(int width, int height) {}

  private final URI input;
  private final Size size;
  private final Path folder;
  private final MixCommands commands;
  private final Supervisor supervisor;
  private volatile SeatBuffer buffer;
  private volatile long heard = System.nanoTime();

  SeatDecoder(String name, URI input, Size size, Path folder, Processes processes) {
    this.input = input;
    this.size = size;
    this.folder = folder;
    this.commands = new MixCommands(processes.ffmpeg());
    this.buffer = new SeatBuffer(size.width(), size.height());
    this.supervisor = processes.supervise(name, this);
  }

  Size size() {
    return size;
  }

  /** What came in the present run. From any thread. */
  SeatBuffer buffer() {
    return buffer;
  }

  @Override
  public Command command() {
    return new Command(commands.decode(input, size.width(), size.height()), folder, true);
  }

  @Override
  public RunOutput output() {
    SeatBuffer fresh = new SeatBuffer(size.width(), size.height());
    buffer = fresh;
    heard = System.nanoTime();
    MkvReader reader = new MkvReader(fresh);
    return new RunOutput() {
      @Override
      public void bytes(byte[] bytes, int length) {
        heard = System.nanoTime();
        reader.write(bytes, length);
      }
    };
  }

  /** Ends a run that hangs: nothing comes of what goes in. */
  void look(boolean live) {
    long now = System.nanoTime();
    if (!live) {
      heard = now;
    } else if (now - heard > SILENCE.toNanos()) {
      heard = now;
      supervisor.restart("a seat's decoder wrote nothing for " + SILENCE.toSeconds() + " s");
    }
  }

  CompletableFuture<Void> stop() {
    return supervisor.stop();
  }
}
