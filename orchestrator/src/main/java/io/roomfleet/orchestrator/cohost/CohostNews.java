package io.roomfleet.orchestrator.cohost;

import com.fasterxml.jackson.databind.JsonNode;
import io.roomfleet.orchestrator.platform.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What of a session's events its rooms are told, to keep it among their own. Pure.
 *
 * @param rooms that were in the session before the event, or are after it
 * @param type as the API names it
 * @param data an object
 */
public record CohostNews(Set<String> rooms, String type, String by, JsonNode data, Instant at) {

  /** Empty for what rooms need not know, and while no room is in it. */
  public static Optional<CohostNews> of(
      @Nullable CohostState before, CohostEvent event, CohostState after) {
    Said said = before == null ? null : said(before, event, after);
    Set<String> rooms = new TreeSet<>(after.rooms());
    if (before != null) {
      rooms.addAll(before.rooms());
    }
    if (said == null || rooms.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("sessionId", after.id());
    data.putAll(said.data());
    return Optional.of(
        new CohostNews(
            rooms,
            said.type(),
            said.by() == null ? "session:" + after.id() : said.by(),
            Json.tree(data),
            event.at()));
  }

  private record Said(String type, @Nullable String by, Map<String, Object> data) {}

  private static @Nullable Said said(CohostState before, CohostEvent event, CohostState after) {
    if (event instanceof CohostEvent.Joined e) {
      return new Said("co_host.joined", null, seat(after, e.seatId()));
    } else if (event instanceof CohostEvent.Reconnecting e) {
      Map<String, Object> data = seat(after, e.seatId());
      data.put("until", e.until());
      return new Said("co_host.reconnecting", null, data);
    } else if (event instanceof CohostEvent.SeatLeft e) {
      Seat seat = before.seat(e.seatId());
      Map<String, Object> data = seat(after, e.seatId());
      data.put("exit", e.exit());
      data.put("reason", e.reason());
      return seat != null && seat.isIn() ? new Said("co_host.left", e.by(), data) : null;
    } else if (event instanceof CohostEvent.WentLive) {
      return new Said("co_host.live", null, Map.of("mode", after.spec().mode()));
    } else if (event instanceof CohostEvent.Ended e) {
      return new Said("co_host.ended", e.by(), Map.of("status", e.status(), "reason", e.reason()));
    }
    return round(event);
  }

  private static @Nullable Said round(CohostEvent event) {
    Map<String, Object> data = new LinkedHashMap<>();
    if (event instanceof CohostEvent.PkStarted e) {
      data.put("round", e.round());
      data.put("teams", e.teams());
      data.put("startsAt", e.startsAt());
      data.put("endsAt", e.endsAt());
      return new Said("pk.started", null, data);
    } else if (event instanceof CohostEvent.ScoreTold e) {
      data.put("round", e.round());
      data.put("points", e.points());
      return new Said("pk.score_changed", null, data);
    } else if (event instanceof CohostEvent.PkExtended e) {
      data.put("endsAt", e.endsAt());
      data.put("cause", e.cause());
      return new Said("pk.extended", e.by(), data);
    } else if (event instanceof CohostEvent.PkEnded e) {
      data.put("round", e.result().round());
      data.put("how", e.result().how());
      data.put("points", e.result().points());
      if (e.result().winner() != null) {
        data.put("winner", e.result().winner());
      }
      return new Said("pk.ended", null, data);
    }
    return null;
  }

  private static Map<String, Object> seat(CohostState state, String seatId) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("seatId", seatId);
    Seat seat = state.seat(seatId);
    if (seat != null) {
      data.put("name", seat.spec().name());
      data.put("roomId", seat.spec().roomId());
    }
    return data;
  }
}
