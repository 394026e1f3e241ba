package io.roomfleet.agent.stage;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How people connect by WebRTC.
 *
 * @param janus the program; null for none
 * @param firstPort and {@code lastPort}: UDP, for media, one a connection
 * @param publicAddress at which browsers reach these ports; null for the machine's own addresses
 * @param folder for Janus's configuration, and in which it runs
 */
public record StageSettings(
    @Nullable Path janus,
    int firstPort,
    int lastPort,
    @Nullable String publicAddress,
    Path folder) {
  public StageSettings {
    if (firstPort < 1024 || lastPort > 65535 || lastPort - firstPort < 9) {
      throw new IllegalArgumentException(
          "ROOMFLEET_STAGE_PORTS: %d-%d (expected: FIRST-LAST within 1024-65535, 10 or more)"
              .formatted(firstPort, lastPort));
    }
  }

  /** Whether there is a Janus to run. */
  public boolean able() {
    return janus != null && Files.isExecutable(janus);
  }
}
