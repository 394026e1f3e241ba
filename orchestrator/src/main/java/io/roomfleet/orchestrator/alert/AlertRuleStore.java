package io.roomfleet.orchestrator.alert;

import io.roomfleet.api.alert.AlertRule;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;

/** Keeps what overrides ready-made rules. */
public interface AlertRuleStore {
  CompletionStage<List<AlertRule>> all();

  /** In the place of one with the same id. */
  CompletionStage<Done> put(AlertRule rule);

  CompletionStage<Done> remove(String id);
}
