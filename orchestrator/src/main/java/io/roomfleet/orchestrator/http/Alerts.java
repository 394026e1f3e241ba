package io.roomfleet.orchestrator.http;

import io.roomfleet.api.alert.Alert;
import io.roomfleet.api.alert.AlertPage;
import io.roomfleet.api.alert.AlertRule;
import io.roomfleet.api.alert.AlertRuleRequest;
import io.roomfleet.api.alert.AlertRules;
import io.roomfleet.api.alert.LiveAlerts;
import io.roomfleet.api.alert.Prompt;
import io.roomfleet.api.alert.Prompts;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;
import org.jspecify.annotations.Nullable;

/** What the HTTP API needs of alerts, their rules, and hosts' prompts. */
public interface Alerts {
  /**
   * Newest first.
   *
   * @param viewToken where the page begins, in this port's words; null for the first
   * @return a page whose {@code nextPageToken} is in this port's words
   */
  CompletionStage<Outcome<AlertPage>> list(
      AlertFilter filter, int pageSize, @Nullable String viewToken);

  /** Or 404 {@code alert_not_found}. */
  CompletionStage<Outcome<Alert>> get(String alertId);

  /** As it is then; one that is acknowledged or over stays as it is. Or 404 as for {@link #get}. */
  CompletionStage<Outcome<Alert>> acknowledge(Caller caller, String alertId, @Nullable String note);

  /** What is open, each second, without end. */
  Source<LiveAlerts, NotUsed> live();

  CompletionStage<Outcome<AlertRules>> rules();

  /** In the place of what was set in the same scope; nobody looks whether there is such a room. */
  CompletionStage<Outcome<AlertRule>> setRule(Caller caller, AlertRuleRequest request);

  /** The ready-made rule that holds again; or 404 {@code alert_rule_not_found}. */
  CompletionStage<Outcome<AlertRule>> removeRule(String id);

  /** Of a room that is known to exist. */
  CompletionStage<Outcome<Prompts>> prompts(String roomId);

  /** Of a room that is known to exist. */
  CompletionStage<Outcome<Prompt>> prompt(Caller caller, String roomId, String text);

  /** The same as {@link #prompts}, each second. */
  Source<Prompts, NotUsed> livePrompts(String roomId);
}
