package io.roomfleet.orchestrator.booking;

import com.typesafe.config.Config;
import io.roomfleet.api.Capacity;
import io.roomfleet.orchestrator.placement.Amount;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How capacity is booked ahead.
 *
 * @param assumedDuration of a room that has no end, from its start
 * @param whenFull what comes of a request that does not fit
 * @param renewal between two tellings of each booking to its sub-room
 * @param planned by region, what will be there on the night; regions without it are left out
 */
public record BookingSettings(
    Duration assumedDuration, WhenFull whenFull, Duration renewal, Map<String, Amount> planned) {

  /** What comes of a request whose sub-rooms do not fit. */
  public enum WhenFull {
    /** It is done, and its answer says what is missing. */
    WARN,
    /** Nothing is changed. */
    REFUSE,
    /** Nobody looks. */
    OFF
  }

  /**
   * Reads {@code roomfleet.booking}, and {@code planned-capacity} of {@code roomfleet.regions}.
   *
   * @throws IllegalArgumentException in one plain sentence, when a value is not one of those it may
   *     be
   */
  public static BookingSettings of(Config config) {
    Config booking = config.getConfig("roomfleet.booking");
    Map<String, Amount> planned = new TreeMap<>();
    Config regions = config.getConfig("roomfleet.regions");
    for (String id : regions.root().keySet()) {
      Config region = regions.getConfig('"' + id + '"');
      if (region.hasPath("planned-capacity")) {
        planned.put(id, amount(id, region.getConfig("planned-capacity")));
      }
    }
    return new BookingSettings(
        positive("assumed-duration", booking.getDuration("assumed-duration")),
        whenFull(booking.getString("when-full")),
        positive("renewal", booking.getDuration("renewal")),
        planned);
  }

  private static Duration positive(String key, Duration value) {
    if (value.isZero() || value.isNegative()) {
      throw new IllegalArgumentException(
          "roomfleet.booking." + key + ": " + value + " (expected: more than 0)");
    }
    return value;
  }

  private static WhenFull whenFull(String text) {
    for (WhenFull each : WhenFull.values()) {
      if (each.name().toLowerCase(Locale.ROOT).equals(text)) {
        return each;
      }
    }
    throw new IllegalArgumentException(
        "roomfleet.booking.when-full: " + text + " (expected: warn, refuse or off)");
  }

  private static Amount amount(String region, Config planned) {
    try {
      return Amount.ofCapacity(
          new Capacity(
              planned.getDouble("transcode-units"),
              planned.getDouble("egress-mbps"),
              planned.getInt("slots")));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "roomfleet.regions." + region + ".planned-capacity: " + e.getMessage(), e);
    }
  }
}
