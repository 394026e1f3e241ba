package io.roomfleet.api.client;

import io.roomfleet.api.alert.AcknowledgeRequest;
import io.roomfleet.api.alert.Alert;
import io.roomfleet.api.alert.AlertPage;
import io.roomfleet.api.alert.AlertRule;
import io.roomfleet.api.alert.AlertRuleRequest;
import io.roomfleet.api.alert.AlertRules;
import io.roomfleet.api.alert.AlertSeverity;
import io.roomfleet.api.alert.AlertState;
import io.roomfleet.api.alert.Prompt;
import io.roomfleet.api.alert.PromptRequest;
import io.roomfleet.api.alert.Prompts;
import org.jspecify.annotations.Nullable;

/** The calls that are about alerts, their rules, and hosts' prompts. */
public final class AlertCalls {
  private static final String ALERTS = "/v1/alerts";
  private static final String RULES = "/v1/alert-rules";

  private AlertCalls() {}

  /** Which alerts; null narrows nothing. */
  public record Filter(
      @Nullable AlertState state,
      @Nullable AlertSeverity severity,
      @Nullable String roomId,
      @Nullable String region,
      @Nullable String rule) {}

  /** GET /v1/alerts */
  public static ApiRequest<AlertPage> list(
      Filter filter, int pageSize, @Nullable String pageToken) {
    return ApiRequest.get(ALERTS, AlertPage.class)
        .withQuery("state", filter.state())
        .withQuery("severity", filter.severity())
        .withQuery("roomId", filter.roomId())
        .withQuery("region", filter.region())
        .withQuery("rule", filter.rule())
        .withQuery("pageSize", pageSize)
        .withQuery("pageToken", pageToken);
  }

  /** GET /v1/alerts/{alertId} */
  public static ApiRequest<Alert> get(String alertId) {
    return ApiRequest.get(ALERTS + "/" + ApiRequest.encoded(alertId), Alert.class);
  }

  /** POST /v1/alerts/{alertId}:acknowledge */
  public static ApiRequest<Alert> acknowledge(String alertId, @Nullable String note) {
    return ApiRequest.post(
        ALERTS + "/" + ApiRequest.encoded(alertId) + ":acknowledge",
        new AcknowledgeRequest(note),
        Alert.class);
  }

  /** GET /v1/alert-rules */
  public static ApiRequest<AlertRules> rules() {
    return ApiRequest.get(RULES, AlertRules.class);
  }

  /** POST /v1/alert-rules */
  public static ApiRequest<AlertRule> setRule(AlertRuleRequest request) {
    return ApiRequest.post(RULES, request, AlertRule.class);
  }

  /** DELETE /v1/alert-rules/{ruleId} */
  public static ApiRequest<AlertRule> removeRule(String id) {
    return ApiRequest.delete(RULES + "/" + ApiRequest.encoded(id), AlertRule.class);
  }

  /** GET /v1/rooms/{roomId}/prompts */
  public static ApiRequest<Prompts> prompts(String roomId) {
    return ApiRequest.get(Calls.pathOf(roomId) + "/prompts", Prompts.class);
  }

  /** POST /v1/rooms/{roomId}/prompts */
  public static ApiRequest<Prompt> prompt(String roomId, String text) {
    return ApiRequest.post(
        Calls.pathOf(roomId) + "/prompts", new PromptRequest(text), Prompt.class);
  }
}
