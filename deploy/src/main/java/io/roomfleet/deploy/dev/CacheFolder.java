package io.roomfleet.deploy.dev;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where what can be made again is kept, for all fleets of one user. */
public final class CacheFolder {
  private CacheFolder() {}

  /** {@code $XDG_CACHE_HOME/roomfleet}, or {@code ~/.cache/roomfleet}. */
  public static Path path() {
    return of(System.getenv(), System.getProperty("user.home"));
  }

  static Path of(Map<String, String> environment, String home) {
    @Nullable String named = environment.get("XDG_CACHE_HOME");
    Path root = named == null || named.isBlank() ? Path.of(home, ".cache") : Path.of(named);
    return root.resolve("roomfleet");
  }
}
