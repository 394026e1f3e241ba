package io.roomfleet.deploy.cli;

import io.roomfleet.api.client.ApiRequest;
import io.roomfleet.api.client.Calls;
import io.roomfleet.api.room.AddSubRoomsRequest;
import io.roomfleet.api.room.SubRoom;
import io.roomfleet.api.room.SubRoomPage;
import io.roomfleet.api.room.SubRoomRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code roomfleet sub-room}. */
@Command(
    name = "sub-room",
    description = "Regional sub-rooms of a room.",
    subcommands = {
      SubRoomCommand.Add.class,
      SubRoomCommand.ListSubRooms.class,
      SubRoomCommand.Show.class,
      SubRoomCommand.Migrate.class,
      SubRoomCommand.SwitchLine.class,
      SubRoomCommand.Close.class
    })
public final class SubRoomCommand extends Group {
  /** {@code roomfleet sub-room add}. */
  @Command(
      name = "add",
      description = "Add one sub-room from options, or many from a file with the API's JSON.")
  static final class Add implements Callable<Integer> {
    @Mixin private ApiOptions api = new ApiOptions();
    @Mixin private RoomCommand.RoomId room = new RoomCommand.RoomId();
    @Mixin private WriteOptions write = new WriteOptions();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(names = "--market", description = "Such as DE; unique in the room.")
    private @Nullable String market;

    @Option(names = "--locale", description = "Such as de-DE.")
    private @Nullable String locale;

    @Option(names = "--time-zone", paramLabel = "ZONE", description = "Such as Europe/Berlin.")
    private @Nullable String timeZone;

    @Option(
        names = "--ladder",
        description =
            "full, standard (the default), mobile, light or audio; or renditions such as"
                + " 720p,360p,audio.")
    private @Nullable String ladder;

    @Option(names = "--frame-rate", paramLabel = "FPS", description = "10 to 60 (default: 30).")
    private @Nullable Integer frameRate;

    @Option(
        names = "--wanted-region",
        paramLabel = "REGION",
        description = "The only region it may run in (default: any).")
    private @Nullable String wantedRegion;

    @Option(
        names = "--allowed-regions",
        paramLabel = "REGION",
        split = ",",
        description = "The only regions it may run in, such as those of one legal zone.")
    private @Nullable List<String> allowedRegions;

    @Option(
        names = "--fallback-markets",
        paramLabel = "MARKET",
        split = ",",
        description =
            "Other markets of the room, best first, to which its viewers may be led while their own"
                + " edge is in trouble.")
    private @Nullable List<String> fallbackMarkets;

    @Option(names = "--expected-viewers", paramLabel = "N", description = "At the peak.")
    private @Nullable Integer expectedViewers;

    @Option(
        names = "--file",
        paramLabel = "FILE",
        description = "One or many in the API's JSON instead of the options above; - for stdin.")
    private @Nullable Path file;

    @Override
    public Integer call() {
      Api call = new Api(api);
      ApiRequest<SubRoomPage> request =
          file == null
              ? Calls.addSubRooms(room.id(), new AddSubRoomsRequest(List.of(subRoom())))
              : Calls.addSubRooms(room.id(), new AddSubRoomsRequest(List.of()))
                  .withBody(InputFile.readList(file, "subRooms"));
      return call.call(
          write.on(request), it -> new SubRoomView(call.terminal(), call.times()).added(it));
    }

    private SubRoomRequest subRoom() {
      Flags flags = new Flags(spec, "sub-rooms");
      return new SubRoomRequest(
          flags.required("--market", market),
          flags.required("--locale", locale),
          flags.required("--time-zone", timeZone),
          ladder == null && frameRate == null
              ? null
              : flags.read(() -> Words.ladder(ladder == null ? "standard" : ladder, frameRate)),
          wantedRegion,
          allowedRegions,
          expectedViewers,
          fallbackMarkets);
    }
  }

  /** {@code roomfleet sub-room list}. */
  @Command(name = "list", description = "List a room's sub-rooms.")
  static final class ListSubRooms implements Callable<Integer> {
    @Mixin private ApiOptions api = new ApiOptions();
    @Mixin private RoomCommand.RoomId room = new RoomCommand.RoomId();

    @Mixin private WatchOption watch = new WatchOption();

    @Override
    public Integer call() {
      Api call = new Api(api);
      ApiRequest<SubRoomPage> first = Calls.subRooms(room.id(), null);
      return call.show(
          first,
          watch,
          () ->
              call.json()
                  ? call.client().send(first).json()
                  : new SubRoomView(call.terminal(), call.times()).list(all(call, room.id())));
    }
  }

  /** {@code roomfleet sub-room show}. */
  @Command(name = "show", description = "Show a sub-room, and why it runs where it runs.")
  static final class Show implements Callable<Integer> {
    @Mixin private ApiOptions api = new ApiOptions();
    @Mixin private SubRoomId subRoom = new SubRoomId();

    @Mixin private WatchOption watch = new WatchOption();

    @Override
    public Integer call() {
      Api call = new Api(api);
      return call.show(
          Calls.subRoom(subRoom.roomId(), subRoom.id()),
          watch,
          it -> new SubRoomView(call.terminal(), call.times()).whole(it));
    }
  }

  /** {@code roomfleet sub-room migrate}. */
  @Command(
      name = "migrate",
      description =
          "Move a sub-room to another region; it plays on where it is until it plays there.")
  static final class Migrate implements Callable<Integer> {
    @Mixin private ApiOptions api = new ApiOptions();
    @Mixin private SubRoomId subRoom = new SubRoomId();
    @Mixin private WriteOptions write = new WriteOptions();
    @Mixin private RoomCommand.Reason reason = new RoomCommand.Reason();

    @Option(
        names = "--region",
        paramLabel = "REGION",
        description =
            "Where to (default: the best one that it may run in). Where it is: it stays there.")
    private @Nullable String region;

    @Override
    public Integer call() {
      Api call = new Api(api);
      return call.call(
          write.on(Calls.migrateSubRoom(subRoom.roomId(), subRoom.id(), region, reason.text())),
          it -> new SubRoomView(call.terminal(), call.times()).whole(it));
    }
  }

  /** {@code roomfleet sub-room switch-line}. */
  @Command(
      name = "switch-line",
      description = "Play a line of its own, whatever the room plays; or follow the room again.")
  static final class SwitchLine implements Callable<Integer> {
    @Mixin private ApiOptions api = new ApiOptions();
    @Mixin private SubRoomId subRoom = new SubRoomId();
    @Mixin private WriteOptions write = new WriteOptions();
    @Mixin private RoomCommand.Reason reason = new RoomCommand.Reason();

    @Parameters(
        index = "2",
        arity = "0..1",
        paramLabel = "LINE",
        description = "One of the room's lines (default: follow the room).")
    private @Nullable String lineId;

    @Override
    public Integer call() {
      Api call = new Api(api);
      return call.call(
          write.on(Calls.switchSubRoomLine(subRoom.roomId(), subRoom.id(), lineId, reason.text())),
          it -> new SubRoomView(call.terminal(), call.times()).whole(it));
    }
  }

  /** {@code roomfleet sub-room close}. */
  @Command(name = "close", description = "Close a sub-room for good.")
  static final class Close implements Callable<Integer> {
    @Mixin private ApiOptions api = new ApiOptions();
    @Mixin private SubRoomId subRoom = new SubRoomId();
    @Mixin private WriteOptions write = new WriteOptions();
    @Mixin private RoomCommand.Reason reason = new RoomCommand.Reason();

    @Override
    public Integer call() {
      Api call = new Api(api);
      return call.call(
          write.on(Calls.closeSubRoom(subRoom.roomId(), subRoom.id(), reason.text())),
          it -> new SubRoomView(call.terminal(), call.times()).whole(it));
    }
  }

  /** A sub-room named on the command line, by its id or its market. */
  static final class SubRoomId {
    @Parameters(index = "0", paramLabel = "ROOM", description = "The room's id.")
    private String roomId = "";

    @Parameters(
        index = "1",
        paramLabel = "SUB-ROOM",
        description = "Its id: the market in lower case.")
    private String id = "";

    String roomId() {
      return roomId.toLowerCase(Locale.ROOT);
    }

    String id() {
      return id.toLowerCase(Locale.ROOT);
    }
  }

  /** All of a room's sub-rooms, whatever the number of pages. */
  static List<SubRoom> all(Api call, String roomId) {
    List<SubRoom> all = new ArrayList<>();
    @Nullable String token = null;
    do {
      SubRoomPage page = call.client().send(Calls.subRooms(roomId, token)).value();
      all.addAll(page.subRooms());
      token = page.nextPageToken();
    } while (token != null);
    return all;
  }
}
