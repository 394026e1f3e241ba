package io.roomfleet.agent.audience;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How viewers are counted.
 *
 * @param enabled whether they are at all
 * @param mostSessions how many are followed at once, in all sub-rooms together
 * @param trustForwarded whether the first address in {@code X-Forwarded-For} is the player's
 * @param countryHeader in which a CDN says the player's country; empty for none
 * @param countryDatabase a MaxMind database file with countries; null for none
 */
public record AudienceSettings(
    boolean enabled,
    int mostSessions,
    boolean trustForwarded,
    String countryHeader,
    @Nullable Path countryDatabase) {
  public AudienceSettings {
    if (mostSessions < 1) {
      throw new IllegalArgumentException(
          "ROOMFLEET_MOST_SESSIONS: " + mostSessions + " (expected: >= 1)");
    }
  }
}
