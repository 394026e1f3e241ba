package io.roomfleet.orchestrator.http;

import io.roomfleet.api.alert.AlertSeverity;
import io.roomfleet.api.alert.AlertState;
import org.jspecify.annotations.Nullable;

/** Which alerts a list shows; null narrows nothing. */
public record AlertFilter(
    @Nullable AlertState state,
    @Nullable AlertSeverity severity,
    @Nullable String roomId,
    @Nullable String region,
    @Nullable String rule) {
  /** Those in a state. */
  public static AlertFilter in(AlertState state) {
    return new AlertFilter(state, null, null, null, null);
  }
}
