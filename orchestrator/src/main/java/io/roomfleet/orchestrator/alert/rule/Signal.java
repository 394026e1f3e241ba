package io.roomfleet.orchestrator.alert.rule;

import io.roomfleet.api.alert.AlertSubject;

/**
 * A series that is bad by a rule.
 *
 * @param since when it became bad, milliseconds since 1970
 * @param raisedAt when it had been bad for long enough; negative while it has not
 * @param value what it is now, and {@code expected} what it should be at most, or at least
 */
record Signal(
    Rule rule, AlertSubject of, long since, long raisedAt, double value, double expected) {
  boolean firm() {
    return raisedAt >= 0;
  }
}
