package io.roomfleet.deploy.cli;

import io.roomfleet.api.client.Calls;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code roomfleet region}. */
@Command(
    name = "region",
    description = "Regions and what they can carry.",
    subcommands = {
      RegionCommand.ListRegions.class,
      RegionCommand.Show.class,
      RegionCommand.Drain.class,
      RegionCommand.Evacuate.class,
      RegionCommand.Restore.class,
      RegionCommand.Latency.class
    })
public final class RegionCommand extends Group {
  /** {@code roomfleet region list}. */
  @Command(name = "list", description = "List regions, with what is reserved of their capacity.")
  static final class ListRegions implements Callable<Integer> {
    @Mixin private ApiOptions api = new ApiOptions();
    @Mixin private WatchOption watch = new WatchOption();

    @Override
    public Integer call() {
      Api call = new Api(api);
      return call.show(
          Calls.regions(), watch, new FleetView(call.terminal(), call.times())::regions);
    }
  }

  /** {@code roomfleet region show}. */
  @Command(name = "show", description = "Show a region, and how far a drain or evacuation is.")
  static final class Show implements Callable<Integer> {
    @Mixin private ApiOptions api = new ApiOptions();
    @Mixin private RegionId region = new RegionId();
    @Mixin private WatchOption watch = new WatchOption();

    @Override
    public Integer call() {
      Api call = new Api(api);
      return call.show(
          Calls.region(region.id), watch, new FleetView(call.terminal(), call.times())::region);
    }
  }

  /** {@code roomfleet region latency}. */
  @Command(
      name = "latency",
      description = {
        "How far viewers of each market are from each region, as placement counts it.",
        "What players measure (beacons of type latency) corrects what is listed or estimated."
      })
  static final class Latency implements Callable<Integer> {
    @Mixin private ApiOptions api = new ApiOptions();

    @Option(names = "--region", paramLabel = "ID", description = "Only this one.")
    private @Nullable String region;

    @Override
    public Integer call() {
      Api call = new Api(api);
      return call.call(
          Calls.roundTrips(region), new FleetView(call.terminal(), call.times())::roundTrips);
    }
  }

  /** {@code roomfleet region drain}. */
  @Command(
      name = "drain",
      description = {
        "Take nothing new in a region; what runs there stays until it ends by itself.",
        "`region restore` ends it at any time."
      })
  static final class Drain implements Callable<Integer> {
    @Mixin private ApiOptions api = new ApiOptions();
    @Mixin private RegionId region = new RegionId();
    @Mixin private EmptyingOptions how = new EmptyingOptions();

    @Override
    public Integer call() {
      Api call = new Api(api);
      return Emptying.ofRegion(call, region.id)
          .begin(Calls.drainRegion(region.id, how.request(null)), how.limit());
    }
  }

  /** {@code roomfleet region evacuate}. */
  @Command(
      name = "evacuate",
      description = {
        "Move all that a region runs to other regions; it takes nothing new.",
        "Repeating it changes deadline, reason and force. `region restore` ends it at any time."
      })
  static final class Evacuate implements Callable<Integer> {
    @Mixin private ApiOptions api = new ApiOptions();
    @Mixin private RegionId region = new RegionId();
    @Mixin private EmptyingOptions how = new EmptyingOptions();
    @Mixin private EmptyingOptions.Force force = new EmptyingOptions.Force();

    @Override
    public Integer call() {
      Api call = new Api(api);
      return Emptying.ofRegion(call, region.id)
          .begin(Calls.evacuateRegion(region.id, how.request(force.on())), how.limit());
    }
  }

  /** {@code roomfleet region restore}. */
  @Command(
      name = "restore",
      description = "End a drain or an evacuation, done or not. What has left stays where it is.")
  static final class Restore implements Callable<Integer> {
    @Mixin private ApiOptions api = new ApiOptions();
    @Mixin private RegionId region = new RegionId();
    @Mixin private RoomCommand.Reason reason = new RoomCommand.Reason();

    @Override
    public Integer call() {
      Api call = new Api(api);
      return call.call(
          Calls.restoreRegion(region.id, reason.text()),
          new FleetView(call.terminal(), call.times())::region);
    }
  }

  /** A region named on the command line. */
  static final class RegionId {
    @Parameters(paramLabel = "REGION", description = "The region's id.")
    private String id = "";
  }
}
