package io.roomfleet.api.alert;

/** Where an alert's likely cause is, by what moved together. */
public enum AlertCause {
  /** The studio, its encoder, or the line into the fleet: all markets see it. */
  SOURCE,
  /** The copy of the line in one region. */
  LINE,
  /** One agent. */
  AGENT,
  /** One region as a whole: its network or its edge. */
  REGION,
  /** One market alone: the network of its viewers, or its encoder. */
  MARKET,
  /** What is shown and said. */
  CONTENT,
  /** Nothing else moved that would explain it. */
  UNKNOWN
}
