package io.roomfleet.deploy.dev;

import io.roomfleet.deploy.cli.Json;
import io.roomfleet.deploy.cli.Table;
import io.roomfleet.deploy.dev.DevOptions.AgentCapacity;
import io.roomfleet.deploy.platform.Refusal;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** What can be told to a fleet that runs, from another terminal. */
final class DevOrders {
  private static final long STOP_LIMIT_SECONDS = 90;

  private DevOrders() {}

  /** {@code roomfleet dev status}. */
  @Command(name = "status", description = "Show the programs of the fleet that runs.")
  static final class Status implements Callable<Integer> {
    @ParentCommand private DevCommand dev = new DevCommand();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
      String answer = new ControlClient(dev.data()).order("status").get(0);
      if (json) {
        System.out.println(answer);
        return 0;
      }
      Table table = new Table("PROGRAM", "PID", "STATE", "PORTS", "LOG");
      for (Fleet.Status it : Json.CODEC.read(answer, Fleet.Status[].class)) {
        table.row(
            it.name(),
            it.pid() == null ? "-" : String.valueOf(it.pid()),
            it.pid() != null ? "runs" : it.ending() == null ? "not started" : it.ending(),
            String.join(", ", it.ports().stream().map(String::valueOf).toList()),
            it.log());
      }
      System.out.print(table.text(Integer.MAX_VALUE));
      return 0;
    }
  }

  /** {@code roomfleet dev restart}. */
  @Command(
      name = "restart",
      description =
          "Start a program that ended, or stop and start one that runs; waits until it works.")
  static final class Restart implements Callable<Integer> {
    @ParentCommand private DevCommand dev = new DevCommand();

    @Parameters(paramLabel = "NAME", description = "Such as orchestrator-1 or eu-west-1.")
    private String name = "";

    @Override
    public Integer call() {
      new ControlClient(dev.data()).order("restart " + name);
      System.out.println(name + " works again.");
      return 0;
    }
  }

  /** {@code roomfleet dev kill}. */
  @Command(name = "kill", description = "Kill a program as a crash would (SIGKILL).")
  static final class Kill implements Callable<Integer> {
    @ParentCommand private DevCommand dev = new DevCommand();

    @Parameters(paramLabel = "NAME", description = "Such as orchestrator-1 or eu-west-1.")
    private String name = "";

    @Override
    public Integer call() {
      new ControlClient(dev.data()).order("kill " + name);
      System.out.println(name + " is killed. Bring it back: roomfleet dev restart " + name);
      return 0;
    }
  }

  /** {@code roomfleet dev add-agent}. */
  @Command(
      name = "add-agent",
      description = {
        "Start one more agent in a region, such as one with the capacity that a plan says is"
            + " missing; waits until it is heard. It takes the next media port and the next twenty"
            + " ports for publishers.",
        "It is part of the fleet until that stops; the next start does not have it."
      })
  static final class AddAgent implements Callable<Integer> {
    @ParentCommand private DevCommand dev = new DevCommand();

    @Parameters(paramLabel = "REGION", description = "Such as eu-west.")
    private String region = "";

    @Option(
        names = "--transcode-units",
        paramLabel = "X",
        description = "What it declares, in 720p30 renditions (default: by its cores).")
    private @Nullable BigDecimal transcodeUnits;

    @Option(
        names = "--egress-mbps",
        paramLabel = "X",
        description = "What it declares, in Mbit/s (default: the agent's own).")
    private @Nullable BigDecimal egressMbps;

    @Option(
        names = "--slots",
        paramLabel = "N",
        description = "Assignments that it takes (default: the agent's own).")
    private @Nullable Integer slots;

    @Override
    public Integer call() {
      AgentCapacity capacity =
          new AgentCapacity(text(transcodeUnits), text(egressMbps), text(slots));
      String order = "add-agent " + region + " " + Json.CODEC.write(capacity);
      System.out.println(new ControlClient(dev.data()).order(order).get(0) + " is heard.");
      return 0;
    }

    private static @Nullable String text(@Nullable Number number) {
      return number instanceof BigDecimal decimal
          ? decimal.toPlainString()
          : number == null ? null : number.toString();
    }
  }

  /** {@code roomfleet dev stop}. */
  @Command(name = "stop", description = "Stop the fleet in order, as Ctrl-C in its terminal does.")
  static final class Stop implements Callable<Integer> {
    @ParentCommand private DevCommand dev = new DevCommand();

    @Override
    public Integer call() throws InterruptedException {
      Path data = dev.data();
      List<String> answer = new ControlClient(data).order("stop");
      Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(answer.get(0)));
      if (process.isPresent()) {
        awaitEnd(process.get(), data);
      }
      System.out.println("The fleet is stopped; its data is kept in " + data + ".");
      return 0;
    }

    private static void awaitEnd(ProcessHandle process, Path data) throws InterruptedException {
      try {
        process.onExit().get(STOP_LIMIT_SECONDS, TimeUnit.SECONDS);
      } catch (ExecutionException | TimeoutException e) {
        throw new Refusal(
            "The fleet in "
                + data
                + " did not stop within "
                + STOP_LIMIT_SECONDS
                + " s: kill -9 "
                + process.pid()
                + " ends all of it.",
            e);
      }
    }
  }
}
