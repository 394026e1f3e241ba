package io.roomfleet.deploy.cli;

import io.roomfleet.api.client.ApiRequest;
import io.roomfleet.api.client.BroadcastCalls;
import io.roomfleet.api.history.TimelineKind;
import io.roomfleet.api.history.TimelineView;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code roomfleet timeline}. */
@Command(
    name = "timeline",
    description = "What happened to whom in a room, as a picture over time.")
public final class TimelineCommand implements Callable<Integer> {
  @Mixin private ApiOptions api = new ApiOptions();
  @Mixin private RoomCommand.RoomId room = new RoomCommand.RoomId();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "2026-11-11T20:00 or with an offset (default: when it was prepared).")
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "TIME", description = "Likewise (default: its end, or now).")
  private @Nullable String to;

  @Option(
      names = "--kinds",
      split = ",",
      paramLabel = "KIND",
      description = "Only some of ${COMPLETION-CANDIDATES}, with commas between.")
  private List<TimelineKind> kinds = List.of();

  @Option(names = "--csv", description = "Print it as CSV.")
  private boolean csv;

  @Option(names = "--all", description = "Show every mark, not only the last thirty.")
  private boolean all;

  @Override
  public Integer call() {
    Api call = new Api(api);
    ApiRequest<TimelineView> request =
        BroadcastCalls.timeline(room.id(), call.instant(spec, from), call.instant(spec, to), kinds);
    if (csv) {
      return call.csv(request);
    }
    return call.call(
        request,
        view -> new TimelineText(call.terminal(), call.times(), all).text(view, from != null));
  }
}
