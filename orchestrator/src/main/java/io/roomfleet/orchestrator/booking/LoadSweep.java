package io.roomfleet.orchestrator.booking;

import io.roomfleet.orchestrator.placement.Amount;
import io.roomfleet.orchestrator.placement.AssignmentCost;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What bookings take together, from instant to instant. Exact: it goes along the beginnings and
 * ends of the bookings themselves, and rounds nothing to hours. Takes n log n for n bookings.
 */
final class LoadSweep {
  private final Map<String, Integer> rooms = new HashMap<>();
  private Amount load = Amount.ZERO;

  private LoadSweep() {}

  /** Is told of each stretch of time in which the load is the same. */
  @FunctionalInterface
  interface Stretch {
    /**
     * @param now what is booked in [from, to); good only while it is being told
     */
    void over(Instant from, Instant to, LoadSweep now);
  }

  private record Edge(Instant at, Booking booking, boolean begins) {}

  /** Goes from {@code from} to {@code to}, without a gap, stretch by stretch. */
  static void along(Collection<Booking> bookings, Instant from, Instant to, Stretch stretch) {
    LoadSweep sweep = new LoadSweep();
    Instant at = from;
    for (Edge edge : edges(bookings, from, to)) {
      if (edge.at().isAfter(at)) {
        stretch.over(at, edge.at(), sweep);
        at = edge.at();
      }
      sweep.pass(edge);
    }
    if (at.isBefore(to)) {
      stretch.over(at, to, sweep);
    }
  }

  private static List<Edge> edges(Collection<Booking> bookings, Instant from, Instant to) {
    List<Edge> edges = new ArrayList<>();
    for (Booking booking : bookings) {
      if (booking.overlaps(from, to)) {
        edges.add(new Edge(booking.from().isBefore(from) ? from : booking.from(), booking, true));
        if (booking.to().isBefore(to)) {
          edges.add(new Edge(booking.to(), booking, false));
        }
      }
    }
    edges.sort(Comparator.comparing(Edge::at));
    return edges;
  }

  private void pass(Edge edge) {
    String room = edge.booking().roomId();
    if (edge.begins()) {
      load = with(edge.booking());
      rooms.merge(room, 1, Integer::sum);
    } else {
      rooms.computeIfPresent(room, (id, count) -> count == 1 ? null : count - 1);
      load = load.minus(costOf(edge.booking()));
    }
  }

  /** All that is booked now. */
  Amount load() {
    return load;
  }

  /** What would be booked now with one more. */
  Amount with(Booking booking) {
    return load.plus(costOf(booking));
  }

  /** The ladder, and the copy of its line unless another booking of the room brings it. */
  private Amount costOf(Booking booking) {
    return rooms.containsKey(booking.roomId())
        ? booking.need()
        : booking.need().plus(AssignmentCost.ofRelay());
  }

  /** By side, the most that is booked at any instant of [from, to). */
  static Amount peak(Collection<Booking> bookings, Instant from, Instant to) {
    Amount[] peak = {Amount.ZERO};
    along(bookings, from, to, (start, end, now) -> peak[0] = peak[0].max(now.load()));
    return peak[0];
  }
}
