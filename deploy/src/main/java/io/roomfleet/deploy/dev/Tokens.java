package io.roomfleet.deploy.dev;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/**
 * The tokens of a fleet, made once and kept in its folder for its owner alone.
 *
 * @param admin guards the HTTP API
 * @param join what an agent shows, by region
 */
record Tokens(String admin, Map<String, String> join) {
  private static final int BYTES = 24;
  private static final String JOIN = "join.";

  /** Those of the folder; what is missing in it is made. */
  static Tokens of(Path data, Iterable<String> regions) {
    Path file = data.resolve("tokens.properties");
    try {
      Properties kept = new Properties();
      if (Files.exists(file)) {
        kept.load(new StringReader(Files.readString(file)));
      }
      SecureRandom random = new SecureRandom();
      String admin = kept.getProperty("admin", made("rf_admin_", random));
      Map<String, String> join = new LinkedHashMap<>();
      for (String region : regions) {
        join.put(region, kept.getProperty(JOIN + region, made("rf_join_", random)));
      }
      StringBuilder text = new StringBuilder("admin=" + admin + "\n");
      join.forEach(
          (region, token) ->
              text.append(JOIN).append(region).append('=').append(token).append('\n'));
      PrivateFile.write(file, text.toString());
      return new Tokens(admin, join);
    } catch (IOException e) {
      throw new UncheckedIOException("tokens in " + file, e);
    }
  }

  private static String made(String prefix, SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
