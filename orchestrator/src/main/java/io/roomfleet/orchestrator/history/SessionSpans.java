package io.roomfleet.orchestrator.history;

import com.fasterxml.jackson.databind.JsonNode;
import io.roomfleet.api.history.TimelineKind;
import io.roomfleet.api.history.TimelineSpan;
import io.roomfleet.orchestrator.cohost.slot.SlotEvent;
import io.roomfleet.orchestrator.room.RoomEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * When a room was in which co-host session, with whom, and how that ended. Mutable; of one
 * timeline. A session tells what happens in it a little later than the room enters and leaves it,
 * so that a span is whole only when all events were taken.
 */
final class SessionSpans {
  private static final String ROW = "session";

  private final String roomId;
  private final List<Stay> stays = new ArrayList<>();

  /** One stay of the room in a session. */
  private static final class Stay {
    private final String sessionId;
    private final Instant from;
    private final Map<String, Set<String>> with = new TreeMap<>();
    private @Nullable Instant to;
    private String mode = "session";
    private @Nullable String ended;

    Stay(String sessionId, Instant from) {
      this.sessionId = sessionId;
      this.from = from;
    }

    String words() {
      String others =
          with.entrySet().stream()
              .map(
                  room ->
                      room.getValue().isEmpty()
                          ? room.getKey()
                          : String.join(", ", room.getValue()) + " of " + room.getKey())
              .collect(Collectors.joining(", "));
      return mode
          + (others.isEmpty() ? "" : " with " + others)
          + (ended == null ? "" : "; " + ended);
    }
  }

  SessionSpans(String roomId) {
    this.roomId = roomId;
  }

  /** Takes the room's next event in; most are about something else. */
  void take(RoomEvent event) {
    if (event instanceof RoomEvent.SlotChanged changed) {
      slot(changed.slot());
    } else if (event instanceof RoomEvent.SessionTold told) {
      Stay stay = last(told.sessionId());
      if (stay != null) {
        told(stay, told.what(), told.data());
      }
    }
  }

  private void slot(SlotEvent event) {
    if (event instanceof SlotEvent.Entered in) {
      stays.add(new Stay(in.sessionId(), in.at()));
    } else if (event instanceof SlotEvent.Freed out) {
      end(out.sessionId(), out.at(), out.reason());
    } else if (event instanceof SlotEvent.Closed over && !stays.isEmpty()) {
      end(stays.get(stays.size() - 1).sessionId, over.at(), over.reason());
    }
  }

  /** A room that was only held was not in it. */
  private void end(String sessionId, Instant at, String reason) {
    Stay stay = last(sessionId);
    if (stay != null && stay.to == null) {
      stay.to = at.isBefore(stay.from) ? stay.from : at;
      stay.ended = stay.ended == null ? reason : stay.ended;
    }
  }

  private void told(Stay stay, String what, JsonNode data) {
    switch (what) {
      case "co_host.joined" -> {
        String room = data.path("roomId").asText();
        if (!room.equals(roomId)) {
          stay.with
              .computeIfAbsent(room, id -> new TreeSet<>())
              .add(data.path("name").asText(data.path("seatId").asText()));
        }
      }
      case "co_host.live" -> stay.mode = data.path("mode").asText(stay.mode);
      case "pk.started" -> {
        stay.mode = "PK";
        data.path("teams")
            .fieldNames()
            .forEachRemaining(
                room -> {
                  if (!room.equals(roomId)) {
                    stay.with.computeIfAbsent(room, id -> new TreeSet<>());
                  }
                });
      }
      case "co_host.ended" ->
          stay.ended = data.path("status").asText() + ": " + data.path("reason").asText();
      default -> {
        // Is a mark.
      }
    }
  }

  private @Nullable Stay last(String sessionId) {
    for (int i = stays.size() - 1; i >= 0; i--) {
      if (stays.get(i).sessionId.equals(sessionId)) {
        return stays.get(i);
      }
    }
    return null;
  }

  /** All of them; the last has no end while it lasts. */
  List<TimelineSpan> spans() {
    return stays.stream()
        .map(
            stay ->
                new TimelineSpan(
                    TimelineKind.SESSION,
                    ROW,
                    stay.sessionId,
                    stay.from,
                    stay.to,
                    stay.words(),
                    null,
                    null))
        .toList();
  }
}
