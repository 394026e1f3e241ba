package io.roomfleet.orchestrator.alert.rule;

import io.roomfleet.api.alert.AlertCause;
import java.util.List;

/** What is wrong with agents, each for itself. */
final class FleetFindings {
  private FleetFindings() {}

  static Finding of(Signal signal, String region) {
    Rule rule = signal.rule();
    return new Finding(
        rule.id(),
        rule.severity(),
        signal.of(),
        List.of(),
        region.isEmpty() ? List.of() : List.of(region),
        AlertCause.AGENT,
        "agent "
            + signal.of().id()
            + (region.isEmpty() ? "" : " in " + region)
            + ": what runs on its machine",
        List.of(),
        Words.value(rule, signal.value()),
        Words.expected(rule, signal.expected()),
        signal.since());
  }
}
