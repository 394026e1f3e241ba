package io.roomfleet.orchestrator.region;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.roomfleet.orchestrator.placement.price.EgressPrices;
import io.roomfleet.orchestrator.placement.price.LatencyMatrix;
import io.roomfleet.orchestrator.placement.price.PlacementPolicy;
import java.io.File;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;

/** Reads the weights of placements; {@code reference.conf} explains every key. */
public final class PlacementSettings {
  private PlacementSettings() {}

  /**
   * Reads {@code roomfleet.placement} and the files that it names.
   *
   * @throws IllegalArgumentException in one plain sentence, when a value or a file is wrong
   */
  public static PlacementPolicy of(Config config) {
    Config placement = config.getConfig("roomfleet.placement");
    return new PlacementPolicy(
        placement.getDouble("latency-price"),
        placement.getDouble("balance-price"),
        placement.getDouble("move-price"),
        placement.getInt("assumed-viewers"),
        placement.getInt("max-viewers-per-agent"),
        egress(placement.getConfig("egress")),
        latency(placement.getConfig("latency")));
  }

  private static EgressPrices egress(Config egress) {
    Config file = file("roomfleet.placement.egress.file", egress.getString("file"));
    Map<String, Double> internet = new HashMap<>();
    Map<String, Map<String, Double>> between = new HashMap<>();
    if (file.hasPath("internet")) {
      internet.putAll(numbers("internet", file.getValue("internet")));
    }
    if (file.hasPath("between")) {
      file.getObject("between")
          .forEach((from, prices) -> between.put(from, numbers("between." + from, prices)));
    }
    return new EgressPrices(
        egress.getDouble("internet"),
        egress.getDouble("between"),
        egress.getDouble("within"),
        internet,
        between);
  }

  private static LatencyMatrix latency(Config latency) {
    Map<String, Map<ZoneId, Double>> millis = new HashMap<>();
    file("roomfleet.placement.latency.file", latency.getString("file"))
        .root()
        .forEach(
            (region, markets) -> {
              Map<ZoneId, Double> ofRegion = new HashMap<>();
              numbers(region, markets)
                  .forEach((market, value) -> ofRegion.put(zone(region, market), value));
              millis.put(region, ofRegion);
            });
    return LatencyMatrix.of(millis, latency.getLong("prior-samples"));
  }

  /** The file as HOCON or JSON, empty when none is named. */
  private static Config file(String key, String name) {
    if (name.isEmpty()) {
      return ConfigFactory.empty();
    }
    try {
      return ConfigFactory.parseFile(
          new File(name), ConfigParseOptions.defaults().setAllowMissing(false));
    } catch (ConfigException e) {
      throw new IllegalArgumentException(
          key + ": " + name + " (expected: a readable file of HOCON or JSON): " + e.getMessage(),
          e);
    }
  }

  private static Map<String, Double> numbers(String path, ConfigValue value) {
    if (!(value instanceof ConfigObject object)) {
      throw new IllegalArgumentException(
          path + ": " + value.unwrapped() + " (expected: numbers by name)");
    }
    Map<String, Double> numbers = new HashMap<>();
    object.forEach(
        (name, number) -> {
          if (number.valueType() != ConfigValueType.NUMBER) {
            throw new IllegalArgumentException(
                path + "." + name + ": " + number.unwrapped() + " (expected: a number)");
          }
          numbers.put(name, ((Number) number.unwrapped()).doubleValue());
        });
    return numbers;
  }

  private static ZoneId zone(String region, String market) {
    try {
      return ZoneId.of(market);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "latency: " + region + "." + market + " (expected: an IANA zone, such as Europe/Berlin)",
          e);
    }
  }
}
