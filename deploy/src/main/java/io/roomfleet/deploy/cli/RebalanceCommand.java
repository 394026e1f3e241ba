package io.roomfleet.deploy.cli;

import io.roomfleet.api.client.ApiAnswer;
import io.roomfleet.api.client.ApiRequest;
import io.roomfleet.api.client.Calls;
import io.roomfleet.api.rebalance.RebalanceKind;
import io.roomfleet.api.rebalance.RebalanceRequest;
import io.roomfleet.api.rebalance.RebalanceState;
import io.roomfleet.api.rebalance.RebalanceView;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code roomfleet rebalance}. */
@Command(
    name = "rebalance",
    description = "Move what runs so that the fleet stands better, and see what was moved.",
    subcommands = {
      RebalanceCommand.Plan.class,
      RebalanceCommand.Start.class,
      RebalanceCommand.ListAll.class,
      RebalanceCommand.Show.class,
      RebalanceCommand.Cancel.class
    })
public final class RebalanceCommand extends Group {

  /** What may be moved, and how much. */
  static final class What {
    @Option(
        names = "--kind",
        split = ",",
        paramLabel = "KIND",
        converter = KindInWords.class,
        description = "no-place, hot-agents or cost, several with commas (default: all).")
    private @Nullable List<RebalanceKind> kinds;

    @Option(
        names = "--move-budget",
        paramLabel = "N",
        description = "At most so many moves, 1 to 500 (default: the fleet's own limit).")
    private @Nullable Integer budget;

    RebalanceRequest request(boolean dryRun, @Nullable String reason) {
      return new RebalanceRequest(dryRun ? true : null, kinds, budget, reason);
    }
  }

  /** {@code hot-agents}. */
  static final class KindInWords implements ITypeConverter<RebalanceKind> {
    @Override
    public RebalanceKind convert(String text) {
      return Words.one(RebalanceKind.values(), text, "kind");
    }
  }

  /** {@code roomfleet rebalance plan}. */
  @Command(name = "plan", description = "Show what would be moved now, and why. Nothing is moved.")
  static final class Plan implements Callable<Integer> {
    @Mixin private ApiOptions api = new ApiOptions();
    @Mixin private What what = new What();

    @Override
    public Integer call() {
      Api call = new Api(api);
      return call.call(
          Calls.rebalance(what.request(true, null)),
          new RebalanceText(call.terminal(), call.times())::one);
    }
  }

  /** {@code roomfleet rebalance start}. */
  @Command(
      name = "start",
      description = {
        "Plan, and carry the plan out, a few moves at a time and each without a gap for viewers.",
        "It stops by itself when an agent comes, goes or is to be emptied."
      })
  static final class Start implements Callable<Integer> {
    @Mixin private ApiOptions api = new ApiOptions();
    @Mixin private What what = new What();
    @Mixin private RoomCommand.Reason reason = new RoomCommand.Reason();

    @Option(
        names = "--wait",
        description = "Wait until it is over. Exit code 1 when it ended before all was moved.")
    private boolean wait;

    @Override
    public Integer call() {
      Api call = new Api(api);
      RebalanceText text = new RebalanceText(call.terminal(), call.times());
      ApiRequest<RebalanceView> request = Calls.rebalance(what.request(false, reason.text()));
      if (!wait || call.curl()) {
        return call.call(request, text::one);
      }
      return awaited(call, call.send(request), text);
    }

    private static int awaited(Api call, ApiAnswer<RebalanceView> first, RebalanceText text) {
      String id = String.valueOf(first.value().id());
      ProgressLine progress = new ProgressLine(call.terminal(), id);
      ApiAnswer<RebalanceView> last = first;
      while (isOpen(last.value()) && Api.paused()) {
        progress.show(RebalanceText.progress(last.value()));
        ApiAnswer<RebalanceView> news = call.lookAgain(Calls.rebalance(id), progress);
        last = news == null ? last : news;
      }
      progress.end();
      call.print(call.json() ? last.json() : text.one(last.value()));
      RebalanceView ended = last.value();
      return ended.state() == RebalanceState.COMPLETED && ended.failed() == 0
          ? ExitCode.OK
          : ExitCode.REFUSED;
    }

    private static boolean isOpen(RebalanceView view) {
      return view.state() == RebalanceState.RUNNING || view.state() == RebalanceState.STOPPING;
    }
  }

  /** {@code roomfleet rebalance list}. */
  @Command(
      name = "list",
      description = "List the newest rebalances, suggestions among them, and what is done unasked.")
  static final class ListAll implements Callable<Integer> {
    @Mixin private ApiOptions api = new ApiOptions();
    @Mixin private WatchOption watch = new WatchOption();

    @Override
    public Integer call() {
      Api call = new Api(api);
      return call.show(
          Calls.rebalances(), watch, new RebalanceText(call.terminal(), call.times())::list);
    }
  }

  /** {@code roomfleet rebalance show}. */
  @Command(
      name = "show",
      description = "Show a rebalance, its moves, and the fleet before and after.")
  static final class Show implements Callable<Integer> {
    @Mixin private ApiOptions api = new ApiOptions();
    @Mixin private RebalanceId id = new RebalanceId();
    @Mixin private WatchOption watch = new WatchOption();

    @Override
    public Integer call() {
      Api call = new Api(api);
      return call.show(
          Calls.rebalance(id.id), watch, new RebalanceText(call.terminal(), call.times())::one);
    }
  }

  /** {@code roomfleet rebalance cancel}. */
  @Command(
      name = "cancel",
      description = "Begin no further move. Those under way come to their end.")
  static final class Cancel implements Callable<Integer> {
    @Mixin private ApiOptions api = new ApiOptions();
    @Mixin private RebalanceId id = new RebalanceId();
    @Mixin private RoomCommand.Reason reason = new RoomCommand.Reason();

    @Override
    public Integer call() {
      Api call = new Api(api);
      return call.call(
          Calls.cancelRebalance(id.id, reason.text()),
          new RebalanceText(call.terminal(), call.times())::one);
    }
  }

  /** A rebalance named on the command line. */
  static final class RebalanceId {
    @Parameters(paramLabel = "REBALANCE", description = "The rebalance's id.")
    private String id = "";
  }
}
