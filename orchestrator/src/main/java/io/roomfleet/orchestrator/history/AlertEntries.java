package io.roomfleet.orchestrator.history;

import io.roomfleet.api.alert.AlertSubject;
import io.roomfleet.api.history.TimelineKind;
import io.roomfleet.orchestrator.alert.AlertEvent;
import io.roomfleet.orchestrator.alert.rule.Finding;
import io.roomfleet.orchestrator.history.TimelineEntry.Becomes;
import io.roomfleet.orchestrator.history.TimelineEntry.Ends;
import io.roomfleet.orchestrator.history.TimelineEntry.Happened;
import io.roomfleet.orchestrator.history.TimelineEntry.Place;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an event of a room's alerts says for a timeline. An alert stands in the row of its rule and
 * subject, of which there is one at a time.
 */
final class AlertEntries implements AlertEvent.Cases<List<TimelineEntry>> {
  private static final String ALERTS = "alerts";
  private static final String PROMPTS = "prompts";

  private final Map<String, String> rows = new HashMap<>();

  private String row(String alertId) {
    return rows.getOrDefault(alertId, alertId);
  }

  @Override
  public List<TimelineEntry> raised(AlertEvent.Raised e) {
    Finding finding = e.finding();
    String row = finding.ruleId() + " " + finding.subject().id();
    if (finding.subject().kind() == AlertSubject.Kind.ROOM) {
      row = finding.ruleId();
    }
    rows.put(e.alertId(), row);
    String words = finding.ruleId() + ": " + finding.causeText();
    String region = finding.regions().size() == 1 ? finding.regions().get(0) : null;
    return List.of(
        new Becomes(
            TimelineKind.ALERT,
            row,
            finding.severity().name(),
            e.at(),
            words,
            new Place(region, null)),
        mark(row, "alert.raised", e.at(), ALERTS, words));
  }

  @Override
  public List<TimelineEntry> revised(AlertEvent.Revised e) {
    return List.of();
  }

  @Override
  public List<TimelineEntry> acknowledged(AlertEvent.Acknowledged e) {
    return List.of(mark(row(e.alertId()), "alert.acknowledged", e.at(), e.by(), e.note()));
  }

  @Override
  public List<TimelineEntry> resolved(AlertEvent.Resolved e) {
    return List.of(
        new Ends(TimelineKind.ALERT, row(e.alertId()), e.at()),
        mark(row(e.alertId()), "alert.resolved", e.at(), ALERTS, e.reason()));
  }

  @Override
  public List<TimelineEntry> prompted(AlertEvent.Prompted e) {
    return List.of(mark(PROMPTS, "host.prompted", e.at(), e.by(), e.text()));
  }

  private static TimelineEntry mark(
      String entity, String type, Instant at, String by, @Nullable String reason) {
    return new Happened(TimelineKind.ALERT, entity, type, at, by, reason);
  }
}
