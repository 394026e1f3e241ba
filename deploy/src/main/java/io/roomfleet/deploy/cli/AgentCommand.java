package io.roomfleet.deploy.cli;

import io.roomfleet.api.client.Calls;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code roomfleet agent}. */
@Command(
    name = "agent",
    description = "Region agents and what they run.",
    subcommands = {
      AgentCommand.ListAgents.class,
      AgentCommand.Show.class,
      AgentCommand.Drain.class,
      AgentCommand.Restore.class
    })
public final class AgentCommand extends Group {
  /** {@code roomfleet agent list}. */
  @Command(name = "list", description = "List agents, with what is reserved of their capacity.")
  static final class ListAgents implements Callable<Integer> {
    @Mixin private ApiOptions api = new ApiOptions();
    @Mixin private WatchOption watch = new WatchOption();

    @Option(names = "--region", description = "Only those of that region.")
    private @Nullable String region;

    @Override
    public Integer call() {
      Api call = new Api(api);
      return call.show(
          Calls.agents(region),
          watch,
          it -> new FleetView(call.terminal(), call.times()).agents(it));
    }
  }

  /** {@code roomfleet agent show}. */
  @Command(name = "show", description = "Show an agent, what it runs, and how far a drain is.")
  static final class Show implements Callable<Integer> {
    @Mixin private ApiOptions api = new ApiOptions();
    @Mixin private AgentId agent = new AgentId();
    @Mixin private WatchOption watch = new WatchOption();

    @Override
    public Integer call() {
      Api call = new Api(api);
      return call.show(
          Calls.agent(agent.id), watch, new FleetView(call.terminal(), call.times())::agent);
    }
  }

  /** {@code roomfleet agent drain}. */
  @Command(
      name = "drain",
      description = {
        "Move all that an agent runs to other agents; it takes nothing new.",
        "Repeating it changes deadline, reason and force. `agent restore` ends it at any time."
      })
  static final class Drain implements Callable<Integer> {
    @Mixin private ApiOptions api = new ApiOptions();
    @Mixin private AgentId agent = new AgentId();
    @Mixin private EmptyingOptions how = new EmptyingOptions();
    @Mixin private EmptyingOptions.Force force = new EmptyingOptions.Force();

    @Override
    public Integer call() {
      Api call = new Api(api);
      return Emptying.ofAgent(call, agent.id)
          .begin(Calls.drainAgent(agent.id, how.request(force.on())), how.limit());
    }
  }

  /** {@code roomfleet agent restore}. */
  @Command(
      name = "restore",
      description = "End a drain, done or not. What has moved stays where it is.")
  static final class Restore implements Callable<Integer> {
    @Mixin private ApiOptions api = new ApiOptions();
    @Mixin private AgentId agent = new AgentId();
    @Mixin private RoomCommand.Reason reason = new RoomCommand.Reason();

    @Override
    public Integer call() {
      Api call = new Api(api);
      return call.call(
          Calls.restoreAgent(agent.id, reason.text()),
          new FleetView(call.terminal(), call.times())::agent);
    }
  }

  /** An agent named on the command line. */
  static final class AgentId {
    @Parameters(paramLabel = "AGENT", description = "The agent's id.")
    private String id = "";
  }
}
