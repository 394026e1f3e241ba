package io.roomfleet.deploy.cli;

import io.roomfleet.api.client.ApiRequest;
import io.roomfleet.api.client.Calls;
import io.roomfleet.api.room.CreateRoomRequest;
import io.roomfleet.api.room.LineSpec;
import io.roomfleet.api.room.LineSwitching;
import io.roomfleet.api.room.Room;
import io.roomfleet.api.room.RoomMode;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code roomfleet room create}. */
@Command(
    name = "create",
    description = "Schedule a room, from options or from a file with the API's JSON.")
final class RoomCreateCommand implements Callable<Integer> {
  @Mixin private ApiOptions api = new ApiOptions();
  @Mixin private WriteOptions write = new WriteOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--title", description = "What it is called, up to 200 characters.")
  private @Nullable String title;

  @Option(names = "--host", paramLabel = "ID", description = "Who hosts it.")
  private @Nullable String host;

  @Option(
      names = "--mode",
      description = "single-host (the default), cohost, voice-chat or one-to-one.",
      converter = Words.Mode.class)
  private @Nullable RoomMode mode;

  @Option(
      names = "--starts-at",
      paramLabel = "TIME",
      description = "now, +10m, 2026-11-11T20:00 (in your zone), or with Z or an offset.")
  private @Nullable String startsAt;

  @Option(
      names = "--ends-at",
      paramLabel = "TIME",
      description = "When it ends by itself, as --starts-at; +2h counts from now.")
  private @Nullable String endsAt;

  @Option(
      names = "--source-region",
      paramLabel = "REGION",
      description = "Whose agents take the lines in.")
  private @Nullable String sourceRegion;

  @Option(
      names = "--allowed-source-regions",
      paramLabel = "REGION",
      split = ",",
      description =
          "Whose agents take them in when those of the source region cannot (default: any).")
  private @Nullable List<String> allowedSourceRegions;

  @Option(
      names = "--line",
      paramLabel = "ID:KIND[:URL]",
      description =
          "An ingest line, rtmp, srt, pull (with its URL) or test; repeat it for more"
              + " (default: main:rtmp).",
      converter = Words.LineOption.class)
  private @Nullable List<LineSpec> lines;

  @Option(
      names = "--no-line-switching",
      description = "Its lines are switched by hand alone (default: a line that fails is left).")
  private boolean byHand;

  @Option(
      names = "--prepare-lead",
      paramLabel = "10m",
      description = "How long before its start it is prepared (default: 10m).")
  private @Nullable String prepareLead;

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "The room in the API's JSON instead of the options above; - for stdin.")
  private @Nullable Path file;

  @Override
  public Integer call() {
    Times times = new Times(api.zone());
    ApiRequest<Room> request =
        file == null
            ? Calls.createRoom(room(times, Instant.now().truncatedTo(ChronoUnit.MILLIS)))
            : ApiRequest.post("/v1/rooms", InputFile.read(file), Room.class);
    return RoomCommand.changed(api, write, request);
  }

  private static LineSwitching byHand() {
    LineSwitching usual = LineSwitching.DEFAULT;
    return new LineSwitching(
        false, usual.lossMillis(), usual.holdSeconds(), usual.back(), usual.clearSeconds());
  }

  private CreateRoomRequest room(Times times, Instant now) {
    Flags flags = new Flags(spec, "the whole room");
    return flags.read(
        () ->
            new CreateRoomRequest(
                flags.required("--title", title),
                flags.required("--host", host),
                mode,
                times.read(flags.required("--starts-at", startsAt), now),
                endsAt == null ? null : times.read(endsAt, now),
                flags.required("--source-region", sourceRegion),
                allowedSourceRegions,
                lines,
                prepareLead == null ? null : (int) Times.duration(prepareLead).toSeconds(),
                byHand ? byHand() : null));
  }
}
