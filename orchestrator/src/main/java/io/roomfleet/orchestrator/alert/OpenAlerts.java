package io.roomfleet.orchestrator.alert;

import io.roomfleet.api.alert.Alert;
import io.roomfleet.api.alert.AlertState;
import io.roomfleet.api.alert.LiveAlerts;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * What this node knows of the alerts that are open, in memory: what it was told at once, and what
 * the list says, which is a little behind. For many threads.
 */
public final class OpenAlerts {
  /** How long what was told counts for more than what the list says. */
  private static final long AHEAD = 15_000;

  private static final long SHOWN = 60_000;

  private final Map<String, Known> alerts = new ConcurrentHashMap<>();

  private record Known(Alert alert, long toldAt) {}

  /** An alert has changed. */
  void told(Alert alert, long now) {
    alerts.put(alert.id(), new Known(alert, now));
  }

  /** The list says that these, and no others, are open. */
  void listed(List<Alert> open, long now) {
    Map<String, Alert> listed =
        open.stream().collect(Collectors.toMap(Alert::id, alert -> alert, (a, b) -> a));
    alerts
        .values()
        .removeIf(known -> now - known.toldAt() > AHEAD && gone(known.alert(), listed, now));
    listed.forEach(
        (id, alert) ->
            alerts.compute(
                id,
                (same, known) ->
                    known != null && now - known.toldAt() <= AHEAD
                        ? known
                        : new Known(alert, now - AHEAD - 1)));
  }

  private static boolean gone(Alert alert, Map<String, Alert> listed, long now) {
    Instant over = alert.resolvedAt();
    return over == null ? !listed.containsKey(alert.id()) : now - over.toEpochMilli() > SHOWN;
  }

  /** The books that have open alerts. */
  public List<String> books() {
    return alerts.values().stream()
        .filter(known -> known.alert().state() != AlertState.RESOLVED)
        .map(known -> AlertIds.bookOf(known.alert().id()))
        .distinct()
        .toList();
  }

  /** What is open, and what was resolved in the last minute. */
  public LiveAlerts live(Instant now) {
    List<Alert> shown =
        alerts.values().stream()
            .map(Known::alert)
            .sorted(Comparator.comparing(Alert::raisedAt).thenComparing(Alert::id).reversed())
            .toList();
    int raised = (int) shown.stream().filter(alert -> alert.state() == AlertState.RAISED).count();
    return new LiveAlerts(now, raised, shown);
  }
}
