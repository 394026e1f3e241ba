package io.roomfleet.orchestrator.alert;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.roomfleet.api.alert.Alert;
import io.roomfleet.api.alert.AlertPage;
import io.roomfleet.api.alert.AlertRule;
import io.roomfleet.api.alert.AlertRuleRequest;
import io.roomfleet.api.alert.AlertRules;
import io.roomfleet.api.alert.LiveAlerts;
import io.roomfleet.api.alert.Prompt;
import io.roomfleet.api.alert.Prompts;
import io.roomfleet.orchestrator.alert.AlertCommand.Shown;
import io.roomfleet.orchestrator.alert.rule.ReadyRules;
import io.roomfleet.orchestrator.alert.rule.Rule;
import io.roomfleet.orchestrator.alert.view.AlertView;
import io.roomfleet.orchestrator.http.AlertFilter;
import io.roomfleet.orchestrator.http.Alerts;
import io.roomfleet.orchestrator.http.Caller;
import io.roomfleet.orchestrator.http.Outcome;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.stream.javadsl.Source;
import org.jspecify.annotations.Nullable;

/** The HTTP API's view of alerts: lists from the view, the rest from the books themselves. */
public final class AlertService implements Alerts {
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration PACE = Duration.ofSeconds(1);

  private final ClusterSharding sharding;
  private final AlertView view;
  private final AlertRuleStore rules;
  private final OpenAlerts open;
  private final InstantSource clock;

  public AlertService(
      ClusterSharding sharding,
      AlertView view,
      AlertRuleStore rules,
      OpenAlerts open,
      InstantSource clock) {
    this.sharding = sharding;
    this.view = view;
    this.rules = rules;
    this.open = open;
    this.clock = clock;
  }

  @Override
  public CompletionStage<Outcome<AlertPage>> list(
      AlertFilter filter, int pageSize, @Nullable String viewToken) {
    return view.list(filter, pageSize, viewToken)
        .thenApply(
            page -> Outcome.done(new AlertPage(page.alerts(), clock.instant(), page.next())));
  }

  @Override
  public CompletionStage<Outcome<Alert>> get(String alertId) {
    return ask(AlertIds.bookOf(alertId), AlertCommand.Show::new)
        .thenCompose(shown -> found(alertId, shown));
  }

  @Override
  public CompletionStage<Outcome<Alert>> acknowledge(
      Caller caller, String alertId, @Nullable String note) {
    return ask(
            AlertIds.bookOf(alertId),
            replyTo -> new AlertCommand.Acknowledge(alertId, note, asker(caller), replyTo))
        .thenCompose(shown -> found(alertId, shown));
  }

  /** From the book, which knows of now; of one that it has forgotten, from the list. */
  private CompletionStage<Outcome<Alert>> found(String alertId, Shown shown) {
    Optional<Alert> known =
        Stream.concat(shown.open().stream(), shown.over().stream())
            .filter(alert -> alert.id().equals(alertId))
            .findFirst();
    return known.isPresent()
        ? completedFuture(Outcome.done(known.get()))
        : view.get(alertId)
            .thenApply(
                listed ->
                    listed
                        .<Outcome<Alert>>map(Outcome::done)
                        .orElseGet(
                            () ->
                                Outcome.refused(
                                    404,
                                    "alert_not_found",
                                    "alert: " + alertId + " (expected: an alert's id)")));
  }

  @Override
  public Source<LiveAlerts, NotUsed> live() {
    return ticks().map(tick -> open.live(clock.instant()));
  }

  private static Source<NotUsed, NotUsed> ticks() {
    return Source.tick(Duration.ZERO, PACE, NotUsed.notUsed())
        .mapMaterializedValue(cancellable -> NotUsed.notUsed())
        .conflate((before, next) -> next);
  }

  @Override
  public CompletionStage<Outcome<AlertRules>> rules() {
    return rules
        .all()
        .thenApply(
            overrides -> {
              List<AlertRule> all = new ArrayList<>();
              ReadyRules.ALL.forEach(rule -> all.add(ready(rule)));
              all.addAll(overrides);
              return Outcome.done(new AlertRules(all));
            });
  }

  private static AlertRule ready(Rule rule) {
    return new AlertRule(
        rule.id(),
        rule.id(),
        rule.name(),
        rule.severity(),
        null,
        null,
        true,
        rule.threshold(),
        rule.unit(),
        rule.raiseAfter().toSeconds(),
        true,
        null,
        null);
  }

  @Override
  public CompletionStage<Outcome<AlertRule>> setRule(Caller caller, AlertRuleRequest request) {
    Rule ready = Objects.requireNonNull(ReadyRules.byId().get(request.rule()));
    String scope =
        request.roomId() == null
            ? "fleet"
            : request.roomId() + (request.subRoomId() == null ? "" : "." + request.subRoomId());
    AlertRule rule =
        new AlertRule(
            ready.id() + "@" + scope,
            ready.id(),
            ready.name(),
            ready.severity(),
            request.roomId(),
            request.subRoomId(),
            request.enabled() == null || request.enabled(),
            request.threshold() == null ? ready.threshold() : request.threshold(),
            ready.unit(),
            request.durationSeconds() == null
                ? ready.raiseAfter().toSeconds()
                : request.durationSeconds(),
            false,
            caller.name(),
            clock.instant());
    return rules.put(rule).thenApply(done -> Outcome.done(rule));
  }

  @Override
  public CompletionStage<Outcome<AlertRule>> removeRule(String id) {
    return rules
        .all()
        .thenCompose(
            all -> {
              Optional<AlertRule> found =
                  all.stream().filter(rule -> rule.id().equals(id)).findFirst();
              if (found.isEmpty()) {
                return completedFuture(
                    Outcome.refused(
                        404,
                        "alert_rule_not_found",
                        "alert rule: " + id + " (expected: the id of one that was set)"));
              }
              Rule ready = Objects.requireNonNull(ReadyRules.byId().get(found.get().rule()));
              return rules.remove(id).thenApply(done -> Outcome.done(ready(ready)));
            });
  }

  @Override
  public CompletionStage<Outcome<Prompts>> prompts(String roomId) {
    return newest(roomId).thenApply(Outcome::done);
  }

  private CompletionStage<Prompts> newest(String roomId) {
    return ask(roomId, AlertCommand.Show::new)
        .thenApply(
            shown -> {
              List<Prompt> prompts = new ArrayList<>(shown.prompts());
              Collections.reverse(prompts);
              return new Prompts(roomId, prompts);
            });
  }

  @Override
  public CompletionStage<Outcome<Prompt>> prompt(Caller caller, String roomId, String text) {
    return ask(roomId, replyTo -> new AlertCommand.Ask(text, asker(caller), replyTo))
        .thenApply(
            shown -> {
              // A repeat of a request that was done finds what it did: the newest with this text.
              List<Prompt> prompts = new ArrayList<>(shown.prompts());
              Collections.reverse(prompts);
              return Outcome.done(
                  prompts.stream()
                      .filter(it -> it.text().equals(text) && it.by().equals(caller.name()))
                      .findFirst()
                      .orElseThrow());
            });
  }

  @Override
  public Source<Prompts, NotUsed> livePrompts(String roomId) {
    return ticks().mapAsync(1, tick -> newest(roomId));
  }

  private static AlertCommand.Asker asker(Caller caller) {
    return new AlertCommand.Asker(caller.name(), caller.requestId());
  }

  private CompletionStage<Shown> ask(
      String bookId, Function<ActorRef<Shown>, AlertCommand> command) {
    return sharding.entityRefFor(AlertEntity.TYPE_KEY, bookId).<Shown>ask(command::apply, PATIENCE);
  }
}
