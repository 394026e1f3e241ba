package io.roomfleet.orchestrator.telemetry;

import com.typesafe.config.Config;
import io.roomfleet.orchestrator.telemetry.beacon.Rules;
import io.roomfleet.orchestrator.telemetry.meter.LogLife;
import io.roomfleet.orchestrator.telemetry.meter.MeterSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * {@code roomfleet.telemetry} of {@code reference.conf}, where each key is explained.
 *
 * @param bodyLimit bytes of a batch, as sent and unpacked
 * @param inFlight bytes of batches that are not answered yet
 * @param distancesPace how often measured distances are kept and read
 * @param complaintWords by language, those shipped and those added
 */
public record TelemetrySettings(
    MeterSettings meter,
    LogLife life,
    long bodyLimit,
    long inFlight,
    int writesAtOnce,
    Duration distancesPace,
    Map<String, List<String>> complaintWords) {

  public TelemetrySettings {
    if (bodyLimit < 1024 || bodyLimit > 16 << 20) {
      throw new IllegalArgumentException(
          "roomfleet.telemetry.body-limit: " + bodyLimit + " (expected: 1 KiB to 16 MiB)");
    }
    if (writesAtOnce < 1) {
      throw new IllegalArgumentException(
          "roomfleet.telemetry.writes-at-once: " + writesAtOnce + " (expected: >= 1)");
    }
    if (distancesPace.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException(
          "roomfleet.telemetry.distances-pace: " + distancesPace + " (expected: >= 1 s)");
    }
    Duration needed = meter.rules().late().plus(meter.idle());
    if (life.log().compareTo(needed) < 0) {
      throw new IllegalArgumentException(
          "roomfleet.telemetry.log-ttl: %s (expected: >= late and idle together, %s)"
              .formatted(life.log(), needed));
    }
    complaintWords = Map.copyOf(complaintWords);
  }

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException in one plain sentence, when a value is wrong
   */
  public static TelemetrySettings of(Config config) {
    Config telemetry = config.getConfig("roomfleet.telemetry");
    return new TelemetrySettings(
        new MeterSettings(
            new Rules(telemetry.getDuration("late"), telemetry.getDuration("future")),
            telemetry.getDuration("settle"),
            telemetry.getDuration("idle"),
            telemetry.getInt("countries")),
        new LogLife(
            telemetry.getDuration("log-ttl"),
            telemetry.getDuration("rollup-ttl-10s"),
            telemetry.getDuration("rollup-ttl-1m")),
        telemetry.getBytes("body-limit"),
        telemetry.getBytes("in-flight"),
        telemetry.getInt("writes-at-once"),
        telemetry.getDuration("distances-pace"),
        ComplaintWords.with(telemetry.getConfig("complaint-words")));
  }
}
