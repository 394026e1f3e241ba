package io.roomfleet.agent.process;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What is wrong with a disk, in one sentence for people. */
public final class DiskFault {
  private static final long MEGABYTE = 1_000_000;

  private DiskFault() {}

  /** Why {@code folder} could not be written. */
  public static String of(Path folder, IOException failure) {
    String words = words(failure);
    return words.contains("no space left")
        ? noSpace(folder, free(folder))
        : "cannot write to " + folder + ": " + words;
  }

  /** That the disk of {@code folder} is full, with {@code free} bytes left. */
  public static String noSpace(Path folder, long free) {
    return "no space left on device in %s: %d MB free".formatted(folder, free / MEGABYTE);
  }

  /** Bytes that may be written to the disk of {@code folder}; 0 when it cannot be asked. */
  public static long free(Path folder) {
    Path there = folder;
    while (there != null && !Files.exists(there)) {
      there = there.getParent();
    }
    // Not by Files.getFileStore: that looks for the disk in the table of mounts, where a program in
    // a chroot finds none.
    return there == null ? 0 : there.toFile().getUsableSpace();
  }

  private static String words(IOException failure) {
    if (failure instanceof NoSuchFileException) {
      return "it is missing";
    }
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (failure instanceof FileAlreadyExistsException || failure instanceof NotDirectoryException) {
      return "a file is in the way";
    }
    String system = failure instanceof FileSystemException f ? f.getReason() : failure.getMessage();
    return plain(system == null ? failure.toString() : system);
  }

  /** What the system or a program says of a disk, in our words; else as it was said. */
  private static String plain(String said) {
    if (said.contains("Not a directory")) {
      return "a file is in the way";
    }
    String known = known(said);
    return known == null ? said : known;
  }

  /** The disk's fault in a line that a program wrote; null when it speaks of none. */
  public static @Nullable String in(String line, Path folder) {
    String known = known(line);
    if (known == null) {
      return null;
    }
    return known.contains("no space left")
        ? noSpace(folder, free(folder))
        : "cannot write to " + folder + ": " + known;
  }

  private static @Nullable String known(String said) {
    for (String fault :
        new String[] {
          "No space left on device",
          "Read-only file system",
          "Permission denied",
          "Disk quota exceeded",
          "Input/output error"
        }) {
      if (said.contains(fault)) {
        return Character.toLowerCase(fault.charAt(0)) + fault.substring(1);
      }
    }
    return null;
  }
}
