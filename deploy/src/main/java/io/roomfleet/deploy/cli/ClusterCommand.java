package io.roomfleet.deploy.cli;

import io.roomfleet.api.client.Calls;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code roomfleet cluster}. */
@Command(name = "cluster", description = "Show the orchestrators as one of them sees them.")
public final class ClusterCommand implements Callable<Integer> {
  @Mixin private ApiOptions api = new ApiOptions();
  @Mixin private WatchOption watch = new WatchOption();

  @Override
  public Integer call() {
    Api call = new Api(api);
    return call.show(
        Calls.cluster(), watch, it -> new FleetView(call.terminal(), call.times()).cluster(it));
  }
}
