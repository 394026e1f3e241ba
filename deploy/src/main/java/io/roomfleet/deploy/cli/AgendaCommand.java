package io.roomfleet.deploy.cli;

import io.roomfleet.api.client.ApiRequest;
import io.roomfleet.api.client.BroadcastCalls;
import io.roomfleet.api.room.AgendaRequest;
import io.roomfleet.api.room.AgendaView;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code roomfleet agenda}. */
@Command(
    name = "agenda",
    description = "What a broadcast is about when: the plan, and what is really on.",
    subcommands = {AgendaCommand.Show.class, AgendaCommand.Set.class, AgendaCommand.Start.class})
public final class AgendaCommand extends Group {
  /** {@code roomfleet agenda show}. */
  @Command(name = "show", description = "Show the plan, and what was on.")
  static final class Show implements Callable<Integer> {
    @Mixin private ApiOptions api = new ApiOptions();
    @Mixin private RoomCommand.RoomId room = new RoomCommand.RoomId();

    @Mixin private WatchOption watch = new WatchOption();

    @Override
    public Integer call() {
      Api call = new Api(api);
      return call.show(BroadcastCalls.agenda(room.id()), watch, text(call));
    }
  }

  /** {@code roomfleet agenda set}. */
  @Command(
      name = "set",
      description = {
        "Set the whole plan, in place of the one before.",
        "The file is a list of items, or an object with it as \"items\". Of an item: id and"
            + " startsAt, and of productId, topic and hostId at least one. Items are in order of"
            + " their starts, and each lasts until the next."
      })
  static final class Set implements Callable<Integer> {
    @Mixin private ApiOptions api = new ApiOptions();
    @Mixin private RoomCommand.RoomId room = new RoomCommand.RoomId();

    @Parameters(
        index = "1",
        paramLabel = "FILE",
        description = "JSON, or - for the standard input.")
    private Path file = Path.of("-");

    @Mixin private WriteOptions write = new WriteOptions();

    @Override
    public Integer call() {
      Api call = new Api(api);
      ApiRequest<AgendaView> request =
          BroadcastCalls.setAgenda(room.id(), new AgendaRequest(List.of()))
              .withBody(InputFile.readList(file, "items"));
      return call.call(write.on(request), text(call));
    }
  }

  /** {@code roomfleet agenda start}. */
  @Command(
      name = "start",
      description = {
        "Say that an item is on from now.",
        "From the first time on, what is on is what was said last, and the plan counts no more."
      })
  static final class Start implements Callable<Integer> {
    @Mixin private ApiOptions api = new ApiOptions();
    @Mixin private RoomCommand.RoomId room = new RoomCommand.RoomId();

    @Parameters(index = "1", paramLabel = "ITEM", description = "The item's id.")
    private String item = "";

    @Mixin private WriteOptions write = new WriteOptions();

    @Override
    public Integer call() {
      Api call = new Api(api);
      return call.call(write.on(BroadcastCalls.startAgendaItem(room.id(), item)), text(call));
    }
  }

  private static Api.View<AgendaView> text(Api call) {
    return agenda -> new AgendaText(call.terminal(), call.times()).text(agenda, Instant.now());
  }
}
