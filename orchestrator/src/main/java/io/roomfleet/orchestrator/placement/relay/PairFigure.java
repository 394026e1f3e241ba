package io.roomfleet.orchestrator.placement.relay;

/** A figure that each ordered pair of regions has, such as a price or a delay. */
@FunctionalInterface
public interface PairFigure {
  /** The figure of the way {@code from} a region {@code to} another; finite, and not negative. */
  double of(String from, String to);
}
