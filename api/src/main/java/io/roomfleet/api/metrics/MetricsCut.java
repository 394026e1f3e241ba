package io.roomfleet.api.metrics;

/** By what a room's figures are cut. */
public enum MetricsCut {
  /** Equal lengths of time. */
  STEP,
  /** What was on by the agenda. */
  AGENDA
}
