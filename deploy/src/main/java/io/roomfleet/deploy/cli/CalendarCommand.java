package io.roomfleet.deploy.cli;

import io.roomfleet.api.client.Calls;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code roomfleet calendar}. */
@Command(
    name = "calendar",
    description = "What is booked ahead against what is available, by region and time.")
public final class CalendarCommand implements Callable<Integer> {
  @Mixin private ApiOptions api = new ApiOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "now, +2d, 2026-11-11T20:00 or with an offset (default: now).")
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "TIME", description = "Likewise (default: a week later).")
  private @Nullable String to;

  @Option(names = "--region", paramLabel = "ID", description = "Only this one.")
  private @Nullable String region;

  @Option(
      names = "--step",
      paramLabel = "DURATION",
      description = "Length of a row, such as 15m or 1d (default: 1h).")
  private @Nullable String step;

  @Override
  public Integer call() {
    Api call = new Api(api);
    return call.call(
        Calls.calendar(
            call.instant(spec, from), call.instant(spec, to), region, Api.seconds(spec, step)),
        new CalendarText(call.terminal(), call.times())::text);
  }
}
