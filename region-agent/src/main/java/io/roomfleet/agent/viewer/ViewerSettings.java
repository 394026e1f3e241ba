package io.roomfleet.agent.viewer;

import java.time.Duration;

/**
 * How viewers are led.
 *
 * @param steeringTtl how often a player asks where it shall be, whole seconds, at least 1
 * @param headStart how long a ladder runs at its new place before viewers are led there
 * @param keepMoves how long after its end a ladder that moved is remembered
 * @param mostMoves how many of those are remembered
 */
public record ViewerSettings(
    Duration steeringTtl, Duration headStart, Duration keepMoves, int mostMoves) {}
