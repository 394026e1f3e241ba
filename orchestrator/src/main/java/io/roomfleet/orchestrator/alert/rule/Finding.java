package io.roomfleet.orchestrator.alert.rule;

import io.roomfleet.api.alert.AlertCause;
import io.roomfleet.api.alert.AlertSeverity;
import io.roomfleet.api.alert.AlertSubject;
import java.util.List;

/**
 * What is wrong at a moment, as one thing.
 *
 * @param subRooms which it touches
 * @param cause where it likely comes from, and {@code causeText} that in words
 * @param symptoms ids of the rules whose signals it explains
 * @param value what was seen, and {@code expected} what should have been, in words
 * @param since milliseconds since 1970
 */
public record Finding(
    String ruleId,
    AlertSeverity severity,
    AlertSubject subject,
    List<String> subRooms,
    List<String> regions,
    AlertCause cause,
    String causeText,
    List<String> symptoms,
    String value,
    String expected,
    long since) {

  /** There is one alert of it at a time. */
  public String key() {
    return key(ruleId, subject);
  }

  public static String key(String ruleId, AlertSubject subject) {
    return ruleId + '/' + subject.kind() + '/' + subject.id();
  }
}
