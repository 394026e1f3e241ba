package io.roomfleet.agent.stage;

import io.roomfleet.agent.ffmpeg.RtpCommands;
import io.roomfleet.agent.hub.RelayHub;
import io.roomfleet.agent.process.Command;
import io.roomfleet.agent.process.DiskFault;
import io.roomfleet.agent.process.Processes;
import io.roomfleet.agent.process.RunOutput;
import io.roomfleet.agent.process.Supervisor;
import io.roomfleet.agent.process.Work;
import io.roomfleet.agent.relay.HubInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The process that brings what somebody publishes, as RTP on the loopback, into a hub. */
final class RtpIn implements Work {
  private final RtpCommands.Streams streams;
  private final RelayHub hub;
  private final Path folder;
  private final Path description;
  private final RtpCommands commands;
  private final Supervisor supervisor;
  private @Nullable HubInput run;

  RtpIn(String name, RtpCommands.Streams streams, RelayHub hub, Path folder, Processes processes) {
    this.streams = streams;
    this.hub = hub;
    this.folder = folder;
    this.description = folder.resolve(name.replace('/', '.') + ".sdp");
    this.commands = new RtpCommands(processes.ffmpeg());
    this.supervisor = processes.supervise("rtp " + name, this);
  }

  @Override
  public Command command() throws CannotRun {
    try {
      Files.createDirectories(folder);
      Files.writeString(description, RtpCommands.description(streams));
    } catch (IOException e) {
      throw new CannotRun(DiskFault.of(folder, e));
    }
    return new Command(commands.take(streams, description), folder, true);
  }

  @Override
  public RunOutput output() {
    HubInput fresh = new HubInput(hub);
    run = fresh;
    return fresh;
  }

  @Override
  public Ending ended(int code, @Nullable String lastError) {
    if (run != null) {
      run.close();
    }
    return Work.super.ended(code, lastError);
  }

  CompletableFuture<Void> stop() {
    if (run != null) {
      run.close();
    }
    return supervisor.stop();
  }
}
