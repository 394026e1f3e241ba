package io.roomfleet.agent.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A folder whose files are served. Nothing outside it is, whatever a path says: each part of a path
 * must be a plain name, and no part may be a link.
 */
final class ServedFolder {
  /** No dots in front, no slashes of any kind, nothing encoded, no colons. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}");

  private static final int DEEPEST = 8;

  private final Path folder;

  ServedFolder(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  /**
   * The regular file that {@code path} names.
   *
   * @param path as it came in the request, still encoded, relative to the folder
   */
  Optional<Path> file(String path) {
    String[] parts = path.split("/", -1);
    if (parts.length > DEEPEST) {
      return Optional.empty();
    }
    Path file = folder;
    for (String part : parts) {
      if (!NAME.matcher(part).matches() || Files.isSymbolicLink(file)) {
        return Optional.empty();
      }
      file = file.resolve(part);
    }
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && inside(file)
        ? Optional.of(file)
        : Optional.empty();
  }

  /** The folder itself may stand behind a link; what is in it may not lead out. */
  private boolean inside(Path file) {
    try {
      return file.toRealPath().startsWith(folder.toRealPath());
    } catch (IOException e) {
      return false;
    }
  }
}
