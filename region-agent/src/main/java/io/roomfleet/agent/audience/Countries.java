package io.roomfleet.agent.audience;

import com.maxmind.db.Reader;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * In which country a player is.
 *
 * <ol>
 *   <li>Where a database is configured: what it says of the address; {@code ZZ} when it says
 *       nothing.
 *   <li>Else what the CDN says in the request's header, when that is two letters.
 *   <li>Else {@code ZZ}.
 * </ol>
 *
 * Safe for any thread.
 */
public final class Countries {
  private static final Logger log = LoggerFactory.getLogger(Countries.class);
  private static final Pattern CODE = Pattern.compile("[A-Z]{2}");

  private final @Nullable Reader database;

  private Countries(@Nullable Reader database) {
    this.database = database;
  }

  /**
   * Opens the database, if there is one.
   *
   * @throws IOException when {@code file} cannot be read or is no such database; the message names
   *     the setting and the file
   */
  public static Countries of(@Nullable Path file) throws IOException {
    if (file == null) {
      return new Countries(null);
    }
    try {
      return new Countries(new Reader(file.toFile()));
    } catch (IOException e) {
      throw new IOException(
          "ROOMFLEET_COUNTRY_DATABASE: %s: %s (expected: a MaxMind database of countries, .mmdb)"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  /**
   * The country of a player.
   *
   * @param address where it asks from
   * @param said what the CDN's header says; null for nothing
   */
  public String of(@Nullable InetAddress address, @Nullable String said) {
    String found = database == null ? said : looked(database, address);
    String code = found == null ? "" : found.strip().toUpperCase(Locale.ROOT);
    return CODE.matcher(code).matches() ? code : Tallies.UNKNOWN;
  }

  private static @Nullable String looked(Reader database, @Nullable InetAddress address) {
    if (address == null) {
      return null;
    }
    try {
      // As the GeoLite2 and GeoIP2 files of countries and of cities have it.
      Map<?, ?> place = database.get(address, Map.class);
      Object country = place == null ? null : place.get("country");
      Object code = country instanceof Map<?, ?> land ? land.get("iso_code") : null;
      return code instanceof String text ? text : null;
    } catch (IOException | RuntimeException e) {
      log.debug("The country of an address cannot be looked up: {}", e.toString());
      return null;
    }
  }
}
