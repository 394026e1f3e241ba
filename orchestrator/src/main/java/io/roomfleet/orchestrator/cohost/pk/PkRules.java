package io.roomfleet.orchestrator.cohost.pk;

import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a PK is played.
 *
 * @param countdown from when all are there until points count, 0 to 1 min
 * @param duration of a round, 10 s to 1 h
 * @param extraTime that is added on a draw, 5 s to 10 min
 * @param mostExtraTimes how often that is added by itself, 0 to 5; after that a draw is a draw
 * @param punishment the time after a round, in which the loser does what was agreed, and a rematch
 *     can be asked for; 0 for none, to 30 min
 */
public record PkRules(
    Duration countdown,
    Duration duration,
    Duration extraTime,
    int mostExtraTimes,
    Duration punishment) {
  public static final PkRules DEFAULT =
      new PkRules(
          Duration.ofSeconds(3),
          Duration.ofMinutes(5),
          Duration.ofMinutes(1),
          1,
          Duration.ofMinutes(2));

  /** However often it is extended by hand. */
  public static final Duration LONGEST_ROUND = Duration.ofHours(1);

  /** What is out of its range, with the name of the field; null when nothing is. */
  public @Nullable String fault() {
    if (mostExtraTimes < 0 || mostExtraTimes > 5) {
      return "pk.mostExtraTimes: " + mostExtraTimes + " (expected: 0 to 5)";
    }
    return Stream.of(
            fault("pk.countdown", countdown, Duration.ZERO, Duration.ofMinutes(1)),
            fault("pk.duration", duration, Duration.ofSeconds(10), LONGEST_ROUND),
            fault("pk.extraTime", extraTime, Duration.ofSeconds(5), Duration.ofMinutes(10)),
            fault("pk.punishment", punishment, Duration.ZERO, Duration.ofMinutes(30)))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /** What is wrong with a duration, as {@code name: PT1S (expected: PT5S to PT1M)}; null if OK. */
  public static @Nullable String fault(String name, Duration value, Duration least, Duration most) {
    boolean fits = value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
    return fits ? null : "%s: %s (expected: %s to %s)".formatted(name, value, least, most);
  }
}
