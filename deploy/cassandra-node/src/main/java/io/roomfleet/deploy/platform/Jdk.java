package io.roomfleet.deploy.platform;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * An installed Java.
 *
 * @param home its folder
 * @param feature its feature version, such as 17
 */
public record Jdk(Path home, int feature) {
  /** Names a Java 17 for the programs that run on no other. */
  public static final String JAVA_17_VARIABLE = "ROOMFLEET_JAVA17";

  private static final Path SYSTEM_JVMS = Path.of("/usr/lib/jvm");

  /** The Java that runs this code. */
  public static Jdk current() {
    return new Jdk(Path.of(System.getProperty("java.home")), Runtime.version().feature());
  }

  /** The program that starts it. */
  public Path java() {
    return home.resolve("bin").resolve("java");
  }

  /**
   * Finds a Java 17: the one that {@code ROOMFLEET_JAVA17} names, else the running one, else {@code
   * JAVA_HOME}, else what is in {@code /usr/lib/jvm}.
   *
   * @throws Refusal when there is none, or {@code ROOMFLEET_JAVA17} names something else
   */
  public static Jdk require17() {
    @Nullable String named = System.getenv(JAVA_17_VARIABLE);
    if (named != null && !named.isBlank()) {
      return at(Path.of(named))
          .filter(jdk -> jdk.feature == 17)
          .orElseThrow(
              () ->
                  new Refusal(
                      JAVA_17_VARIABLE + ": " + named + " (expected: the home of a Java 17)"));
    }
    return find17(current(), System.getenv("JAVA_HOME"), SYSTEM_JVMS)
        .orElseThrow(
            () ->
                new Refusal(
                    "Cassandra 5 runs on Java 17 only and none was found in JAVA_HOME or "
                        + SYSTEM_JVMS
                        + ": install a JDK 17 (the programs themselves also run on newer ones), or"
                        + " set "
                        + JAVA_17_VARIABLE
                        + " to its home."));
  }

  static Optional<Jdk> find17(Jdk running, @Nullable String javaHome, Path jvms) {
    List<Jdk> candidates = new ArrayList<>();
    candidates.add(running);
    if (javaHome != null && !javaHome.isBlank()) {
      at(Path.of(javaHome)).ifPresent(candidates::add);
    }
    candidates.addAll(in(jvms));
    return candidates.stream().filter(jdk -> jdk.feature == 17).findFirst();
  }

  /** Reads which Java is at {@code home}, empty when there is none that can be started. */
  public static Optional<Jdk> at(Path home) {
    if (!Files.isExecutable(home.resolve("bin").resolve("java"))) {
      return Optional.empty();
    }
    Properties release = new Properties();
    try (var reader = Files.newBufferedReader(home.resolve("release"))) {
      release.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
    String version = release.getProperty("JAVA_VERSION", "").replace("\"", "");
    return feature(version).map(feature -> new Jdk(home, feature));
  }

  /** {@code 17.0.15} is 17, {@code 1.8.0_402} is 8. */
  static Optional<Integer> feature(String version) {
    String[] parts = version.split("[^0-9]", -1);
    int index = parts.length > 1 && parts[0].equals("1") ? 1 : 0;
    try {
      return Optional.of(Integer.parseInt(parts[index]));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static List<Jdk> in(Path folder) {
    List<Jdk> found = new ArrayList<>();
    try (DirectoryStream<Path> homes = Files.newDirectoryStream(folder)) {
      for (Path home : homes) {
        at(home).ifPresent(found::add);
      }
    } catch (IOException e) {
      // No such folder: nothing is installed there.
      return List.of();
    }
    return found;
  }
}
