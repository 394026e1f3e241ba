package io.roomfleet.deploy.cli;

import io.roomfleet.api.alert.AlertRuleRequest;
import io.roomfleet.api.client.AlertCalls;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code roomfleet alert-rule}. */
@Command(
    name = "alert-rule",
    description = "Rules of alerts: the ready-made ones, and what overrides them.",
    subcommands = {
      AlertRuleCommand.ListRules.class,
      AlertRuleCommand.Set.class,
      AlertRuleCommand.Delete.class
    })
public final class AlertRuleCommand extends Group {
  /** {@code roomfleet alert-rule list}. */
  @Command(name = "list", description = "List all rules.")
  static final class ListRules implements Callable<Integer> {
    @Mixin private ApiOptions api = new ApiOptions();

    @Override
    public Integer call() {
      Api call = new Api(api);
      return call.call(AlertCalls.rules(), new AlertText(call.terminal(), call.times())::rules);
    }
  }

  /** {@code roomfleet alert-rule set}. */
  @Command(
      name = "set",
      description = "Override a rule, for the fleet, a room or a sub-room. The narrowest holds.")
  static final class Set implements Callable<Integer> {
    @Mixin private ApiOptions api = new ApiOptions();

    @Parameters(paramLabel = "RULE", description = "The rule's id, such as stall-ratio.")
    private String rule = "";

    @Option(names = "--room", paramLabel = "ROOM", description = "In that room only.")
    private @Nullable String room;

    @Option(names = "--sub-room", paramLabel = "ID", description = "In that sub-room only.")
    private @Nullable String subRoom;

    @Option(names = "--threshold", description = "From which on it is bad, in the rule's unit.")
    private @Nullable Double threshold;

    @Option(
        names = "--for",
        paramLabel = "DURATION",
        description = "How long it must be bad, such as 30s.")
    private @Nullable String duration;

    @Option(names = "--off", description = "Never raise it there.")
    private boolean off;

    @Mixin private WriteOptions write = new WriteOptions();

    @Override
    public Integer call() {
      Api call = new Api(api);
      AlertRuleRequest request =
          new AlertRuleRequest(
              rule,
              room,
              subRoom,
              off ? Boolean.FALSE : null,
              threshold,
              duration == null ? null : Times.duration(duration).toSeconds());
      return call.call(
          write.on(AlertCalls.setRule(request)),
          new AlertText(call.terminal(), call.times())::rule);
    }
  }

  /** {@code roomfleet alert-rule delete}. */
  @Command(name = "delete", description = "Take an override back.")
  static final class Delete implements Callable<Integer> {
    @Mixin private ApiOptions api = new ApiOptions();

    @Parameters(
        paramLabel = "ID",
        description = "The override's id: RULE@fleet, RULE@ROOM or RULE@ROOM.SUB_ROOM.")
    private String id = "";

    @Override
    public Integer call() {
      Api call = new Api(api);
      return call.call(
          AlertCalls.removeRule(id), new AlertText(call.terminal(), call.times())::rule);
    }
  }
}
