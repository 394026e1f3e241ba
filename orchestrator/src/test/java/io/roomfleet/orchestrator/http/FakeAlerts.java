package io.roomfleet.orchestrator.http;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.roomfleet.api.alert.Acknowledgement;
import io.roomfleet.api.alert.Alert;
import io.roomfleet.api.alert.AlertCause;
import io.roomfleet.api.alert.AlertPage;
import io.roomfleet.api.alert.AlertRule;
import io.roomfleet.api.alert.AlertRuleRequest;
import io.roomfleet.api.alert.AlertRules;
import io.roomfleet.api.alert.AlertSeverity;
import io.roomfleet.api.alert.AlertState;
import io.roomfleet.api.alert.AlertSubject;
import io.roomfleet.api.alert.LiveAlerts;
import io.roomfleet.api.alert.Prompt;
import io.roomfleet.api.alert.Prompts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;

/** Alerts that are as they are put here. */
public final class FakeAlerts implements Alerts {
  private static final Instant T = Instant.parse("2026-11-11T18:00:00Z");

  public final Map<String, Alert> alerts = new LinkedHashMap<>();
  final Map<String, AlertRule> overrides = new LinkedHashMap<>();
  final List<Prompt> prompts = new ArrayList<>();
  AlertFilter lastFilter;
  int changes;

  public static Alert alert(String id, AlertState state, String roomId) {
    return new Alert(
        id,
        "stall-ratio",
        "viewers stall",
        AlertSeverity.CRITICAL,
        state,
        roomId,
        new AlertSubject(AlertSubject.Kind.REGION, "eu-west"),
        List.of("de"),
        List.of("eu-west"),
        AlertCause.REGION,
        "only in eu-west: agent eu-west-1 or its network",
        List.of("viewers-dropping"),
        "12.4 %",
        "below 5.0 %",
        T,
        T.plusSeconds(10),
        state == AlertState.ACKNOWLEDGED ? new Acknowledgement(T, "token:admin", "on it") : null,
        state == AlertState.RESOLVED ? T.plusSeconds(90) : null,
        state == AlertState.RESOLVED ? "its figures are good again" : null,
        null);
  }

  public synchronized void put(Alert alert) {
    alerts.put(alert.id(), alert);
  }

  @Override
  public synchronized CompletionStage<Outcome<AlertPage>> list(
      AlertFilter filter, int pageSize, String viewToken) {
    lastFilter = filter;
    List<Alert> all =
        alerts.values().stream()
            .filter(it -> filter.state() == null || filter.state() == it.state())
            .toList();
    int from = viewToken == null ? 0 : Integer.parseInt(viewToken);
    int to = Math.min(all.size(), from + pageSize);
    return completedFuture(
        Outcome.done(
            new AlertPage(all.subList(from, to), T, to < all.size() ? String.valueOf(to) : null)));
  }

  @Override
  public synchronized CompletionStage<Outcome<Alert>> get(String alertId) {
    Alert alert = alerts.get(alertId);
    return completedFuture(
        alert == null
            ? Outcome.refused(404, "alert_not_found", "alert: " + alertId)
            : Outcome.done(alert));
  }

  @Override
  public synchronized CompletionStage<Outcome<Alert>> acknowledge(
      Caller caller, String alertId, String note) {
    if (alerts.containsKey(alertId)) {
      changes++;
      alerts.computeIfPresent(
          alertId, (id, was) -> alert(id, AlertState.ACKNOWLEDGED, was.roomId()));
    }
    return get(alertId);
  }

  @Override
  public Source<LiveAlerts, NotUsed> live() {
    return Source.tick(java.time.Duration.ZERO, java.time.Duration.ofSeconds(1), NotUsed.notUsed())
        .mapMaterializedValue(it -> NotUsed.notUsed())
        .map(tick -> frame());
  }

  private synchronized LiveAlerts frame() {
    int raised =
        (int) alerts.values().stream().filter(it -> it.state() == AlertState.RAISED).count();
    return new LiveAlerts(T, raised, List.copyOf(alerts.values()));
  }

  @Override
  public synchronized CompletionStage<Outcome<AlertRules>> rules() {
    return completedFuture(Outcome.done(new AlertRules(List.copyOf(overrides.values()))));
  }

  @Override
  public synchronized CompletionStage<Outcome<AlertRule>> setRule(
      Caller caller, AlertRuleRequest request) {
    changes++;
    AlertRule rule =
        new AlertRule(
            request.rule() + "@fleet",
            request.rule(),
            "viewers stall",
            AlertSeverity.CRITICAL,
            request.roomId(),
            request.subRoomId(),
            request.enabled() == null || request.enabled(),
            request.threshold() == null ? 0.05 : request.threshold(),
            "part",
            5,
            false,
            caller.name(),
            T);
    overrides.put(rule.id(), rule);
    return completedFuture(Outcome.done(rule));
  }

  @Override
  public synchronized CompletionStage<Outcome<AlertRule>> removeRule(String id) {
    AlertRule rule = overrides.remove(id);
    return completedFuture(
        rule == null
            ? Outcome.refused(404, "alert_rule_not_found", "alert rule: " + id)
            : Outcome.done(rule));
  }

  @Override
  public synchronized CompletionStage<Outcome<Prompts>> prompts(String roomId) {
    return completedFuture(Outcome.done(new Prompts(roomId, List.copyOf(prompts))));
  }

  @Override
  public synchronized CompletionStage<Outcome<Prompt>> prompt(
      Caller caller, String roomId, String text) {
    changes++;
    Prompt prompt = new Prompt(roomId + ".1", T, text, caller.name(), null, null);
    prompts.add(0, prompt);
    return completedFuture(Outcome.done(prompt));
  }

  @Override
  public Source<Prompts, NotUsed> livePrompts(String roomId) {
    return Source.single(new Prompts(roomId, List.copyOf(prompts)));
  }
}
