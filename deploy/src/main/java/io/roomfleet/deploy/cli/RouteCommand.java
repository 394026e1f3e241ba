package io.roomfleet.deploy.cli;

import io.roomfleet.api.client.SteeringCalls;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code roomfleet route}. */
@Command(
    name = "route",
    description = "Where a viewer of a room is sent: sub-room, edge and line, what else, and why.")
public final class RouteCommand implements Callable<Integer> {
  @Mixin private ApiOptions api = new ApiOptions();
  @Mixin private RoomCommand.RoomId room = new RoomCommand.RoomId();
  @Mixin private WatchOption watch = new WatchOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--country", paramLabel = "CODE", description = "Of the viewer, two letters.")
  private @Nullable String country;

  @Option(names = "--language", paramLabel = "CODE", description = "Of the viewer, such as pt.")
  private @Nullable String language;

  @Option(names = "--sub-room", paramLabel = "ID", description = "That the viewer watches.")
  private @Nullable String subRoom;

  @Option(names = "--lat", paramLabel = "DEGREES", description = "Where it is, with --lon.")
  private @Nullable Double latitude;

  @Option(names = "--lon", paramLabel = "DEGREES", description = "Likewise.")
  private @Nullable Double longitude;

  @Override
  public Integer call() {
    if (country == null && language == null && subRoom == null && latitude == null) {
      throw new ParameterException(
          spec.commandLine(), "one of --country, --language, --sub-room or --lat and --lon");
    }
    Api call = new Api(api);
    return call.show(
        SteeringCalls.route(
            room.id(),
            new SteeringCalls.Viewer(
                subRoom,
                country == null ? null : country.toUpperCase(Locale.ROOT),
                language == null ? null : language.toLowerCase(Locale.ROOT),
                latitude,
                longitude)),
        watch,
        it -> new RouteText(call.terminal()).text(it));
  }
}
