package io.roomfleet.orchestrator.platform;

import java.util.ArrayList;
import java.util.List;

/**
 * How events and due rooms are divided among the nodes. Changing the number means rebuilding the
 * views.
 */
public final class Slices {
  /** Enough for a dozen nodes to share the work; few enough that one node does not notice them. */
  public static final int COUNT = 4;

  private Slices() {}

  /** The slice of an id, 0 to {@code COUNT - 1}. */
  public static int of(String id) {
    return Math.floorMod(id.hashCode(), COUNT);
  }

  /** The tag that events of {@code kind} with this id carry, such as {@code room-3}. */
  public static String tag(String kind, String id) {
    return kind + "-" + of(id);
  }

  /** All tags of a kind, by slice. */
  public static List<String> tags(String kind) {
    List<String> tags = new ArrayList<>();
    for (int slice = 0; slice < COUNT; slice++) {
      tags.add(kind + "-" + slice);
    }
    return List.copyOf(tags);
  }
}
