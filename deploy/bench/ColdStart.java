import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * From the command {@code bin/roomfleet dev} to "All is healthy", in turns with an empty folder and with the data of the start before.
 *
 * <p>A first start that does not count makes sure that all is unpacked and that the class archives are made. Argument: rounds. It uses
 * ports from 28100 on, and builds nothing.
 */
public class ColdStart {
  private static final int PORTS = 28_100;

  public static void main(String[] arguments) throws Exception {
    int rounds = Integer.parseInt(arguments[0]);
    Path checkout = Path.of(System.getProperty("roomfleet.checkout"));
    Path folder = Files.createTempDirectory("roomfleet-bench");
    List<Double> empty = new ArrayList<>();
    List<Double> kept = new ArrayList<>();
    try {
      start(checkout, folder.resolve("first"), true);
      delete(folder.resolve("first"));
      for (int round = 1; round <= rounds; round++) {
        Path data = folder.resolve("round-" + round);
        empty.add(start(checkout, data, false));
        kept.add(start(checkout, data, false));
        delete(data);
        System.err.printf(
            Locale.ROOT, "round %d: empty %.1f s, kept %.1f s%n", round, empty.get(round - 1), kept.get(round - 1));
      }
    } finally {
      delete(folder);
    }
    System.out.println("| `roomfleet dev` to healthy | median | worst | starts |");
    System.out.println("|---|---|---|---|");
    row("empty data folder", empty);
    row("data kept", kept);
  }

  /** One start and stop; seconds until all was healthy. */
  private static double start(Path checkout, Path data, boolean first) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
                checkout.resolve("bin/roomfleet").toString(),
                "dev",
                "--data", data.toString(),
                "--http-port", "" + PORTS,
                "--remote-port", "" + (PORTS + 10),
                "--cassandra-port", "" + (PORTS + 20),
                "--media-port", "" + (PORTS + 30),
                "--ingest-port", "" + (PORTS + 60))
            .redirectErrorStream(true);
    builder.environment().put("ROOMFLEET_BUILD", "never");
    long began = System.nanoTime();
    Process dev = builder.start();
    try (BufferedReader lines = dev.inputReader()) {
      List<String> said = new ArrayList<>();
      awaitLine(lines, "All is healthy", said);
      double seconds = (System.nanoTime() - began) / 1e9;
      if (first) {
        archivesMade(checkout, lines, said);
      }
      // By its handle: Process.destroy would close the stream that its last words come by.
      dev.toHandle().destroy();
      while (lines.readLine() != null) {
        // Its last words, to the end: it must not wait for a reader.
      }
      if (!dev.waitFor(90, TimeUnit.SECONDS)) {
        throw new IllegalStateException("dev did not stop");
      }
      return seconds;
    } finally {
      dev.toHandle().destroy();
    }
  }

  private static void archivesMade(Path checkout, BufferedReader lines, List<String> said) throws IOException {
    File[] archives =
        checkout.resolve("deploy/target/dist/class-archives").toFile().listFiles((in, name) -> name.endsWith(".jsa"));
    if (archives == null || archives.length < 3) {
      System.err.println("waiting for the class archives of the first start");
      awaitLine(lines, "will be shorter", said);
    }
  }

  private static void awaitLine(BufferedReader lines, String part, List<String> said) throws IOException {
    String line = lines.readLine();
    while (line != null && !line.contains(part)) {
      said.add(line);
      line = lines.readLine();
    }
    if (line == null) {
      throw new IllegalStateException("dev ended without \"" + part + "\":\n" + String.join("\n", said));
    }
  }

  private static void row(String what, List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    System.out.printf(
        Locale.ROOT, "| %s | %.1f s | %.1f s | %d |%n",
        what, sorted.get(sorted.size() / 2), sorted.get(sorted.size() - 1), sorted.size());
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (var all = Files.walk(folder)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(path);
        }
      }
    }
  }
}
