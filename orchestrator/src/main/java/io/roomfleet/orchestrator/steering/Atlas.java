package io.roomfleet.orchestrator.steering;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where countries and time zones are: each stands for its largest city. */
final class Atlas {
  private static final double EARTH_KM = 6371;

  private final Map<String, Spot> countries = new HashMap<>();
  private final Map<String, Spot> zones = new HashMap<>();

  /** In degrees, north and east positive. */
  record Spot(double latitude, double longitude) {
    /** Along the great circle. */
    double km(Spot other) {
      double north = Math.toRadians(other.latitude - latitude) / 2;
      double east = Math.toRadians(other.longitude - longitude) / 2;
      double h =
          Math.pow(Math.sin(north), 2)
              + Math.cos(Math.toRadians(latitude))
                  * Math.cos(Math.toRadians(other.latitude))
                  * Math.pow(Math.sin(east), 2);
      return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(h)));
    }
  }

  /** As the file beside this class has it. */
  static Atlas load() {
    Atlas atlas = new Atlas();
    try (InputStream in = Atlas.class.getResourceAsStream("zones.csv")) {
      if (in == null) {
        throw new IllegalStateException("zones.csv is not on the class path");
      }
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
      lines.lines().filter(line -> !line.startsWith("#")).forEach(atlas::read);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return atlas;
  }

  private void read(String line) {
    String[] fields = line.split(",", -1);
    Spot spot = new Spot(Double.parseDouble(fields[2]), Double.parseDouble(fields[3]));
    countries.putIfAbsent(fields[0], spot);
    zones.put(fields[1], spot);
  }

  boolean knows(String country) {
    return countries.containsKey(country);
  }

  /** Null when it is none that is known. */
  @Nullable Spot country(String code) {
    return countries.get(code);
  }

  /** Null when it is none that is known, such as {@code UTC}. */
  @Nullable Spot zone(String id) {
    return zones.get(id);
  }
}
