package io.roomfleet.deploy.cli;

import io.roomfleet.api.client.BroadcastCalls;
import io.roomfleet.api.report.BroadcastReport.Cut;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code roomfleet report}. */
@Command(
    name = "report",
    description = "What was different, and whether that is more than noise.",
    subcommands = {
      ReportCommand.Broadcast.class,
      ReportCommand.Rooms.class,
      ReportCommand.Hosts.class,
      ReportCommand.Regions.class
    })
public final class ReportCommand extends Group {
  /** {@code roomfleet report broadcast}. */
  @Command(
      name = "broadcast",
      description = "One broadcast in parts, each held against the rest of it.")
  static final class Broadcast implements Callable<Integer> {
    @Mixin private ApiOptions api = new ApiOptions();
    @Mixin private RoomCommand.RoomId room = new RoomCommand.RoomId();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
        names = "--by",
        paramLabel = "CUT",
        description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Cut by = Cut.TIME;

    @Option(
        names = "--step",
        paramLabel = "DURATION",
        description =
            "Length of a part when it is cut by TIME, whole minutes (default: a twelfth).")
    private @Nullable String step;

    @Override
    public Integer call() {
      Api call = new Api(api);
      return call.call(
          BroadcastCalls.report(room.id(), by, Api.seconds(spec, step)),
          new ReportText(call.terminal(), call.times())::broadcast);
    }
  }

  /** {@code roomfleet report rooms}. */
  @Command(name = "rooms", description = "Broadcasts beside each other.")
  static final class Rooms implements Callable<Integer> {
    @Mixin private ApiOptions api = new ApiOptions();

    @Parameters(
        paramLabel = "ROOM",
        arity = "2..10",
        description = "Rooms; the first is what the others are compared with.")
    private List<String> rooms = List.of();

    @Override
    public Integer call() {
      Api call = new Api(api);
      return call.call(
          BroadcastCalls.reportRooms(rooms),
          new ReportText(call.terminal(), call.times())::comparison);
    }
  }

  /** {@code roomfleet report hosts}. */
  @Command(name = "hosts", description = "Hosts beside each other, with all of their broadcasts.")
  static final class Hosts implements Callable<Integer> {
    @Mixin private ApiOptions api = new ApiOptions();
    @Mixin private Period period = new Period();

    @Parameters(
        paramLabel = "HOST",
        arity = "2..10",
        description = "Hosts; the first is what the others are compared with.")
    private List<String> hosts = List.of();

    @Override
    public Integer call() {
      Api call = new Api(api);
      Instant to = period.to(call);
      return call.call(
          BroadcastCalls.reportHosts(hosts, period.from(call, to), to),
          new ReportText(call.terminal(), call.times())::comparison);
    }
  }

  /** {@code roomfleet report regions}. */
  @Command(
      name = "regions",
      description = "From where markets were served, and where another edge would pay off.")
  static final class Regions implements Callable<Integer> {
    @Mixin private ApiOptions api = new ApiOptions();
    @Mixin private Period period = new Period();

    @Override
    public Integer call() {
      Api call = new Api(api);
      Instant to = period.to(call);
      return call.call(
          BroadcastCalls.reportRegions(period.from(call, to), to),
          new ReportText(call.terminal(), call.times())::regions);
    }
  }

  /** Which broadcasts, by their starts. */
  static final class Period {
    private static final Duration DEFAULT = Duration.ofDays(30);

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
        names = "--from",
        paramLabel = "TIME",
        description = "2026-11-11T20:00 or with an offset (default: 30 days before --to).")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Likewise (default: now).")
    private @Nullable String to;

    private Instant from(Api call, Instant to) {
      return Objects.requireNonNullElseGet(call.instant(spec, from), () -> to.minus(DEFAULT));
    }

    private Instant to(Api call) {
      return Objects.requireNonNullElseGet(call.instant(spec, to), Instant::now);
    }
  }
}
