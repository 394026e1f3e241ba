package io.roomfleet.deploy.cassandra;

import io.roomfleet.deploy.platform.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where the jars of Cassandra are; they never share a class path with ours. */
public final class CassandraJars {
  /** System property that names their folder; an installed Roomfleet sets it. */
  public static final String PROPERTY = "roomfleet.cassandra.lib";

  private static final Path IN_SOURCES = Path.of("deploy", "cassandra", "target", "lib");

  private CassandraJars() {}

  /**
   * The folder: what the property says, else that of the source tree which the working directory is
   * in.
   *
   * @throws Refusal when there is none
   */
  public static Path folder() {
    @Nullable String named = System.getProperty(PROPERTY);
    if (named != null) {
      Path folder = Path.of(named);
      if (!isLaidOut(folder)) {
        throw new Refusal(
            PROPERTY + ": " + named + " (expected: a folder with the jars of Cassandra)");
      }
      return folder;
    }
    Path start = Path.of("").toAbsolutePath();
    for (@Nullable Path at = start; at != null; at = at.getParent()) {
      Path folder = at.resolve(IN_SOURCES);
      if (isLaidOut(folder)) {
        return folder;
      }
    }
    throw new Refusal(
        "The jars of Cassandra are not laid out: run `mvn -pl deploy/cassandra package` in the"
            + " source tree, or set -D"
            + PROPERTY
            + ".");
  }

  private static boolean isLaidOut(Path folder) {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> jars = Files.list(folder)) {
      return jars.anyMatch(jar -> jar.getFileName().toString().startsWith("cassandra-all-"));
    } catch (IOException e) {
      return false;
    }
  }
}
