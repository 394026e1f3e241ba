package io.roomfleet.orchestrator.alert.rule;

import io.roomfleet.api.alert.AlertSubject;

/**
 * One figure.
 *
 * @param at milliseconds since 1970
 * @param weight how much stands behind the value, in the metric's own count; 1 where nothing else
 *     is known
 */
public record Sample(AlertSubject of, Metric metric, long at, double value, double weight) {}
