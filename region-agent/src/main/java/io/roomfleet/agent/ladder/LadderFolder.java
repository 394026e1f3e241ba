package io.roomfleet.agent.ladder;

import io.roomfleet.agent.ffmpeg.LadderCommand;
import io.roomfleet.agent.process.DiskFault;
import io.roomfleet.agent.process.Work.CannotRun;
import io.roomfleet.api.room.Rendition;
import io.roomfleet.api.steering.Pathway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder of a sub-room's HLS output: the master playlist, and one folder a rendition with its
 * segments, its playlist, and the list that the encoder keeps of what it writes.
 */
final class LadderFolder {
  /** To begin with, bytes: half a minute of a ladder, and room for what else grows. */
  private static final long LEAST_FREE = 64_000_000;

  /**
   * To go on with, bytes. ffmpeg says nothing of a full disk and replaces its playlists by empty
   * ones; it has to be ended before.
   */
  private static final long LEAST_LEFT = 4_000_000;

  private static final Duration SLOW_READER = Duration.ofMinutes(1);

  private final Path path;
  private final List<Rendition> renditions;

  LadderFolder(Path path, List<Rendition> renditions) {
    this.path = path;
    this.renditions = renditions;
  }

  Path path() {
    return path;
  }

  /**
   * Makes the folder ready for a run. Playlists of an earlier run are continued, so that players go
   * on; they are cut to the segments that all renditions have, so that numbers stay equal over
   * renditions.
   *
   * @return media sequence number for the first segment, where there is no playlist to continue
   * @throws CannotRun when it cannot be written, or is nearly full
   */
  long prepare(Instant now) throws CannotRun {
    try {
      for (Rendition rendition : renditions) {
        Files.createDirectories(path.resolve(rendition.label()));
      }
      checkSpace();
      removeStrangers();
      Map<Rendition, MediaPlaylist> playlists = playlists();
      boolean whole =
          playlists.size() == renditions.size()
              && playlists.values().stream().noneMatch(p -> p.segments().isEmpty());
      long last = playlists.values().stream().mapToLong(MediaPlaylist::last).max().orElse(0);
      if (!whole) {
        for (Rendition rendition : renditions) {
          Files.deleteIfExists(playlist(rendition));
        }
      } else {
        align(playlists);
      }
      tidy(now);
      // Seconds since 1970 rise faster than segments do: a number is not used again, even when the
      // folder was lost in between.
      return Math.max(now.getEpochSecond(), last + 1);
    } catch (IOException e) {
      throw new CannotRun(DiskFault.of(path, e));
    }
  }

  private void checkSpace() throws IOException, CannotRun {
    Path probe = path.resolve(".probe");
    Files.write(probe, new byte[4096]);
    Files.delete(probe);
    long free = DiskFault.free(path);
    if (free < LEAST_FREE) {
      throw new CannotRun(
          DiskFault.noSpace(path, free) + " (expected: >= " + LEAST_FREE / 1_000_000 + " MB)");
    }
  }

  /** Why a run that is under way cannot go on here; null when it can. Cheap. */
  @Nullable String trouble() {
    if (!Files.isDirectory(path)) {
      return DiskFault.of(path, new NoSuchFileException(path.toString()));
    }
    if (!Files.isWritable(path)) {
      return "cannot write to " + path + ": it is read-only";
    }
    long free = DiskFault.free(path);
    return free < LEAST_LEFT ? DiskFault.noSpace(path, free) : null;
  }

  /** Renditions of another ladder. */
  private void removeStrangers() throws IOException {
    Set<String> labels = renditions.stream().map(Rendition::label).collect(Collectors.toSet());
    try (Stream<Path> entries = Files.list(path)) {
      for (Path entry : entries.filter(Files::isDirectory).toList()) {
        if (!labels.contains(String.valueOf(entry.getFileName()))) {
          FolderTree.delete(entry);
        }
      }
    }
  }

  private Map<Rendition, MediaPlaylist> playlists() throws IOException {
    Map<Rendition, MediaPlaylist> found = new LinkedHashMap<>();
    for (Rendition rendition : renditions) {
      Optional<MediaPlaylist> playlist = read(rendition);
      if (playlist.isPresent()) {
        found.put(rendition, playlist.get());
      }
    }
    return found;
  }

  private void align(Map<Rendition, MediaPlaylist> playlists) throws IOException {
    long common = playlists.values().stream().mapToLong(MediaPlaylist::last).min().orElseThrow();
    for (Map.Entry<Rendition, MediaPlaylist> entry : playlists.entrySet()) {
      publish(entry.getKey(), entry.getValue().endingAt(common));
    }
  }

  /**
   * Removes what no playlist names and no slow player can still be reading. The encoder does so
   * with its own segments; this is for those of the runs before.
   */
  void tidy(Instant now) throws IOException {
    for (Rendition rendition : renditions) {
      Set<String> named =
          read(rendition).stream()
              .flatMap(p -> p.segments().stream().map(MediaPlaylist.Segment::name))
              .collect(Collectors.toSet());
      try (Stream<Path> files = Files.list(path.resolve(rendition.label()))) {
        for (Path file : files.toList()) {
          String name = String.valueOf(file.getFileName());
          Instant written = Files.getLastModifiedTime(file).toInstant();
          boolean old = written.isBefore(now.minus(SLOW_READER)) || name.endsWith(".tmp");
          boolean list = name.equals(LadderCommand.PLAYLIST) || name.equals(LadderCommand.LIST);
          if (old && !list && !named.contains(name)) {
            Files.deleteIfExists(file);
          }
        }
      }
    }
  }

  /** A rendition's playlist as players get it now; empty when there is none. */
  Optional<MediaPlaylist> read(Rendition rendition) throws IOException {
    return read(playlist(rendition));
  }

  /** What the encoder says it has written; empty when it has said nothing. */
  Optional<MediaPlaylist> written(Rendition rendition) throws IOException {
    return read(list(rendition));
  }

  private static Optional<MediaPlaylist> read(Path file) throws IOException {
    try {
      return Optional.of(MediaPlaylist.parse(Files.readString(file)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Where each rendition's playlist is beside the master playlist, by label. */
  Map<String, String> playlistPaths() {
    return renditions.stream()
        .collect(Collectors.toMap(Rendition::label, r -> r.label() + "/" + LadderCommand.PLAYLIST));
  }

  /** Gives players another playlist of a rendition. */
  void publish(Rendition rendition, MediaPlaylist playlist) throws IOException {
    write(playlist(rendition), playlist.text(false));
  }

  Path playlist(Rendition rendition) {
    return path.resolve(rendition.label()).resolve(LadderCommand.PLAYLIST);
  }

  Path list(Rendition rendition) {
    return path.resolve(rendition.label()).resolve(LadderCommand.LIST);
  }

  Path segment(Rendition rendition, String name) {
    return path.resolve(rendition.label()).resolve(name);
  }

  boolean hasMaster() {
    return Files.exists(path.resolve(Pathway.MASTER));
  }

  void writeMaster(String text) throws IOException {
    write(path.resolve(Pathway.MASTER), text);
  }

  /** Says in each playlist that nothing follows. */
  void end() throws IOException {
    for (Map.Entry<Rendition, MediaPlaylist> entry : playlists().entrySet()) {
      write(playlist(entry.getKey()), entry.getValue().text(true));
    }
  }

  /**
   * Takes the playlists away and leaves the segments: those who have them go on elsewhere. A later
   * run begins anew, since its numbers must be above those that its players saw meanwhile.
   */
  void leave() throws IOException {
    Files.deleteIfExists(path.resolve(Pathway.MASTER));
    for (Rendition rendition : renditions) {
      Files.deleteIfExists(playlist(rendition));
    }
  }

  private static void write(Path file, String text) throws IOException {
    Path work = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(work, text);
    Files.move(work, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
