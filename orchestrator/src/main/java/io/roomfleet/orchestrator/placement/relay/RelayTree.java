package io.roomfleet.orchestrator.placement.relay;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which region feeds which with one line.
 *
 * @param source the region that takes the line in
 * @param feeds how each region that needs the line gets it, by id, the source with them
 * @param cost of a GB of the line brought to all regions that are fed: what the hops of the primary
 *     parents cost, their delay with them
 */
public record RelayTree(String source, Map<String, Feed> feeds, double cost) {
  /**
   * How one region is fed.
   *
   * @param primary the region that feeds it; null for the source, and for one that cannot be fed
   * @param backup the region that it reads from when the primary fails it; null when none can be
   */
  public record Feed(
      @Nullable String primary,
      String primaryReason,
      @Nullable String backup,
      String backupReason) {}

  public RelayTree {
    feeds = Collections.unmodifiableMap(new TreeMap<>(feeds));
  }

  /**
   * The regions by which the line comes to {@code region}, the source first and itself last; empty
   * when it is not fed.
   */
  public List<String> pathTo(String region) {
    List<String> path = new ArrayList<>();
    String at = region;
    while (at != null) {
      path.add(0, at);
      Feed feed = feeds.get(at);
      at = feed == null ? null : feed.primary();
    }
    return path.get(0).equals(source) ? path : List.of();
  }
}
