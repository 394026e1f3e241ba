package io.roomfleet.deploy.dev;

import io.roomfleet.deploy.cli.Json;
import io.roomfleet.deploy.cli.Table;
import io.roomfleet.deploy.platform.Refusal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
