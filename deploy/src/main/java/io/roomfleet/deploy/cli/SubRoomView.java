package io.roomfleet.deploy.cli;

import io.roomfleet.api.Capacity;
import io.roomfleet.api.room.Booking;
import io.roomfleet.api.room.Ladder;
import io.roomfleet.api.room.Move;
import io.roomfleet.api.room.Rendition;
import io.roomfleet.api.room.SubRoom;
import io.roomfleet.api.room.SubRoomPage;
import io.roomfleet.api.room.SubRoomStatus;
import io.roomfleet.deploy.cli.Terminal.Colour;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sub-rooms and why they run where they run, for people. */
final class SubRoomView {
  private static final Map<SubRoomStatus, Colour> COLOURS =
      Map.of(
          SubRoomStatus.READY, Colour.GOOD,
          SubRoomStatus.LIVE, Colour.GOOD,
          SubRoomStatus.DEGRADED, Colour.WARN,
          SubRoomStatus.FAILED, Colour.BAD);

  private final Terminal terminal;
  private final Times times;

  SubRoomView(Terminal terminal, Times times) {
    this.terminal = terminal;
    this.times = times;
  }

  String list(List<SubRoom> subRooms) {
    if (subRooms.isEmpty()) {
      return "No sub-rooms.\n";
    }
    Table table =
        new Table("SUB-ROOM", "STATUS", "LOCALE", "REGION", "AGENT", "PLAYBACK OR REASON");
    for (SubRoom it : subRooms) {
      table.row(
          it.id(),
          it.status().name(),
          it.locale(),
          region(it),
          orEmpty(it.agentId()),
          it.reason() == null ? RoomView.url(it.playback()) : it.reason());
    }
    return table.text(terminal.width());
  }

  String whole(SubRoom it) {
    StringBuilder text = new StringBuilder();
    text.append(terminal.in(Colour.BOLD, it.market() + " of " + it.roomId())).append('\n');
    String reason = it.reason() == null ? "" : ": " + it.reason();
    Colour colour = COLOURS.getOrDefault(it.status(), Colour.BOLD);
    RoomView.line(text, "status", terminal.in(colour, it.status().name()) + reason);
    RoomView.line(text, "locale", it.locale() + ", " + it.timeZone());
    RoomView.line(text, "ladder", ladder(it.ladder()));
    RoomView.line(text, "wanted", it.wantedRegion() == null ? "any region" : it.wantedRegion());
    if (it.allowedRegions() != null) {
      RoomView.line(text, "allowed", String.join(", ", it.allowedRegions()));
    }
    RoomView.line(text, "runs on", it.agentId() == null ? "nowhere" : it.agentId());
    if (it.move() != null) {
      RoomView.line(text, "moving to", move(it.move()));
    }
    if (it.booking() != null) {
      RoomView.line(text, "booked", booking(it.booking()));
    }
    String left = it.leftLine() == null ? "" : ", by itself: " + it.leftLine();
    RoomView.line(text, "line", it.activeLine() + left);
    RoomView.line(text, "viewers", it.expectedViewers() + " expected");
    if (it.playback() != null) {
      RoomView.line(text, "playback", RoomView.url(it.playback()));
    }
    RoomView.line(text, "revision", it.revision() + ", epoch " + it.epoch());
    if (it.placement() != null) {
      text.append('\n').append(new PlacementView(terminal, times).text(it.placement()));
    }
    return text.toString();
  }

  static String capacity(Capacity it) {
    return "%s units, %s Mbit/s, %d slots"
        .formatted(number(it.transcodeUnits()), number(it.egressMbps()), it.slots());
  }

  /** At most three digits after the point, and none that say nothing. */
  static String number(double value) {
    String text = String.format(Locale.ROOT, "%.3f", value);
    return text.replaceAll("\\.?0+$", "");
  }

  private static String ladder(Ladder it) {
    List<Rendition> renditions = it.renditions() == null ? List.of() : it.renditions();
    String names = renditions.stream().map(Rendition::label).collect(Collectors.joining(", "));
    String preset = it.preset() == null ? "" : RoomView.lower(it.preset()) + ": ";
    return preset + names + (it.frameRate() == null ? "" : " at " + it.frameRate() + " fps");
  }

  private static String region(SubRoom it) {
    String region = orEmpty(it.region() == null ? it.wantedRegion() : it.region());
    return it.move() == null ? region : region + " > " + whereTo(it.move());
  }

  private String move(Move it) {
    String agent = it.agentId() == null ? "" : ", agent " + it.agentId();
    return whereTo(it) + agent + ", since " + times.timeOfDay(it.since()) + ": " + it.cause();
  }

  private String booking(Booking it) {
    String missing =
        it.missing() == null
            ? ""
            : ", "
                + terminal.in(
                    Colour.BAD, "overbooked: " + CalendarText.missing(it.missing()) + " missing");
    return it.region() + ", " + times.text(it.from()) + " to " + times.text(it.to()) + missing;
  }

  /** Those that were added, and what will be missing for them. */
  String added(SubRoomPage page) {
    StringBuilder text = new StringBuilder(list(page.subRooms()));
    if (page.warnings() != null) {
      page.warnings()
          .forEach(
              warning ->
                  text.append(terminal.in(Colour.WARN, "Warning: ")).append(warning).append(".\n"));
    }
    return text.toString();
  }

  private static String whereTo(Move it) {
    return it.region() == null ? "wherever there is room" : it.region();
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
