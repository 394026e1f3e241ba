package io.roomfleet.orchestrator.alert;

import java.util.Optional;

/** Ids of alerts: the book's id, a dot, a number. */
public final class AlertIds {
  private static final AlertEvent.Cases<Optional<String>> ALERT =
      new AlertEvent.Cases<>() {
        @Override
        public Optional<String> raised(AlertEvent.Raised e) {
          return Optional.of(e.alertId());
        }

        @Override
        public Optional<String> revised(AlertEvent.Revised e) {
          return Optional.of(e.alertId());
        }

        @Override
        public Optional<String> acknowledged(AlertEvent.Acknowledged e) {
          return Optional.of(e.alertId());
        }

        @Override
        public Optional<String> resolved(AlertEvent.Resolved e) {
          return Optional.of(e.alertId());
        }

        @Override
        public Optional<String> prompted(AlertEvent.Prompted e) {
          return Optional.empty();
        }
      };

  private AlertIds() {}

  /** The book that an alert is in. */
  public static String bookOf(String alertId) {
    return alertId.substring(0, Math.max(0, alertId.lastIndexOf('.')));
  }

  /** The alert that an event is about; none for a prompt. */
  static Optional<String> of(AlertEvent event) {
    return event.match(ALERT);
  }
}
