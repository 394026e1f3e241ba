package io.roomfleet.orchestrator.alert;

import io.roomfleet.api.alert.Alert;
import io.roomfleet.api.alert.AlertState;
import io.roomfleet.api.alert.AlertSubject;
import io.roomfleet.api.alert.Prompt;
import io.roomfleet.orchestrator.alert.rule.Explains;
import io.roomfleet.orchestrator.alert.rule.Finding;
import io.roomfleet.orchestrator.alert.rule.ReadyRules;
import io.roomfleet.orchestrator.platform.JournalEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The alerts of one room, or of the fleet's agents: what is open, the last ones that are over, and
 * the room's prompts. What is wrong is told to it whole, again and again; it decides what that
 * changes. Bounded.
 *
 * @param id the room's id, or {@link #FLEET}
 * @param made how many alerts and prompts there have been
 * @param open by id
 * @param over the newest of those that are over, the oldest first
 * @param prompts the newest, the oldest first
 * @param revisedAt when each open one was last revised
 * @param handled requests that were done
 */
public record AlertBook(
    String id,
    long made,
    Map<String, Alert> open,
    List<Alert> over,
    List<Prompt> prompts,
    Map<String, Instant> revisedAt,
    List<String> handled)
    implements JournalEvent {

  /** The book of the agents' alerts. */
  public static final String FLEET = "fleet";

  static final int MOST_OPEN = 64;
  static final int MOST_OVER = 50;
  static final int MOST_PROMPTS = 50;
  static final int MOST_HANDLED = 50;
  private static final Duration PACE = Duration.ofSeconds(5);

  public static AlertBook empty(String id) {
    return new AlertBook(id, 0, Map.of(), List.of(), List.of(), Map.of(), List.of());
  }

  /** The key of a finding that an alert is of. */
  static String keyOf(Alert alert) {
    return Finding.key(alert.rule(), alert.subject());
  }

  Set<String> openKeys() {
    return open.values().stream().map(AlertBook::keyOf).collect(Collectors.toSet());
  }

  /** An open one, or one of those that are remembered. */
  @Nullable Alert alert(String alertId) {
    Alert alert = open.get(alertId);
    return alert != null
        ? alert
        : over.stream().filter(it -> it.id().equals(alertId)).findFirst().orElse(null);
  }

  /** What it means for the alerts that this, and nothing else, is wrong now. */
  List<AlertEvent> look(List<Finding> findings, Instant now) {
    List<AlertEvent> events = new ArrayList<>();
    Map<String, String> ids = new LinkedHashMap<>();
    open.values().forEach(alert -> ids.put(keyOf(alert), alert.id()));
    long next = made;
    int room = MOST_OPEN - open.size();
    for (Finding finding : findings) {
      String known = ids.get(finding.key());
      if (known != null) {
        revise(open.get(known), finding, now, events);
      } else if (room > 0) {
        room--;
        String alertId = id + "." + ++next;
        ids.put(finding.key(), alertId);
        events.add(new AlertEvent.Raised(alertId, finding, now));
        String words = HostWords.of(finding);
        if (words != null && !id.equals(FLEET)) {
          events.add(
              new AlertEvent.Prompted(id + "." + ++next, words, alertId, "alerts", null, now));
        }
      }
    }
    Set<String> wrong = findings.stream().map(Finding::key).collect(Collectors.toSet());
    for (Alert alert : open.values()) {
      if (!wrong.contains(keyOf(alert))) {
        Finding cause = explaining(alert, findings);
        String partOf = cause == null ? null : ids.get(cause.key());
        events.add(
            new AlertEvent.Resolved(
                alert.id(), partOf == null ? overBy(alert) : "part of " + partOf, partOf, now));
      }
    }
    return events;
  }

  /** In words, why it is over when nothing is wrong any more. */
  private static String overBy(Alert alert) {
    return switch (alert.rule()) {
      case ReadyRules.LINE_LEFT -> "they play the line of their room again";
      case ReadyRules.CONVERSION_SURGING -> "orders are as before";
      case ReadyRules.FIGURES_MISSING -> "figures come again, or nobody watches any more";
      case ReadyRules.HOST_LOSS, ReadyRules.HOST_JITTER, ReadyRules.HOST_ROUND_TRIP ->
          "its figures are good again, or that one is not on stage any more";
      default -> "its figures are good again";
    };
  }

  private static void revise(
      @Nullable Alert alert, Finding finding, Instant now, List<AlertEvent> events) {
    if (alert == null) {
      return;
    }
    boolean same =
        alert.cause() == finding.cause()
            && alert.subRooms().containsAll(finding.subRooms())
            && alert.symptoms().containsAll(finding.symptoms());
    if (!same) {
      events.add(
          new AlertEvent.Revised(
              alert.id(),
              joined(alert.subRooms(), finding.subRooms()),
              joined(alert.regions(), finding.regions()),
              finding.cause(),
              finding.causeText(),
              joined(alert.symptoms(), finding.symptoms()),
              now));
    }
  }

  private static List<String> joined(List<String> one, List<String> other) {
    List<String> all = new ArrayList<>(one);
    other.stream().filter(it -> !one.contains(it)).forEach(all::add);
    return List.copyOf(all);
  }

  private static @Nullable Finding explaining(Alert alert, List<Finding> findings) {
    for (Finding finding : findings) {
      boolean wider =
          finding.ruleId().equals(alert.rule())
              && finding.subject().kind() == AlertSubject.Kind.ROOM;
      boolean where =
          alert.subRooms().isEmpty()
              || finding.subRooms().stream().anyMatch(alert.subRooms()::contains);
      boolean explains =
          finding.symptoms().contains(alert.rule())
              && Explains.near(finding.subject(), alert.subject());
      if ((wider || explains) && where) {
        return finding;
      }
    }
    return null;
  }

  /** Those of the events that are not too soon after the last of their kind. */
  List<AlertEvent> paced(List<AlertEvent> events, Instant now) {
    return events.stream()
        .filter(
            event ->
                !(event instanceof AlertEvent.Revised revised)
                    || !revisedAt
                        .getOrDefault(revised.alertId(), Instant.EPOCH)
                        .plus(PACE)
                        .isAfter(now))
        .toList();
  }

  /** All that is open is over for another reason than its figures. */
  List<AlertEvent> close(String reason, Instant now) {
    List<AlertEvent> events = new ArrayList<>();
    for (Alert alert : open.values()) {
      events.add(new AlertEvent.Resolved(alert.id(), reason, null, now));
    }
    return events;
  }

  /** Somebody looks into it. Of one that is over, or acknowledged, nothing changes. */
  List<AlertEvent> acknowledge(
      String alertId, @Nullable String note, String by, String requestId, Instant now) {
    Alert alert = open.get(alertId);
    return alert == null || alert.state() != AlertState.RAISED || handled.contains(requestId)
        ? List.of()
        : List.of(new AlertEvent.Acknowledged(alertId, note, by, requestId, now));
  }

  /** Somebody asks the host to do something. */
  List<AlertEvent> prompt(String text, String by, String requestId, Instant now) {
    return handled.contains(requestId)
        ? List.of()
        : List.of(new AlertEvent.Prompted(id + "." + (made + 1), text, null, by, requestId, now));
  }

  /** The alert that an event was about, after it; null for a prompt. */
  public @Nullable Alert alertOf(AlertEvent event) {
    return AlertIds.of(event).map(this::alert).orElse(null);
  }

  public AlertBook apply(AlertEvent event) {
    return event.match(new AlertFold(this));
  }
}
