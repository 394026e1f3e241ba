package io.roomfleet.deploy.dev;

import io.roomfleet.deploy.platform.Jdk;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Archives of the classes that each program loads, which save a third of the work of its start. The
 * first fleet after a build runs without them and notes what its programs load; {@link
 * #makeMissing} makes the archives of that, with the least priority.
 *
 * <p>An archive's name says by which Java and of which jars it was made, and its size: a JVM passes
 * over one that does not fit, but crashes on one that was cut short. It gets that name when it is
 * whole and on the disk: what is left of an attempt that was killed is of no effect, and goes with
 * the next one. Where the folder cannot be written to, programs start as they would without all
 * this.
 */
final class ClassArchives implements AutoCloseable {
  /** Children must share this with the process that makes the archive, or it does not fit. */
  private static final String COLLECTOR = "-XX:+UseSerialGC";

  private static final List<String> QUIET = List.of("-Xlog:cds*=off", "-Xlog:class+path*=off");
  private static final String ARCHIVE = ".jsa";
  private static final String LIST = ".classes";

  private final Path folder;
  private final long pid = ProcessHandle.current().pid();
  private final Map<String, Wanted> wanted = new LinkedHashMap<>();
  private @Nullable Process making;
  private boolean closed;

  /**
   * @param folder made when missing; it should go when the jars go
   */
  ClassArchives(Path folder) {
    this.folder = folder;
  }

  private record Wanted(String program, Jdk jdk, Path jars, String name, Path list) {}

  /**
   * The flags by which a program is started: with its archive, or, the first time, so that it notes
   * what it loads.
   *
   * @param program what the archive is called
   * @param jars the folder that is all of its class path
   */
  synchronized List<String> flags(String program, Jdk jdk, Path jars) {
    String name;
    @Nullable Path archive;
    try {
      Files.createDirectories(folder);
      name = program + "-" + fingerprint(jdk, jars);
      archive = find(name);
    } catch (IOException e) {
      return List.of();
    }
    List<String> flags = new ArrayList<>();
    if (archive != null) {
      flags.add("-XX:SharedArchiveFile=" + archive);
      flags.addAll(QUIET);
    } else if (!wanted.containsKey(program) && Files.isWritable(folder)) {
      Path list = folder.resolve(program + "." + pid + LIST);
      wanted.put(program, new Wanted(program, jdk, jars, name, list));
      flags.add("-XX:DumpLoadedClassList=" + list);
      flags.addAll(QUIET);
    }
    return flags;
  }

  /** Makes those that are missing, on a thread of its own, and says so. */
  void makeMissing(Progress progress) {
    List<Wanted> missing = missing();
    if (missing.isEmpty()) {
      return;
    }
    Thread thread = new Thread(() -> make(missing, progress), "class-archives");
    thread.setDaemon(true);
    thread.start();
  }

  /** Ends what is under way; what is not whole is thrown away. */
  @Override
  public synchronized void close() {
    closed = true;
    if (making != null) {
      making.destroyForcibly();
    }
    missing().forEach(it -> delete(it.list()));
  }

  private synchronized List<Wanted> missing() {
    return wanted.values().stream().filter(it -> Files.exists(it.list())).toList();
  }

  private void make(List<Wanted> missing, Progress progress) {
    try (FileChannel channel =
            FileChannel.open(
                folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        @Nullable FileLock lock = channel.tryLock()) {
      if (lock == null) {
        return;
      }
      double began = progress.seconds();
      progress.step("next start", "is being made shorter, in the background");
      sweep(missing);
      long made = 0;
      for (Wanted it : missing) {
        made += make(it) ? 1 : 0;
      }
      if (made == missing.size()) {
        progress.step(
            "next start", "will be shorter (took %.0f s)".formatted(progress.seconds() - began));
      }
    } catch (IOException | OverlappingFileLockException e) {
      // Somebody else makes them, or the disk is full: all works without.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean make(Wanted it) throws IOException, InterruptedException {
    Path unfinished = folder.resolve(it.program() + "." + pid + ".unfinished");
    Path lines = folder.resolve(it.program() + "." + pid + ".lines");
    try {
      copyWholeLines(it.list(), lines);
      Process process = start(command(it, lines, unfinished));
      if (process == null || process.waitFor() != 0 || !Files.exists(unfinished)) {
        return false;
      }
      try (FileChannel written = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
        written.force(true);
      }
      Files.move(
          unfinished,
          folder.resolve(it.name() + "-" + Files.size(unfinished) + ARCHIVE),
          StandardCopyOption.ATOMIC_MOVE);
      return true;
    } finally {
      delete(unfinished);
      delete(lines);
      delete(it.list());
    }
  }

  /** The archive of that name that is as long as it was made. */
  private @Nullable Path find(String name) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, name + "-*" + ARCHIVE)) {
      for (Path file : files) {
        if (file.getFileName().toString().equals(name + "-" + Files.size(file) + ARCHIVE)) {
          return file;
        }
      }
    }
    return null;
  }

  private static List<String> command(Wanted it, Path lines, Path archive) {
    return List.of(
        "nice",
        "-n",
        "19",
        it.jdk().java().toString(),
        "-Xshare:dump",
        "-XX:SharedClassListFile=" + lines,
        "-XX:SharedArchiveFile=" + archive,
        COLLECTOR,
        "-cp",
        it.jars() + "/*");
  }

  private synchronized @Nullable Process start(List<String> command) throws IOException {
    if (closed) {
      return null;
    }
    making =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    return making;
  }

  /** The program that writes the list still runs, and may be in the middle of a line. */
  private static void copyWholeLines(Path list, Path to) throws IOException {
    String text = Files.readString(list, StandardCharsets.UTF_8);
    Files.writeString(to, text.substring(0, text.lastIndexOf('\n') + 1));
  }

  /**
   * Removes older archives of these programs for the same Java, and what attempts left that were
   * killed.
   */
  private void sweep(List<Wanted> missing) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        boolean older =
            name.endsWith(ARCHIVE)
                && missing.stream()
                    .anyMatch(it -> name.startsWith(it.program() + "-" + it.jdk().feature() + "-"));
        if (older || isLeftBehind(name)) {
          delete(file);
        }
      }
    }
  }

  /** True for {@code program.pid.kind} when there is no process of that pid. */
  private static boolean isLeftBehind(String name) {
    String[] parts = name.split("\\.", -1);
    return parts.length == 3
        && parts[1].matches("\\d{1,10}")
        && ProcessHandle.of(Long.parseLong(parts[1])).isEmpty();
  }

  private static String fingerprint(Jdk jdk, Path jars) throws IOException {
    TreeSet<String> facts = new TreeSet<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(jars, "*.jar")) {
      for (Path jar : files) {
        facts.add(jar + " " + Files.size(jar) + " " + Files.getLastModifiedTime(jar).toMillis());
      }
    }
    Path release = jdk.home().resolve("release");
    facts.add(jdk.home() + " " + (Files.exists(release) ? Files.readString(release) : ""));
    CRC32 sum = new CRC32();
    facts.forEach(it -> sum.update((it + "\n").getBytes(StandardCharsets.UTF_8)));
    return jdk.feature() + "-" + Long.toHexString(sum.getValue());
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // It is of no effect, and in the way of nothing.
    }
  }
}
