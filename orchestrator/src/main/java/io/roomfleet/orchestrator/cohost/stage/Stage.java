package io.roomfleet.orchestrator.cohost.stage;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.roomfleet.orchestrator.cohost.slot.HostLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the media of a session meets, and who may come there. Immutable.
 *
 * @param place null while no agent has it
 * @param reason why it has no place; null while it has one, and before it was looked for
 * @param partings places that may not be free yet, the oldest first
 * @param attempt of the newest order that was held
 * @param lines by room, where its own line is
 * @param tokens by seat, of those who come, or came, by a token
 */
public record Stage(
    @Nullable Place place,
    @Nullable String reason,
    List<Parting> partings,
    long attempt,
    Map<String, HostLine> lines,
    Map<String, Token> tokens) {
  public static final Stage NONE = new Stage(null, null, List.of(), 0, Map.of(), Map.of());

  /** A place that is to be given back. */
  public record Parting(String region, long attempt, String cause) {}

  /** True when nothing of it is left in any region. */
  @JsonIgnore
  public boolean isFree() {
    return place == null && partings.isEmpty();
  }

  public boolean isAt(String region, long itsAttempt) {
    return place != null && place.is(region, itsAttempt);
  }

  /** By seat, when tokens are over. */
  public Stream<Map.Entry<String, Instant>> deadlines() {
    return tokens.entrySet().stream()
        .filter(entry -> entry.getValue().until() != null)
        .map(entry -> Map.entry(entry.getKey(), Objects.requireNonNull(entry.getValue().until())));
  }

  public Stage apply(StageEvent event) {
    return event.match(new StageFold(this));
  }

  /** Its place is to be given back. */
  public Stage left(String cause) {
    if (place == null) {
      return this;
    }
    List<Parting> more = new ArrayList<>(partings);
    more.add(new Parting(place.region(), place.attempt(), cause));
    return new Stage(null, null, List.copyOf(more), attempt, lines, tokens);
  }

  public Stage withoutSeat(String seatId) {
    return tokens.containsKey(seatId)
        ? new Stage(place, reason, partings, attempt, lines, without(tokens, seatId))
        : this;
  }

  public Stage withoutLine(String roomId) {
    return lines.containsKey(roomId)
        ? new Stage(place, reason, partings, attempt, without(lines, roomId), tokens)
        : this;
  }

  private static <V> Map<String, V> without(Map<String, V> all, String key) {
    Map<String, V> less = new TreeMap<>(all);
    less.remove(key);
    return Collections.unmodifiableMap(less);
  }
}
