package io.roomfleet.deploy.cli;

import io.roomfleet.api.client.ApiRequest;
import io.roomfleet.api.client.CohostCalls;
import io.roomfleet.api.cohost.CohostJoin;
import io.roomfleet.api.cohost.CohostLayout;
import io.roomfleet.api.cohost.CohostLayoutKind;
import io.roomfleet.api.cohost.CohostSeatAction;
import io.roomfleet.api.cohost.CohostSeatKind;
import io.roomfleet.api.cohost.CohostSeatSpec;
import io.roomfleet.api.cohost.CohostSessionView;
import io.roomfleet.api.cohost.CohostStatus;
import io.roomfleet.api.cohost.PkScore;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code roomfleet cohost}. */
@Command(
    name = "cohost",
    description = "Co-host and PK sessions: hosts of several rooms, and viewers who come up.",
    subcommands = {
      CohostCommand.ListSessions.class,
      CohostCommand.Show.class,
      CohostCreateCommand.class,
      CohostCommand.Invite.class,
      CohostCommand.Ask.class,
      CohostCommand.Seat.class,
      CohostCommand.Join.class,
      CohostCommand.Lock.class,
      CohostCommand.Layout.class,
      CohostCommand.Score.class,
      CohostCommand.Extend.class,
      CohostCommand.End.class,
      PoolCommand.class
    })
public final class CohostCommand extends Group {
  static Api.View<CohostSessionView> text(Api call) {
    return session -> new CohostText(call.terminal(), call.times()).one(session);
  }

  /** {@code SEAT=ROOM} or {@code SEAT=ROOM/TEAM}. */
  static CohostSeatSpec seat(CommandSpec spec, String typed, @Nullable CohostSeatKind kind) {
    int equal = typed.indexOf('=');
    if (equal < 1) {
      throw new ParameterException(
          spec.commandLine(), "seat: " + typed + " (expected: SEAT=ROOM or SEAT=ROOM/TEAM)");
    }
    String room = typed.substring(equal + 1);
    int slash = room.indexOf('/');
    return new CohostSeatSpec(
        typed.substring(0, equal),
        kind,
        slash < 0 ? room : room.substring(0, slash),
        null,
        slash < 0 ? null : room.substring(slash + 1));
  }

  /** Which session, and who says so. */
  static final class Said {
    @Mixin private ApiOptions api = new ApiOptions();

    @Parameters(index = "0", paramLabel = "SESSION", description = "The session's id.")
    private String session = "";

    @Option(
        names = "--by",
        paramLabel = "SEAT",
        description = "Who of the session says so (default: an operator).")
    private @Nullable String by;

    @Mixin private WriteOptions write = new WriteOptions();

    Integer send(ApiRequest<CohostSessionView> request) {
      Api call = new Api(api);
      return call.call(write.on(request), text(call));
    }

    <T> Integer send(ApiRequest<T> request, Api.View<T> view) {
      return new Api(api).call(write.on(request), view);
    }
  }

  /** {@code roomfleet cohost list}. */
  @Command(name = "list", description = "List sessions, newest first.")
  static final class ListSessions implements Callable<Integer> {
    @Mixin private ApiOptions api = new ApiOptions();

    @Option(names = "--status", description = "Only ${COMPLETION-CANDIDATES}.")
    private @Nullable CohostStatus status;

    @Option(names = "--room", paramLabel = "ROOM", description = "Only those of that room.")
    private @Nullable String room;

    @Option(names = "--seat", paramLabel = "SEAT", description = "Only those with that one.")
    private @Nullable String seat;

    @Option(names = "--with", paramLabel = "SEAT", description = "And with that one.")
    private @Nullable String with;

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
      return call.call(
          CohostCalls.list(new CohostCalls.Filter(status, room, seat, with), limit, pageToken),
          new CohostText(call.terminal(), call.times())::page);
    }
  }

  /** {@code roomfleet cohost show}. */
  @Command(name = "show", description = "Show a session, its people, its round.")
  static final class Show implements Callable<Integer> {
    @Mixin private ApiOptions api = new ApiOptions();

    @Parameters(paramLabel = "SESSION", description = "The session's id.")
    private String session = "";

    @Mixin private WatchOption watch = new WatchOption();

    @Override
    public Integer call() {
      Api call = new Api(api);
      return call.show(CohostCalls.get(session), watch, text(call));
    }
  }

  /** {@code roomfleet cohost invite}. */
  @Command(name = "invite", description = "Invite one more host.")
  static final class Invite implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;
    @Mixin private Said said = new Said();

    @Parameters(index = "1", paramLabel = "SEAT=ROOM", description = "Who, and the own room.")
    private String seat = "";

    @Option(names = "--guest", description = "A viewer, not a host.")
    private boolean guest;

    @Override
    public Integer call() {
      CohostSeatSpec who =
          seat(
              java.util.Objects.requireNonNull(spec),
              seat,
              guest ? CohostSeatKind.GUEST : CohostSeatKind.HOST);
      return said.send(CohostCalls.invite(said.session, who, said.by));
    }
  }

  /** {@code roomfleet cohost ask}. */
  @Command(name = "ask", description = "A viewer asks to come up.")
  static final class Ask implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;
    @Mixin private Said said = new Said();

    @Parameters(index = "1", paramLabel = "SEAT=ROOM", description = "Who, from which room.")
    private String seat = "";

    @Override
    public Integer call() {
      CohostSeatSpec who = seat(java.util.Objects.requireNonNull(spec), seat, CohostSeatKind.GUEST);
      return said.send(CohostCalls.ask(said.session, who, said.by));
    }
  }

  /** What is to become of one. */
  enum Step {
    accept,
    decline,
    leave,
    remove,
    owner,
    rematch,
    mute,
    unmute
  }

  /** {@code roomfleet cohost seat}. */
  @Command(name = "seat", description = "Say what is to become of one in a session.")
  static final class Seat implements Callable<Integer> {
    @Mixin private Said said = new Said();

    @Parameters(index = "1", paramLabel = "SEAT", description = "Who.")
    private String seat = "";

    @Parameters(index = "2", paramLabel = "STEP", description = "${COMPLETION-CANDIDATES}.")
    private Step step = Step.accept;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for people.")
    private @Nullable String reason;

    @Override
    public Integer call() {
      String id = said.session;
      CohostSeatAction action = new CohostSeatAction(seat, reason, said.by);
      return said.send(
          switch (step) {
            case accept -> CohostCalls.accept(id, action);
            case decline -> CohostCalls.decline(id, action);
            case leave -> CohostCalls.leave(id, action);
            case remove -> CohostCalls.remove(id, action);
            case owner -> CohostCalls.handOver(id, action);
            case rematch -> CohostCalls.rematch(id, action);
            case mute -> CohostCalls.mute(id, seat, true, said.by);
            case unmute -> CohostCalls.mute(id, seat, false, said.by);
          });
    }
  }

  /** {@code roomfleet cohost join}. */
  @Command(name = "join", description = "Get a token by which one connects by browser.")
  static final class Join implements Callable<Integer> {
    @Mixin private Said said = new Said();

    @Parameters(index = "1", paramLabel = "SEAT", description = "Who.")
    private String seat = "";

    @Override
    public Integer call() {
      CohostSeatAction action = new CohostSeatAction(seat, null, said.by);
      return said.send(
          CohostCalls.join(said.session, action), join -> CohostText.join(join, page(join)));
    }

    /** Where a browser takes the seat; what comes after # goes to no server. */
    private URI page(CohostJoin join) {
      URI page = new Api(said.api).uriOf("/console/stage/" + said.session);
      return URI.create(page + "#seat=" + seat + "&token=" + join.token());
    }
  }

  /** {@code roomfleet cohost lock}. */
  @Command(name = "lock", description = "Let nobody in any more, or again with --open.")
  static final class Lock implements Callable<Integer> {
    @Mixin private Said said = new Said();

    @Option(names = "--open", description = "Let them in again.")
    private boolean open;

    @Override
    public Integer call() {
      return said.send(CohostCalls.lock(said.session, !open, said.by));
    }
  }

  /** {@code roomfleet cohost layout}. */
  @Command(name = "layout", description = "Arrange the picture.")
  static final class Layout implements Callable<Integer> {
    @Mixin private Said said = new Said();

    @Parameters(index = "1", paramLabel = "KIND", description = "${COMPLETION-CANDIDATES}.")
    private CohostLayoutKind kind = CohostLayoutKind.GRID;

    @Override
    public Integer call() {
      return said.send(CohostCalls.arrange(said.session, new CohostLayout(kind, null), said.by));
    }
  }

  /** {@code roomfleet cohost score}. */
  @Command(name = "score", description = "Count points for a room.")
  static final class Score implements Callable<Integer> {
    @Mixin private Said said = new Said();

    @Parameters(index = "1", paramLabel = "ROOM", description = "The room.")
    private String room = "";

    @Parameters(index = "2", paramLabel = "POINTS", description = "How many.")
    private long points;

    @Option(
        names = "--event",
        paramLabel = "ID",
        description = "Counted once in the session (default: a new one).")
    private @Nullable String event;

    @Override
    public Integer call() {
      String id = event == null ? UUID.randomUUID().toString() : event;
      return said.send(
          CohostCalls.score(said.session, List.of(new PkScore(id, room, points, null))));
    }
  }

  /** {@code roomfleet cohost extend}. */
  @Command(name = "extend", description = "Let the round last longer.")
  static final class Extend implements Callable<Integer> {
    @Mixin private Said said = new Said();

    @Parameters(index = "1", paramLabel = "SECONDS", description = "How much longer.")
    private long seconds;

    @Override
    public Integer call() {
      return said.send(CohostCalls.extend(said.session, seconds, said.by));
    }
  }

  /** {@code roomfleet cohost end}. */
  @Command(name = "end", description = "End a session.")
  static final class End implements Callable<Integer> {
    @Mixin private Said said = new Said();

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for people.")
    private @Nullable String reason;

    @Override
    public Integer call() {
      return said.send(CohostCalls.end(said.session, reason, said.by));
    }
  }
}
