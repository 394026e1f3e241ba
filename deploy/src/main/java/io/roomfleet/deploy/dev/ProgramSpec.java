package io.roomfleet.deploy.dev;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A program of the fleet and how it is run.
 *
 * @param name unique in the fleet, such as {@code orchestrator-1}
 * @param command made anew before each start
 * @param environment beside what this program has itself
 * @param ports that it listens on
 * @param health answers 200 once it works; null for Cassandra, which is asked by CQL
 * @param stopLimit how long it may take to end in order, before it is killed
 */
record ProgramSpec(
    String name,
    Kind kind,
    Supplier<List<String>> command,
    Map<String, String> environment,
    List<PortUse> ports,
    @Nullable URI health,
    Path log,
    Duration stopLimit) {

  /** In the order in which they end: each needs the ones after it. */
  enum Kind {
    AGENT,
    ORCHESTRATOR,
    CASSANDRA
  }

  /**
   * A port that a program listens on.
   *
   * @param option how to choose another
   */
  record PortUse(int port, String option) {}
}
