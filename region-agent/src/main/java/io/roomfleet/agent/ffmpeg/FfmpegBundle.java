package io.roomfleet.agent.ffmpeg;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the ffmpeg programs: those that come with the agent, unpacked once into a cache folder, or
 * a system ffmpeg by setting.
 *
 * <p>The bundled programs are linked, through libavdevice, to four libraries of screens and sound
 * cards, which a server seldom has and the agent never calls. Empty libraries of those names are
 * put beside the programs, always, so that what runs does not depend on what else is installed.
 *
 * <p>Many agents may start at once on one machine: each unpacks into a folder of its own, and the
 * first that renames it into place wins.
 */
public final class FfmpegBundle {
  private static final Logger log = LoggerFactory.getLogger(FfmpegBundle.class);

  private static final String RESOURCES = "/org/bytedeco/ffmpeg/linux-x86_64/";
  private static final String PROPERTIES = "/META-INF/maven/org.bytedeco/ffmpeg/pom.properties";
  private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";
  private static final List<String> PROGRAMS = List.of("ffmpeg", "ffprobe");
  private static final List<String> LIBRARIES =
      List.of(
          "libavcodec.so.62",
          "libavdevice.so.62",
          "libavfilter.so.11",
          "libavformat.so.62",
          "libavutil.so.60",
          "libdrm.so.2",
          "libswresample.so.6",
          "libswscale.so.9",
          "libva-drm.so.2",
          "libva.so.2");

  /** By name, with the versions of their symbols that libavdevice asks for. */
  private static final Map<String, List<String>> DEVICE_LIBRARIES =
      Map.of(
          "libasound.so.2", List.of("ALSA_0.9", "ALSA_0.9.0rc4"),
          "libpulse.so.0", List.of("PULSE_0"),
          "libxcb-shm.so.0", List.of(),
          "libxcb.so.1", List.of());

  private FfmpegBundle() {}

  /**
   * The programs to use.
   *
   * @param system a system ffmpeg with its ffprobe beside it, null for the bundled one
   * @param cache where the bundle is unpacked; made when missing
   * @throws FfmpegUnavailable when there is none that runs
   */
  public static Ffmpeg locate(@Nullable Path system, Path cache) throws FfmpegUnavailable {
    Path folder;
    try {
      folder = unpacked(cache);
    } catch (IOException e) {
      throw new FfmpegUnavailable("cannot unpack ffmpeg into " + cache + ": " + e, e);
    }
    Path font = folder.resolve("font.ttf");
    if (system != null) {
      Path ffprobe = system.resolveSibling("ffprobe");
      if (!Files.isExecutable(system) || !Files.isExecutable(ffprobe)) {
        throw new FfmpegUnavailable(
            "ffmpeg: " + system + " (expected: a program, with ffprobe beside it)");
      }
      return Ffmpeg.checked(system, ffprobe, Map.of(), font);
    }
    String os = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    if (!os.equals("Linux amd64")) {
      throw new FfmpegUnavailable(
          "no ffmpeg is bundled for " + os + "; name one by ROOMFLEET_FFMPEG");
    }
    return Ffmpeg.checked(
        folder.resolve("ffmpeg"),
        folder.resolve("ffprobe"),
        Map.of("LD_LIBRARY_PATH", folder.toString()),
        font);
  }

  private static Path unpacked(Path cache) throws IOException {
    Path folder = cache.toAbsolutePath().resolve("ffmpeg-" + bundleVersion());
    if (Files.isDirectory(folder)) {
      return folder;
    }
    Files.createDirectories(cache);
    Path work = cache.toAbsolutePath().resolve("unpacking-" + UUID.randomUUID());
    try {
      unpackInto(work);
      Files.move(work, folder, StandardCopyOption.ATOMIC_MOVE);
      log.info("Unpacked ffmpeg into {}", folder);
    } catch (FileSystemException e) {
      if (!Files.isDirectory(folder)) {
        throw e;
      }
      log.debug("Another agent has unpacked ffmpeg first");
    } finally {
      delete(work);
    }
    return folder;
  }

  private static String bundleVersion() throws IOException {
    var properties = new java.util.Properties();
    try (InputStream in = resource(PROPERTIES)) {
      properties.load(in);
    }
    return properties.getProperty("version", "unknown");
  }

  private static void unpackInto(Path folder) throws IOException {
    Files.createDirectory(folder);
    for (String library : LIBRARIES) {
      copy(RESOURCES + library, folder.resolve(library));
    }
    for (String program : PROGRAMS) {
      Path target = folder.resolve(program);
      copy(RESOURCES + program, target);
      Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    for (Map.Entry<String, List<String>> device : DEVICE_LIBRARIES.entrySet()) {
      Files.write(
          folder.resolve(device.getKey()),
          EmptySharedObject.named(device.getKey(), device.getValue()));
    }
    copy(FONT, folder.resolve("font.ttf"));
  }

  private static void copy(String resource, Path target) throws IOException {
    try (InputStream in = resource(resource)) {
      Files.copy(in, target);
    }
  }

  private static InputStream resource(String name) throws IOException {
    InputStream in = FfmpegBundle.class.getResourceAsStream(name);
    if (in == null) {
      throw new IOException("not on the classpath: " + name);
    }
    return in;
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .sorted(Comparator.reverseOrder())
          .forEach(
              file -> {
                try {
                  Files.deleteIfExists(file);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }
}
