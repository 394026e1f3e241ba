package io.roomfleet.deploy.cli;

import io.roomfleet.api.client.ApiRequest;
import io.roomfleet.api.client.BroadcastCalls;
import io.roomfleet.api.history.RoomReplay;
import io.roomfleet.api.history.RoomSession;
import io.roomfleet.deploy.cli.Terminal.Colour;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code roomfleet replay}. */
@Command(
    name = "replay",
    description = "Show a room with its sub-rooms, lines and agenda as they stood at an instant.")
public final class ReplayCommand implements Callable<Integer> {
  @Mixin private ApiOptions api = new ApiOptions();
  @Mixin private RoomCommand.RoomId room = new RoomCommand.RoomId();
  @Spec private CommandSpec spec = CommandSpec.create();

  @ArgGroup(exclusive = true, multiplicity = "1")
  private Point point = new Point();

  /** When. */
  static final class Point {
    @Option(
        names = "--at",
        paramLabel = "TIME",
        description = "2026-11-11T20:00:05, the same with an offset, or now.")
    private @Nullable String at;

    @Option(
        names = "--sequence",
        paramLabel = "N",
        description = "Just after that event of the room.")
    private @Nullable Long sequence;
  }

  @Override
  public Integer call() {
    Api call = new Api(api);
    ApiRequest<RoomReplay> request =
        point.sequence != null
            ? BroadcastCalls.replay(room.id(), point.sequence)
            : BroadcastCalls.replay(room.id(), instant(call));
    return call.call(request, replay -> text(call, replay));
  }

  private Instant instant(Api call) {
    try {
      return call.times().read(Objects.requireNonNullElse(point.at, "now"), Instant.now());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private static String text(Api call, RoomReplay replay) {
    AgendaText agenda = new AgendaText(call.terminal(), call.times());
    String head =
        "As it stood at %s, after event %d of %s:%n"
            .formatted(
                call.times().text(replay.at()),
                replay.sequence(),
                call.times().text(replay.lastEventAt()));
    String onAir =
        replay.onAir() == null
            ? ""
            : "On air: " + call.terminal().in(Colour.GOOD, agenda.line(replay.onAir())) + "\n";
    RoomSession had = replay.session();
    String session =
        had == null
            ? ""
            : (had.heldUntil() == null ? "In session " : "Held for session ")
                + had.sessionId()
                + "\n";
    return head
        + onAir
        + session
        + new RoomView(call.terminal(), call.times()).whole(replay.room(), replay.subRooms());
  }
}
