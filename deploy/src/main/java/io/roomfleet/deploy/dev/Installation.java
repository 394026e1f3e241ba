package io.roomfleet.deploy.dev;

import io.roomfleet.deploy.cassandra.CassandraJars;
import io.roomfleet.deploy.platform.Refusal;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where Roomfleet is installed.
 *
 * @param home holds {@code lib}, our programs, and {@code cassandra/lib}
 */
public record Installation(Path home) {
  private static final String HOME = "roomfleet.home";
  private static final String CHECKOUT = "roomfleet.checkout";

  /**
   * The one that this program runs from, as its start script said.
   *
   * @throws Refusal when it was started otherwise
   */
  public static Installation current() {
    @Nullable String home = System.getProperty(HOME);
    if (home == null || !Files.isDirectory(Path.of(home, "lib"))) {
      throw new Refusal(
          HOME
              + ": "
              + home
              + " (expected: the folder of an installed Roomfleet): start it by"
              + " bin/roomfleet.");
    }
    Installation installation = new Installation(Path.of(home).toAbsolutePath().normalize());
    if (System.getProperty(CassandraJars.PROPERTY) == null) {
      System.setProperty(
          CassandraJars.PROPERTY, installation.home().resolve("cassandra/lib").toString());
    }
    return installation;
  }

  /** The jars of our programs. */
  Path programs() {
    return home.resolve("lib");
  }

  /** The class path of our programs. */
  String classPath() {
    return programs() + "/*";
  }

  /** Where class archives are kept: a build replaces them together with the jars. */
  Path classArchives() {
    return home.resolve("class-archives");
  }

  /**
   * The data folder of a fleet when none is named: {@code ROOMFLEET_DATA}, else {@code
   * .roomfleet/dev} in the checkout, else in the working directory.
   */
  public static Path defaultData() {
    @Nullable String named = System.getenv("ROOMFLEET_DATA");
    if (named != null && !named.isBlank()) {
      return Path.of(named);
    }
    return Path.of(System.getProperty(CHECKOUT, ""), ".roomfleet", "dev").toAbsolutePath();
  }
}
