package io.roomfleet.orchestrator.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The console's files on the class path: its own, and the few of its libraries that it names.
 *
 * <p>A name is looked up only when it is one of a library's, or looks like one of the console's
 * own: lower-case letters, digits and dashes with a known ending. So there is no path to climb out
 * of.
 *
 * <p>Libraries come from WebJars, under addresses that hold their version. The page names them as
 * {@code {preact}/…}; the version is put in here, so that it stands in the pom alone.
 */
final class ConsoleFiles {
  private static final Pattern OWN = Pattern.compile("[a-z0-9-]{1,40}\\.(html|js|css|svg)");
  private static final String PAGE = "index.html";
  private static final String STAGE_PAGE = "stage.html";
  private static final Pattern STAGE = Pattern.compile("stage/cohost-[a-z2-7]{26}");

  private static final Map<String, List<String>> LIBRARIES =
      Map.of(
          "preact", List.of("dist/preact.umd.js", "hooks/dist/hooks.umd.js"),
          "hls.js", List.of("dist/hls.min.js", "dist/hls.worker.js"),
          "uplot", List.of("dist/uPlot.iife.min.js", "dist/uPlot.min.css"));

  private final Map<String, ConsoleFile> libraries = new HashMap<>();

  /** Those alone that are there: anybody may ask for any name. */
  private final Map<String, ConsoleFile> own = new ConcurrentHashMap<>();

  private final ConsoleFile stage;

  /** Reads the libraries; throws when one is not on the class path. */
  ConsoleFiles() {
    String page = text(required("/console/" + PAGE));
    String stage = text(required("/console/" + STAGE_PAGE));
    for (Map.Entry<String, List<String>> library : LIBRARIES.entrySet()) {
      String name = library.getKey();
      String version = versionOf(name);
      String prefix = "lib/" + name + "/" + version;
      String folder = "/META-INF/resources/webjars/" + name + "/" + version + "/";
      for (String file : library.getValue()) {
        libraries.put(prefix + "/" + file, ConsoleFile.of(file, required(folder + file), true));
      }
      page = page.replace("{" + name + "}", prefix);
      stage = stage.replace("{" + name + "}", prefix);
    }
    own.put(PAGE, ConsoleFile.of(PAGE, page.getBytes(UTF_8), false));
    this.stage = ConsoleFile.of(STAGE_PAGE, stage.getBytes(UTF_8), false);
  }

  /** The file of a name below {@code /console/}; the empty name is the page. */
  Optional<ConsoleFile> find(String name) {
    ConsoleFile library = libraries.get(name);
    if (library != null) {
      return Optional.of(library);
    }
    String file = name.isEmpty() ? PAGE : name;
    if (!OWN.matcher(file).matches() || file.equals(STAGE_PAGE)) {
      return Optional.empty();
    }
    ConsoleFile known = own.get(file);
    return known != null ? Optional.of(known) : readOwn(file);
  }

  /** The page of a session's stage, by a name such as {@code stage/cohost-…}. */
  Optional<ConsoleFile> stage(String name) {
    return STAGE.matcher(name).matches() ? Optional.of(stage) : Optional.empty();
  }

  private Optional<ConsoleFile> readOwn(String name) {
    byte[] content = read("/console/" + name);
    if (content == null) {
      return Optional.empty();
    }
    ConsoleFile file = ConsoleFile.of(name, content, false);
    own.put(name, file);
    return Optional.of(file);
  }

  private static String versionOf(String library) {
    Properties properties = new Properties();
    String path = "/META-INF/maven/org.webjars.npm/" + library + "/pom.properties";
    try (InputStream in = ConsoleFiles.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException(
            "library: " + library + " (expected: its WebJar on the class path)");
      }
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }

  private static byte[] required(String path) {
    byte[] content = read(path);
    if (content == null) {
      throw new IllegalStateException("file: " + path + " (expected: on the class path)");
    }
    return content;
  }

  private static byte @Nullable [] read(String path) {
    try (InputStream in = ConsoleFiles.class.getResourceAsStream(path)) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(byte[] content) {
    return new String(content, UTF_8);
  }
}
