package io.roomfleet.agent.viewer;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How viewers are led.
 *
 * @param steeringTtl how often a player asks where it shall be, whole seconds, at least 1
 * @param headStart how long a ladder runs at its new place before viewers are led there
 * @param keepMoves how long after its end a ladder that moved is remembered
 * @param mostMoves how many of those are remembered
 * @param steeringUrl base of the control plane's API, as players reach it; null when they are not
 *     to ask there
 */
public record ViewerSettings(
    Duration steeringTtl,
    Duration headStart,
    Duration keepMoves,
    int mostMoves,
    @Nullable URI steeringUrl) {

  /** Of an agent whose viewers ask it alone. */
  public ViewerSettings(
      Duration steeringTtl, Duration headStart, Duration keepMoves, int mostMoves) {
    this(steeringTtl, headStart, keepMoves, mostMoves, null);
  }
}
