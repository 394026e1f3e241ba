package io.roomfleet.api.alert;

/** How much an alert asks of whoever reads it. */
public enum AlertSeverity {
  /** Viewers lose the broadcast, or are about to. */
  CRITICAL,
  /** Something is worse than it should be, and the broadcast goes on. */
  WARNING,
  /** Something goes better than it did: a chance to be taken while it lasts. */
  OPPORTUNITY
}
