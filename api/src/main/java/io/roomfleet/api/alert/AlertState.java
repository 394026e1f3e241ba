package io.roomfleet.api.alert;

/** Where an alert is in its life. */
public enum AlertState {
  /** It is so, and nobody has said that they look into it. */
  RAISED,
  /** It is so, and somebody looks into it. */
  ACKNOWLEDGED,
  /** It is over. */
  RESOLVED
}
