package io.roomfleet.deploy.cli;

import io.roomfleet.api.client.PkPoolCalls;
import io.roomfleet.api.cohost.PkPoolEntry;
import io.roomfleet.api.cohost.PkPoolRequest;
import io.roomfleet.api.cohost.PkPoolState;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code roomfleet cohost pool}. */
@Command(
    name = "pool",
    description = "The pool in which live rooms find opponents for a PK.",
    subcommands = {
      PoolCommand.Enter.class,
      PoolCommand.Show.class,
      PoolCommand.Leave.class,
      PoolCommand.ListPool.class
    })
final class PoolCommand extends Group {
  private static Api.View<PkPoolEntry> text(Api call) {
    return entry -> new PoolText(call.terminal(), call.times()).one(entry);
  }

  /** {@code roomfleet cohost pool enter}. */
  @Command(name = "enter", description = "Let a live room wait for opponents.")
  static final class Enter implements Callable<Integer> {
    @Mixin private ApiOptions api = new ApiOptions();

    @Parameters(index = "0", paramLabel = "ROOM", description = "The room's id.")
    private String room = "";

    @Parameters(index = "1", paramLabel = "LANGUAGE", description = "That the host speaks: de.")
    private String language = "";

    @Option(names = "--seat", description = "Who hosts (default: the room's host).")
    private @Nullable String seat;

    @Option(names = "--name", description = "For the picture (default: the seat).")
    private @Nullable String name;

    @Option(names = "--region", description = "Where (default: the room's source region).")
    private @Nullable String region;

    @Option(names = "--viewers", description = "Who watch (default: by the live figures).")
    private @Nullable Integer viewers;

    @Option(names = "--rooms", description = "How many are to meet, 2 to 4 (default: 2).")
    private @Nullable Integer rooms;

    @Option(names = "--wait", paramLabel = "SECONDS", description = "At most (default: 300).")
    private @Nullable Integer wait;

    @Mixin private WriteOptions write = new WriteOptions();

    @Override
    public Integer call() {
      Api call = new Api(api);
      PkPoolRequest request =
          new PkPoolRequest(room, seat, name, language, region, viewers, rooms, wait);
      return call.call(write.on(PkPoolCalls.enter(request)), text(call));
    }
  }

  /** {@code roomfleet cohost pool show}. */
  @Command(name = "show", description = "How long a room waits, and whom it accepts by now.")
  static final class Show implements Callable<Integer> {
    @Mixin private ApiOptions api = new ApiOptions();

    @Parameters(paramLabel = "ROOM", description = "The room's id.")
    private String room = "";

    @Mixin private WatchOption watch = new WatchOption();

    @Override
    public Integer call() {
      Api call = new Api(api);
      return call.show(PkPoolCalls.get(room), watch, text(call));
    }
  }

  /** {@code roomfleet cohost pool leave}. */
  @Command(name = "leave", description = "Let a room wait no more.")
  static final class Leave implements Callable<Integer> {
    @Mixin private ApiOptions api = new ApiOptions();

    @Parameters(paramLabel = "ROOM", description = "The room's id.")
    private String room = "";

    @Mixin private WriteOptions write = new WriteOptions();

    @Override
    public Integer call() {
      Api call = new Api(api);
      return call.call(write.on(PkPoolCalls.leave(room)), text(call));
    }
  }

  /** {@code roomfleet cohost pool list}. */
  @Command(name = "list", description = "List who waits, the longest first.")
  static final class ListPool implements Callable<Integer> {
    @Mixin private ApiOptions api = new ApiOptions();

    @Option(names = "--state", description = "Only ${COMPLETION-CANDIDATES}.")
    private @Nullable PkPoolState state;

    @Option(names = "--language", description = "Only those that speak it.")
    private @Nullable String language;

    @Option(names = "--region", description = "Only those there.")
    private @Nullable String region;

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
      PkPoolCalls.Filter filter = new PkPoolCalls.Filter(state, language, region);
      return call.call(
          PkPoolCalls.list(filter, limit, pageToken),
          new PoolText(call.terminal(), call.times())::page);
    }
  }
}
