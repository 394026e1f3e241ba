package io.roomfleet.api.report;

import io.roomfleet.api.metrics.Figures;
import java.time.Instant;
import java.util.List;

/**
 * A broadcast, cut into parts.
 *
 * @param from its start
 * @param to its end, or now
 * @param stepSeconds of the windows that it is made of; a window belongs to the part that has its
 *     middle
 * @param parts by when they first begin; sub-rooms by their ids
 * @param total of all of it
 */
public record BroadcastReport(
    String roomId,
    String title,
    String hostId,
    Instant from,
    Instant to,
    Cut by,
    long stepSeconds,
    List<Part> parts,
    Figures total) {

  /** By what it is cut. */
  public enum Cut {
    TIME,
    ITEM,
    PRODUCT,
    TOPIC,
    HOST,
    SUB_ROOM
  }

  /**
   * A part.
   *
   * @param key an agenda item's id, a product, a topic, a host, a sub-room, or an instant; empty
   *     for when nothing of the kind was on
   * @param seconds how long it lasted, as far as the broadcast went
   * @param againstTheRest how it differs from the rest of the broadcast
   */
  public record Part(
      String key, Instant from, long seconds, Figures figures, List<Difference> againstTheRest) {}
}
