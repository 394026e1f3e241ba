package io.roomfleet.deploy.dev;

import io.roomfleet.deploy.dev.ProgramSpec.PortUse;
import io.roomfleet.deploy.platform.Jdk;
import io.roomfleet.deploy.platform.Ports;
import io.roomfleet.deploy.platform.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What must hold before a fleet is started. Each check refuses in one plain sentence. */
final class Preflight {
  static final long MIN_FREE_BYTES = 1L << 30;

  private Preflight() {}

  /** A Java 17 for Cassandra is there. */
  static void java() {
    Jdk.require17();
  }

  /** The folder can be written to and has room. */
  static void folder(Path data, long minFreeBytes) {
    try {
      Files.createDirectories(data);
      Files.delete(Files.createTempFile(data, ".can-write", ""));
    } catch (IOException e) {
      throw new Refusal(
          "The data folder "
              + data
              + " cannot be written to ("
              + e.getClass().getSimpleName()
              + "): choose another with --data.",
          e);
    }
    // Files.getFileStore would look for the disk in the table of mounts; in a chroot it finds none.
    long free = data.toFile().getUsableSpace();
    if (free < minFreeBytes) {
      throw new Refusal(
          "The disk of "
              + data
              + " has "
              + (free >> 20)
              + " MiB left and a fleet needs "
              + (minFreeBytes >> 20)
              + " MiB: make room, or choose another folder with --data.");
    }
  }

  /** No two programs want the same port, and nobody else has one of them. */
  static void ports(List<ProgramSpec> programs) {
    Map<Integer, String> wanted = new HashMap<>();
    for (ProgramSpec program : programs) {
      for (PortUse use : program.ports()) {
        if (use.port() < 1 || use.port() > 65535) {
          throw new Refusal(
              "Port "
                  + use.port()
                  + " of "
                  + program.name()
                  + " (expected: 1 to 65535): choose another with "
                  + use.option()
                  + ".");
        }
        @Nullable String other = wanted.put(use.port(), program.name());
        if (other != null) {
          throw new Refusal(
              "Port "
                  + use.port()
                  + " would be used by both "
                  + other
                  + " and "
                  + program.name()
                  + ": move one with "
                  + use.option()
                  + ".");
        }
      }
    }
    for (ProgramSpec program : programs) {
      for (PortUse use : program.ports()) {
        Ports.requireFree(DevOptions.HOST, use.port(), program.name(), use.option());
      }
    }
  }
}
