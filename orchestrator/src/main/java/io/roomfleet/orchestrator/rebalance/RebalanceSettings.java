package io.roomfleet.orchestrator.rebalance;

import com.typesafe.config.Config;
import io.roomfleet.api.rebalance.RebalanceKind;
import io.roomfleet.api.rebalance.RebalanceList.Mode;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * When and how much is moved; {@code reference.conf} says what each is for.
 *
 * @param modes by kind
 * @param hot heat from which an agent is relieved, 0 to 1
 * @param cool heat down to which it is relieved, 0 to 1
 * @param hotPrice of an agent that is wholly overheated, US dollars an hour
 * @param pace share of what is on air that may begin to move within a minute; one at least
 * @param mostMoves of one rebalance
 * @param leastSaving of a rebalance for cost, US dollars an hour
 */
public record RebalanceSettings(
    Map<RebalanceKind, Mode> modes,
    Duration lookEvery,
    Duration costEvery,
    double hot,
    double cool,
    Duration hotFor,
    double hotPrice,
    double pace,
    int mostMoves,
    double leastSaving,
    Duration movePatience) {

  public RebalanceSettings {
    modes = Map.copyOf(modes);
    if (!(cool > 0 && cool < hot)) {
      throw new IllegalArgumentException(
          "roomfleet.rebalance.cool-share: %s (expected: > 0, < hot-share, which is %s)"
              .formatted(cool, hot));
    }
    if (!(pace > 0 && pace <= 1)) {
      throw new IllegalArgumentException(
          "roomfleet.rebalance.pace: " + pace + " (expected: > 0, <= 1)");
    }
  }

  /**
   * Reads {@code roomfleet.rebalance}.
   *
   * @throws IllegalArgumentException in one plain sentence, when a value is wrong
   */
  public static RebalanceSettings of(Config config) {
    Config rebalance = config.getConfig("roomfleet.rebalance");
    Map<RebalanceKind, Mode> modes = new EnumMap<>(RebalanceKind.class);
    modes.put(RebalanceKind.NO_PLACE, mode(rebalance, "no-place"));
    modes.put(RebalanceKind.HOT_AGENTS, mode(rebalance, "hot-agents"));
    modes.put(RebalanceKind.COST, mode(rebalance, "cost"));
    return new RebalanceSettings(
        modes,
        rebalance.getDuration("look-every"),
        rebalance.getDuration("cost-every"),
        rebalance.getDouble("hot-share"),
        rebalance.getDouble("cool-share"),
        rebalance.getDuration("hot-for"),
        rebalance.getDouble("hot-price"),
        rebalance.getDouble("pace"),
        rebalance.getInt("max-moves"),
        rebalance.getDouble("least-saving"),
        rebalance.getDuration("move-patience"));
  }

  private static Mode mode(Config rebalance, String key) {
    String said = rebalance.getString(key);
    return Arrays.stream(Mode.values())
        .filter(mode -> mode.name().equals(said.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "roomfleet.rebalance.%s: %s (expected: off, suggest or auto)"
                        .formatted(key, said)));
  }

  Mode mode(RebalanceKind kind) {
    return modes.getOrDefault(kind, Mode.OFF);
  }

  /** How many moves may begin within a minute, while so many sub-rooms run. */
  int perMinute(int running) {
    return Math.max(1, (int) Math.floor(pace * running));
  }
}
