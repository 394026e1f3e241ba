package io.roomfleet.deploy.cli;

import io.roomfleet.api.client.Calls;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code roomfleet placement}. */
@Command(
    name = "placement",
    description = "Decisions where things run.",
    subcommands = {PlacementCommand.Explain.class})
public final class PlacementCommand extends Group {
  /** {@code roomfleet placement explain}. */
  @Command(
      name = "explain",
      description =
          "Explain why a sub-room runs where it runs: each place that was looked at, what it costs"
              + " and why.")
  static final class Explain implements Callable<Integer> {
    @Mixin private ApiOptions api = new ApiOptions();
    @Mixin private SubRoomCommand.SubRoomId subRoom = new SubRoomCommand.SubRoomId();
    @Mixin private WatchOption watch = new WatchOption();

    @Override
    public Integer call() {
      Api call = new Api(api);
      return call.show(
          Calls.placement(subRoom.roomId(), subRoom.id()),
          watch,
          it -> new PlacementView(call.terminal(), call.times()).text(it));
    }
  }
}
