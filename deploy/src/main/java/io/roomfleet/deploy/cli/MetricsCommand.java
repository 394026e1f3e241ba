package io.roomfleet.deploy.cli;

import io.roomfleet.api.client.ApiRequest;
import io.roomfleet.api.client.Calls;
import io.roomfleet.api.client.MetricsFollower;
import io.roomfleet.api.metrics.MetricsCut;
import io.roomfleet.api.metrics.MetricsView;
import io.roomfleet.deploy.cli.Terminal.Colour;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code roomfleet metrics}. */
@Command(
    name = "metrics",
    description = "What viewers of a room do: engagement, orders, and what is made of them.")
public final class MetricsCommand implements Callable<Integer> {
  @Mixin private ApiOptions api = new ApiOptions();
  @Mixin private RoomCommand.RoomId room = new RoomCommand.RoomId();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "2026-11-11T20:00 or with an offset (default: an hour before --to).")
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "TIME", description = "Likewise (default: now).")
  private @Nullable String to;

  @Option(
      names = "--step",
      paramLabel = "DURATION",
      description = "Length of a row: 10s, 20s, 30s, or whole minutes (default: 1m).")
  private @Nullable String step;

  @Option(names = "--sub-room", paramLabel = "ID", description = "Only this one.")
  private @Nullable String subRoom;

  @Option(
      names = "--country",
      paramLabel = "CODE",
      description = "Only viewers of this country, two letters; with --csv also *, each one.")
  private @Nullable String country;

  @Option(
      names = "--by",
      paramLabel = "CUT",
      description =
          "One of ${COMPLETION-CANDIDATES}: a row for each step, or for what was on"
              + " (default: STEP).")
  private @Nullable MetricsCut by;

  @Option(names = "--csv", description = "Print a row for each sub-room as CSV.")
  private boolean csv;

  @Option(
      names = "--live",
      description = "Each sub-room's newest figures, each second until Ctrl-C.")
  private boolean live;

  @Override
  public Integer call() {
    Api call = new Api(api);
    if (live) {
      return follow(call);
    }
    ApiRequest<MetricsView> request =
        Calls.metrics(
            room.id(),
            new Calls.MetricsQuery(
                call.instant(spec, from),
                call.instant(spec, to),
                Api.seconds(spec, step),
                subRoom,
                country == null ? null : country.toUpperCase(Locale.ROOT),
                by));
    if (csv) {
      return call.csv(request);
    }
    return call.call(request, new MetricsText(call.terminal(), call.times())::text);
  }

  private int follow(Api call) {
    boolean narrowed = from != null || to != null || subRoom != null || country != null;
    if (narrowed || step != null || by != null || csv) {
      throw new ParameterException(
          spec.commandLine(),
          "--live shows the whole room as it is now, and goes with nothing that filters or cuts");
    }
    if (call.curl()) {
      return call.printCurl(
          MetricsFollower.request(room.id()).withHeader("Accept", "text/event-stream"));
    }
    MetricsText text = new MetricsText(call.terminal(), call.times());
    try {
      String why =
          new MetricsFollower(call.client(), room.id())
              .follow(
                  (frame, json) -> {
                    if (call.terminal().isTerminal() && !call.json()) {
                      call.terminal().clear();
                    }
                    call.print(call.json() ? json : text.live(frame));
                    return !call.terminal().out().checkError();
                  });
      call.terminal().err().println(call.terminal().in(Colour.DIM, "(" + why + ")"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return ExitCode.OK;
  }
}
