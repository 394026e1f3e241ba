package io.roomfleet.deploy.cli;

import io.roomfleet.api.client.ApiRequest;
import io.roomfleet.api.client.Calls;
import io.roomfleet.api.client.Calls.RoomFilter;
import io.roomfleet.api.room.Room;
import io.roomfleet.api.room.RoomPage;
import io.roomfleet.api.room.RoomStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code roomfleet room}. */
@Command(
    name = "room",
    description = "Live rooms: schedule, start, watch and end broadcasts.",
    subcommands = {
      RoomCreateCommand.class,
      RoomCommand.ListRooms.class,
      RoomCommand.Show.class,
      RoomCommand.Start.class,
      RoomCommand.End.class,
      RoomCommand.Cancel.class,
      RoomCommand.SwitchLine.class,
      RoomEventsCommand.class,
      RoomPromptsCommand.class
    })
public final class RoomCommand extends Group {
  /** {@code roomfleet room list}. */
  @Command(name = "list", description = "List rooms.")
  static final class ListRooms implements Callable<Integer> {
    @Mixin private ApiOptions api = new ApiOptions();

    @Option(names = "--status", description = "Only ${COMPLETION-CANDIDATES}.")
    private @Nullable RoomStatus status;

    @Option(names = "--region", description = "Only those with that source region.")
    private @Nullable String region;

    @Option(names = "--host", description = "Only those of that host.")
    private @Nullable String host;

    @Option(
        names = "--limit",
        defaultValue = "100",
        description = "At most so many (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Option(names = "--page-token", description = "With --json: the page that follows.")
    private @Nullable String pageToken;

    @Mixin private WatchOption watch = new WatchOption();

    @Override
    public Integer call() {
      Api call = new Api(api);
      RoomFilter filter = new RoomFilter(status, region, host, Math.min(limit, 100), pageToken);
      return call.show(
          Calls.rooms(filter),
          watch,
          () ->
              call.json()
                  ? call.client().send(Calls.rooms(filter)).json()
                  : new RoomView(call.terminal(), call.times()).list(all(call, filter)));
    }

    private List<Room> all(Api call, RoomFilter filter) {
      List<Room> rooms = new ArrayList<>();
      @Nullable String token = filter.pageToken();
      do {
        RoomPage page = call.client().send(Calls.rooms(filter.page(token))).value();
        rooms.addAll(page.rooms());
        token = page.nextPageToken();
      } while (token != null && rooms.size() < limit);
      return rooms.size() > limit ? rooms.subList(0, limit) : rooms;
    }
  }

  /** {@code roomfleet room show}. */
  @Command(name = "show", description = "Show a room with its lines and sub-rooms.")
  static final class Show implements Callable<Integer> {
    @Mixin private ApiOptions api = new ApiOptions();
    @Mixin private RoomId room = new RoomId();

    @Mixin private WatchOption watch = new WatchOption();

    @Override
    public Integer call() {
      Api call = new Api(api);
      return call.show(
          Calls.room(room.id()),
          watch,
          it ->
              new RoomView(call.terminal(), call.times())
                  .whole(it, SubRoomCommand.all(call, room.id())));
    }
  }

  /** {@code roomfleet room start}. */
  @Command(name = "start", description = "Start a room now.")
  static final class Start implements Callable<Integer> {
    @Mixin private ApiOptions api = new ApiOptions();
    @Mixin private RoomId room = new RoomId();
    @Mixin private WriteOptions write = new WriteOptions();

    @Override
    public Integer call() {
      return changed(api, write, Calls.start(room.id()));
    }
  }

  /** {@code roomfleet room end}. */
  @Command(name = "end", description = "End a live room.")
  static final class End implements Callable<Integer> {
    @Mixin private ApiOptions api = new ApiOptions();
    @Mixin private RoomId room = new RoomId();
    @Mixin private WriteOptions write = new WriteOptions();
    @Mixin private Reason reason = new Reason();

    @Override
    public Integer call() {
      return changed(api, write, Calls.end(room.id(), reason.text()));
    }
  }

  /** {@code roomfleet room cancel}. */
  @Command(name = "cancel", description = "Cancel a room that has not started.")
  static final class Cancel implements Callable<Integer> {
    @Mixin private ApiOptions api = new ApiOptions();
    @Mixin private RoomId room = new RoomId();
    @Mixin private WriteOptions write = new WriteOptions();
    @Mixin private Reason reason = new Reason();

    @Override
    public Integer call() {
      return changed(api, write, Calls.cancel(room.id(), reason.text()));
    }
  }

  /** {@code roomfleet room switch-line}. */
  @Command(
      name = "switch-line",
      description = "Play another line in all sub-rooms that follow the room.")
  static final class SwitchLine implements Callable<Integer> {
    @Mixin private ApiOptions api = new ApiOptions();
    @Mixin private RoomId room = new RoomId();
    @Mixin private WriteOptions write = new WriteOptions();
    @Mixin private Reason reason = new Reason();

    @Parameters(index = "1", paramLabel = "LINE", description = "One of the room's lines.")
    private String lineId = "";

    @Override
    public Integer call() {
      return changed(api, write, Calls.switchLine(room.id(), lineId, reason.text()));
    }
  }

  /** A room named on the command line. */
  static final class RoomId {
    @Parameters(index = "0", paramLabel = "ROOM", description = "The room's id.")
    private String id = "";

    String id() {
      return id.toLowerCase(Locale.ROOT);
    }
  }

  /** Why something is ended. */
  static final class Reason {
    @Option(
        names = "--reason",
        paramLabel = "TEXT",
        description = "For who reads the events later.")
    private @Nullable String text;

    @Nullable String text() {
      return text;
    }
  }

  static int changed(ApiOptions api, WriteOptions write, ApiRequest<Room> request) {
    Api call = new Api(api);
    return call.call(
        write.on(request), it -> new RoomView(call.terminal(), call.times()).summary(it));
  }
}
