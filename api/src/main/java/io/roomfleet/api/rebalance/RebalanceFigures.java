package io.roomfleet.api.rebalance;

import org.jspecify.annotations.Nullable;

/**
 * How well the fleet stands.
 *
 * @param costPerHour of all sub-rooms that run, US dollars
 * @param running sub-rooms that run
 * @param withoutPlace sub-rooms that wait for a place
 * @param hottestAgent null when no agent takes anything new
 * @param hottestHeat how full or how busy it is, whichever is more, 0 to 1
 */
public record RebalanceFigures(
    double costPerHour,
    int running,
    int withoutPlace,
    @Nullable String hottestAgent,
    double hottestHeat) {}
