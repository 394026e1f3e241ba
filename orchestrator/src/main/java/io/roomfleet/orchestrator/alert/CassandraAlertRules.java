package io.roomfleet.orchestrator.alert;

import io.roomfleet.api.alert.AlertRule;
import io.roomfleet.orchestrator.platform.Json;
import io.roomfleet.orchestrator.platform.Views;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;

/** In table {@code alert_rules}: few, in one partition. */
public record CassandraAlertRules(Views tables) implements AlertRuleStore {
  private static final String ALL = "all";

  @Override
  public CompletionStage<List<AlertRule>> all() {
    return tables
        .all("SELECT rule FROM roomfleet.alert_rules WHERE scope = ?", ALL)
        .thenApply(
            rows ->
                rows.stream()
                    .map(
                        row ->
                            Json.read(
                                Objects.requireNonNull(row.getString("rule")), AlertRule.class))
                    .toList());
  }

  @Override
  public CompletionStage<Done> put(AlertRule rule) {
    return tables
        .run(
            "INSERT INTO roomfleet.alert_rules (scope, rule_id, rule) VALUES (?, ?, ?)",
            ALL,
            rule.id(),
            Json.write(rule))
        .thenApply(done -> Done.getInstance());
  }

  @Override
  public CompletionStage<Done> remove(String id) {
    return tables
        .run("DELETE FROM roomfleet.alert_rules WHERE scope = ? AND rule_id = ?", ALL, id)
        .thenApply(done -> Done.getInstance());
  }
}
