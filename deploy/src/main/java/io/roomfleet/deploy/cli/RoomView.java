package io.roomfleet.deploy.cli;

import io.roomfleet.api.Capacity;
import io.roomfleet.api.room.Line;
import io.roomfleet.api.room.LineInput;
import io.roomfleet.api.room.Playback;
import io.roomfleet.api.room.RelayHop;
import io.roomfleet.api.room.Room;
import io.roomfleet.api.room.RoomEvent;
import io.roomfleet.api.room.RoomStatus;
import io.roomfleet.api.room.SubRoom;
import io.roomfleet.deploy.cli.Terminal.Colour;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rooms and their events, for people. */
final class RoomView {
  private final Terminal terminal;
  private final Times times;

  RoomView(Terminal terminal, Times times) {
    this.terminal = terminal;
    this.times = times;
  }

  String list(List<Room> rooms) {
    if (rooms.isEmpty()) {
      return "No rooms.\n";
    }
    Table table = new Table("ROOM", "STATUS", "STARTS AT", "SUB-ROOMS", "HOST", "TITLE");
    for (Room room : rooms) {
      table.row(
          room.id(),
          room.status().name(),
          times.text(room.startsAt()),
          String.valueOf(room.subRoomIds().size()),
          room.hostId(),
          room.title());
    }
    return table.text(terminal.width());
  }

  /** The room alone, as after a verb. */
  String summary(Room room) {
    StringBuilder text = new StringBuilder();
    text.append(terminal.in(Colour.BOLD, room.title())).append('\n');
    line(text, "room", room.id());
    line(text, "status", status(room));
    line(text, "host", room.hostId() + ", " + lower(room.mode()));
    line(text, "starts at", times.text(room.startsAt()));
    lineIfSet(text, "ends at", room.endsAt());
    lineIfSet(text, "started at", room.startedAt());
    lineIfSet(text, "ended at", room.endedAt());
    line(text, "source", room.sourceRegion());
    for (Line it : room.lines()) {
      line(text, "line " + it.id(), line(it, it.id().equals(room.activeLine())));
    }
    line(text, "revision", String.valueOf(room.revision()));
    return text.toString();
  }

  /** The room with its sub-rooms. */
  String whole(Room room, List<SubRoom> subRooms) {
    return summary(room) + relays(room) + "\n" + new SubRoomView(terminal, times).list(subRooms);
  }

  /** Which region reads a line from which; nothing while no region has a copy. */
  private String relays(Room room) {
    if (room.relays().isEmpty()) {
      return "";
    }
    Table table = new Table("LINE", "REGION", "READS", "FALLBACK", "WHY");
    for (RelayHop hop : room.relays()) {
      String from = hop.from() == null ? "unknown" : hop.from();
      table.row(
          hop.lineId(),
          hop.region(),
          hop.confirmed() ? from : from + " (not confirmed)",
          hop.fallback() == null ? "-" : hop.fallback(),
          hop.why());
    }
    return "\n" + table.text(terminal.width());
  }

  String events(List<RoomEvent> events) {
    StringBuilder text = new StringBuilder();
    events.forEach(event -> text.append(event(event)).append('\n'));
    return text.isEmpty() ? "No events.\n" : text.toString();
  }

  /** One event in one line: sequence, time, type, sub-room, what it says, and who caused it. */
  String event(RoomEvent event) {
    StringBuilder data = new StringBuilder();
    event
        .data()
        .forEach(
            (key, value) -> {
              // A whole decision is no reading for one line; sub-room show explains it.
              if (key.equals("missing") && value instanceof Map<?, ?> sides) {
                data.append(" missing=[").append(missing(sides)).append(']');
              } else if (!(value instanceof Map)) {
                data.append(' ').append(key).append('=').append(shown(value));
              }
            });
    String subRoom = event.subRoomId() == null ? "" : " " + event.subRoomId();
    String text =
        String.format(
            Locale.ROOT,
            "%5d  %s  %-22s%s%s  (%s)",
            event.sequence(),
            times.timeOfDay(event.at()),
            event.type(),
            subRoom,
            data,
            event.by());
    int width = terminal.width();
    return text.length() <= width ? text : text.substring(0, width - 1) + "…";
  }

  private static String missing(Map<?, ?> sides) {
    return CalendarText.missing(Json.CODEC.read(Json.CODEC.write(sides), Capacity.class));
  }

  private static String shown(@Nullable Object value) {
    return value instanceof String text ? text : value == null ? "-" : Json.CODEC.write(value);
  }

  private String status(Room room) {
    Colour colour = room.status() == RoomStatus.LIVE ? Colour.GOOD : Colour.BOLD;
    String reason = room.reason() == null ? "" : ": " + room.reason();
    return terminal.in(colour, room.status().name()) + reason;
  }

  private String line(Line it, boolean active) {
    StringBuilder text = new StringBuilder(lower(it.kind()));
    if (active) {
      text.append(", active");
    }
    if (it.input() != null) {
      Colour colour = it.input() == LineInput.LIVE ? Colour.GOOD : Colour.WARN;
      text.append(", passes on ").append(terminal.in(colour, lower(it.input())));
    }
    if (it.agentId() != null) {
      text.append(", taken in by ").append(it.agentId());
    }
    if (it.next() != null) {
      text.append(", goes to ").append(it.next().agentId()).append(": ").append(it.next().cause());
    }
    URI ingest = it.next() == null ? it.ingestUrl() : it.next().ingestUrl();
    URI url = ingest == null ? it.url() : ingest;
    if (url != null) {
      text.append(", ").append(url);
    }
    return it.reason() == null ? text.toString() : text + ": " + it.reason();
  }

  private void lineIfSet(StringBuilder text, String name, @Nullable Instant at) {
    if (at != null) {
      line(text, name, times.text(at));
    }
  }

  static void line(StringBuilder text, String name, String value) {
    text.append(String.format(Locale.ROOT, "  %-12s %s%n", name, value));
  }

  static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The playlist, or nothing. */
  static String url(@Nullable Playback playback) {
    return playback == null ? "" : playback.hls().toString();
  }
}
