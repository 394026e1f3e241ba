package io.roomfleet.deploy.cli;

import io.roomfleet.api.alert.AlertSeverity;
import io.roomfleet.api.alert.AlertState;
import io.roomfleet.api.client.AlertCalls;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code roomfleet alert}. */
@Command(
    name = "alert",
    description = "Alerts: what is wrong, where, and why.",
    subcommands = {
      AlertCommand.ListAlerts.class,
      AlertCommand.Show.class,
      AlertCommand.Acknowledge.class,
      AlertCommand.Watch.class
    })
public final class AlertCommand extends Group {
  /** {@code roomfleet alert list}. */
  @Command(name = "list", description = "List alerts, newest first.")
  static final class ListAlerts implements Callable<Integer> {
    @Mixin private ApiOptions api = new ApiOptions();

    @Option(names = "--state", description = "Only ${COMPLETION-CANDIDATES}.")
    private @Nullable AlertState state;

    @Option(names = "--severity", description = "Only ${COMPLETION-CANDIDATES}.")
    private @Nullable AlertSeverity severity;

    @Option(names = "--room", paramLabel = "ROOM", description = "Only those of that room.")
    private @Nullable String room;

    @Option(names = "--region", description = "Only those that touch that region.")
    private @Nullable String region;

    @Option(names = "--rule", description = "Only those of that rule.")
    private @Nullable String rule;

    @Option(
        names = "--limit",
        defaultValue = "50",
        description = "At most so many, up to 200 (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Option(names = "--page-token", description = "The page that follows.")
    private @Nullable String pageToken;

    @Override
    public Integer call() {
      Api call = new Api(api);
      AlertCalls.Filter filter = new AlertCalls.Filter(state, severity, room, region, rule);
      return call.call(
          AlertCalls.list(filter, limit, pageToken),
          new AlertText(call.terminal(), call.times())::page);
    }
  }

  /** {@code roomfleet alert show}. */
  @Command(name = "show", description = "Show one alert.")
  static final class Show implements Callable<Integer> {
    @Mixin private ApiOptions api = new ApiOptions();

    @Parameters(paramLabel = "ALERT", description = "The alert's id.")
    private String alert = "";

    @Mixin private WatchOption watch = new WatchOption();

    @Override
    public Integer call() {
      Api call = new Api(api);
      return call.show(
          AlertCalls.get(alert), watch, new AlertText(call.terminal(), call.times())::one);
    }
  }

  /** {@code roomfleet alert acknowledge}. */
  @Command(name = "acknowledge", description = "Say that you look into an alert.")
  static final class Acknowledge implements Callable<Integer> {
    @Mixin private ApiOptions api = new ApiOptions();

    @Parameters(paramLabel = "ALERT", description = "The alert's id.")
    private String alert = "";

    @Option(names = "--note", paramLabel = "TEXT", description = "What you have to say.")
    private @Nullable String note;

    @Mixin private WriteOptions write = new WriteOptions();

    @Override
    public Integer call() {
      Api call = new Api(api);
      return call.call(
          write.on(AlertCalls.acknowledge(alert, note)),
          new AlertText(call.terminal(), call.times())::one);
    }
  }

  /** {@code roomfleet alert watch}. */
  @Command(
      name = "watch",
      description = "Show open alerts, and again on each change, until Ctrl-C.")
  static final class Watch implements Callable<Integer> {
    @Mixin private ApiOptions api = new ApiOptions();

    @Override
    public Integer call() {
      Api call = new Api(api);
      AlertCalls.Filter raised = new AlertCalls.Filter(AlertState.RAISED, null, null, null, null);
      AlertCalls.Filter known =
          new AlertCalls.Filter(AlertState.ACKNOWLEDGED, null, null, null, null);
      AlertText text = new AlertText(call.terminal(), call.times());
      return call.show(
          AlertCalls.list(raised, 200, null),
          WatchOption.always(),
          () -> {
            var one = call.send(AlertCalls.list(raised, 200, null));
            var other = call.send(AlertCalls.list(known, 200, null));
            return call.json()
                ? one.json() + "\n" + other.json()
                : text.open(one.value().alerts(), other.value().alerts());
          });
    }
  }
}
