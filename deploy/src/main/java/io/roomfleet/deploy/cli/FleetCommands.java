package io.roomfleet.deploy.cli;

import io.roomfleet.api.client.Calls;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code roomfleet region}, {@code agent} and {@code cluster}. */
public final class FleetCommands {
  private FleetCommands() {}

  /** {@code roomfleet region}. */
  @Command(
      name = "region",
      description = "Regions and what they can carry.",
      subcommands = ListRegions.class)
  public static final class Region extends Group {}

  /** {@code roomfleet agent}. */
  @Command(
      name = "agent",
      description = "Region agents and what they run.",
      subcommands = ListAgents.class)
  public static final class Agent extends Group {}

  /** {@code roomfleet region list}. */
  @Command(name = "list", description = "List regions, with what is reserved of their capacity.")
  static final class ListRegions implements Callable<Integer> {
    @Mixin private ApiOptions api = new ApiOptions();
    @Mixin private WatchOption watch = new WatchOption();

    @Override
    public Integer call() {
      Api call = new Api(api);
      return call.show(
          Calls.regions(), watch, it -> new FleetView(call.terminal(), call.times()).regions(it));
    }
  }

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

  /** {@code roomfleet cluster}. */
  @Command(name = "cluster", description = "Show the orchestrators as one of them sees them.")
  public static final class Cluster implements Callable<Integer> {
    @Mixin private ApiOptions api = new ApiOptions();
    @Mixin private WatchOption watch = new WatchOption();

    @Override
    public Integer call() {
      Api call = new Api(api);
      return call.show(
          Calls.cluster(), watch, it -> new FleetView(call.terminal(), call.times()).cluster(it));
    }
  }
}
