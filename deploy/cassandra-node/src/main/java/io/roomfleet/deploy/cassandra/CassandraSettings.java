package io.roomfleet.deploy.cassandra;

import java.nio.file.Path;

/**
 * How the Cassandra of one machine is run. It listens on loopback alone.
 *
 * @param dataDir holds its data, commit log, settings and log; made when missing
 * @param port for CQL, 1 to 65535
 * @param heapMegabytes the heap at most (>= 192); the process needs about twice that
 * @param quickStart compile less well, and be ready sooner: not for load
 */
public record CassandraSettings(Path dataDir, int port, int heapMegabytes, boolean quickStart) {
  /** The address it listens on. */
  public static final String HOST = "127.0.0.1";

  /** Its data center, as {@code SimpleSnitch} names it. */
  public static final String DATA_CENTER = "datacenter1";

  private static final int DEFAULT_HEAP_MEGABYTES = 512;

  public CassandraSettings {
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("port: " + port + " (expected: 1 to 65535)");
    }
    if (heapMegabytes < 192) {
      throw new IllegalArgumentException("heapMegabytes: " + heapMegabytes + " (expected: >= 192)");
    }
    dataDir = dataDir.toAbsolutePath().normalize();
  }

  /** What a fleet on one machine uses. */
  public static CassandraSettings of(Path dataDir, int port) {
    return new CassandraSettings(dataDir, port, DEFAULT_HEAP_MEGABYTES, false);
  }

  /** What tests use, and a fleet on few cores. */
  public static CassandraSettings quick(Path dataDir, int port) {
    return new CassandraSettings(dataDir, port, DEFAULT_HEAP_MEGABYTES, true);
  }
}
