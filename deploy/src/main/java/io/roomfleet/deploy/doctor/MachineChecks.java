package io.roomfleet.deploy.doctor;

import io.roomfleet.deploy.dev.CacheFolder;
import io.roomfleet.deploy.dev.Ffmpeg;
import io.roomfleet.deploy.platform.Jdk;
import io.roomfleet.deploy.platform.Ports;
import io.roomfleet.deploy.platform.Refusal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a fleet needs of this machine. */
final class MachineChecks {
  private static final String HOST = "127.0.0.1";
  private static final long ENOUGH_DISK_MIB = 1024;
  private static final long PLENTY_DISK_MIB = 4096;

  private MachineChecks() {}

  static Finding java() {
    Jdk running = Jdk.current();
    return Finding.ok("java", "Java " + running.feature() + " in " + running.home());
  }

  static Finding javaForCassandra() {
    try {
      return Finding.ok("java 17", "for Cassandra, in " + Jdk.require17().home());
    } catch (Refusal e) {
      return Finding.warn(
          "java 17",
          String.valueOf(e.getMessage()),
          "Only `roomfleet dev` needs it; an installed Cassandra brings its own.");
    }
  }

  static Finding ffmpeg() {
    try {
      return Finding.ok("ffmpeg", Ffmpeg.prepare(CacheFolder.path()));
    } catch (Refusal e) {
      return Finding.fail(
          "ffmpeg",
          String.valueOf(e.getMessage()),
          "Install ffmpeg, and name it by ROOMFLEET_FFMPEG; agents need it.");
    }
  }

  static Finding disk(Path data) {
    @Nullable Path existing = data;
    while (existing != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    if (existing == null) {
      return Finding.fail("disk", data + " is on no disk", "Choose another folder with --data.");
    }
    long free = existing.toFile().getUsableSpace() >> 20;
    String text = free + " MiB free for " + data;
    if (free < ENOUGH_DISK_MIB) {
      return Finding.fail("disk", text, "A fleet needs 1 GiB: make room or use --data.");
    }
    return free < PLENTY_DISK_MIB
        ? Finding.warn("disk", text, "It will do for hours, not for days.")
        : Finding.ok("disk", text);
  }

  static Finding processors() {
    int cores = Runtime.getRuntime().availableProcessors();
    return cores >= 2
        ? Finding.ok("processors", cores + " cores")
        : Finding.warn(
            "processors",
            cores + " core",
            "A fleet with one ladder in each of three regions needs two.");
  }

  /** The usual ports of a fleet that does not run yet. */
  static Finding ports() {
    Map<Integer, String> wanted = new LinkedHashMap<>();
    wanted.put(8080, "--http-port");
    wanted.put(25520, "--remote-port");
    wanted.put(9042, "--cassandra-port");
    wanted.put(8090, "--media-port");
    wanted.put(8091, "--media-port");
    wanted.put(8092, "--media-port");
    List<String> taken = new ArrayList<>();
    List<String> cures = new ArrayList<>();
    wanted.forEach(
        (port, option) -> {
          if (!Ports.isFree(HOST, port)) {
            taken.add(String.valueOf(port));
            cures.add(option);
          }
        });
    return taken.isEmpty()
        ? Finding.ok("ports", "the usual ones are free")
        : Finding.warn(
            "ports",
            "taken by other programs: " + String.join(", ", taken),
            "Start `roomfleet dev` with other ones: "
                + String.join(", ", cures.stream().distinct().toList()));
  }
}
