package io.roomfleet.orchestrator.cohost.pool;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A room that waits for opponents.
 *
 * @param language such as {@code de}
 * @param region where the room is taken in
 * @param viewers who watch now, 0 or more
 * @param rooms how many are to meet, this one too: 2 to 4
 * @param wins of its host's last rounds, 0 or more
 * @param losses of the same rounds, 0 or more
 * @param recent hosts that its host met in those rounds
 * @param since when it began to wait
 */
public record Waiting(
    String roomId,
    String hostId,
    String language,
    String region,
    long viewers,
    int rooms,
    int wins,
    int losses,
    Set<String> recent,
    Instant since) {
  static final int FEWEST = 2;
  static final int MOST = 4;

  public Waiting {
    recent = Set.copyOf(recent);
  }

  /** What is out of its range, as {@code rooms: 5 (expected: 2 to 4)}; null when nothing is. */
  public @Nullable String fault() {
    if (rooms < FEWEST || rooms > MOST) {
      return "rooms: %d (expected: %d to %d)".formatted(rooms, FEWEST, MOST);
    } else if (viewers < 0 || wins < 0 || losses < 0) {
      return "viewers: %d, wins: %d, losses: %d (expected: >= 0)".formatted(viewers, wins, losses);
    }
    return null;
  }

  /** The share of rounds won, drawn to a half as long as there are few: (wins + 1) / (all + 2). */
  double strength() {
    return (wins + 1.0) / (wins + losses + 2.0);
  }

  /** How many times larger one audience is than the other, from 1. */
  static double ratio(Waiting one, Waiting other) {
    double a = one.viewers + 1.0;
    double b = other.viewers + 1.0;
    return Math.max(a, b) / Math.min(a, b);
  }

  boolean hasMet(Waiting other) {
    return recent.contains(other.hostId) || other.recent.contains(hostId);
  }

  Duration waited(Instant now) {
    return Duration.between(since, now);
  }

  Waiting waitingSince(Instant start) {
    return new Waiting(
        roomId, hostId, language, region, viewers, rooms, wins, losses, recent, start);
  }
}
