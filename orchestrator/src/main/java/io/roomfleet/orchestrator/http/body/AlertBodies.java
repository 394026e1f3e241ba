package io.roomfleet.orchestrator.http.body;

import static io.roomfleet.orchestrator.http.body.Rules.flag;
import static io.roomfleet.orchestrator.http.body.Rules.integer;
import static io.roomfleet.orchestrator.http.body.Rules.matching;
import static io.roomfleet.orchestrator.http.body.Rules.number;
import static io.roomfleet.orchestrator.http.body.Rules.words;

import io.roomfleet.api.alert.AcknowledgeRequest;
import io.roomfleet.api.alert.AlertRuleRequest;
import io.roomfleet.api.alert.PromptRequest;
import io.roomfleet.orchestrator.http.body.Fields.Field;
import io.roomfleet.orchestrator.http.wire.Json;
import java.util.Set;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/** The bodies that are about alerts. */
public final class AlertBodies {
  private static final double MOST = 86_400;

  private AlertBodies() {}

  /** The body of {@code POST /v1/alerts/{alertId}:acknowledge}; it may be left out. */
  public static AcknowledgeRequest acknowledge(ByteString body) {
    return body.isEmpty()
        ? new AcknowledgeRequest(null)
        : Fields.read(
            Json.object(body),
            fields -> {
              Field<String> note = fields.optional("note", words(500));
              return fields.whole(() -> new AcknowledgeRequest(note.orNull()));
            });
  }

  /** The body of {@code POST /v1/rooms/{roomId}/prompts}. */
  public static PromptRequest prompt(ByteString body) {
    return Fields.read(
        Json.object(body),
        fields -> {
          Field<String> text = fields.required("text", words(300));
          return fields.whole(() -> new PromptRequest(text.get()));
        });
  }

  /**
   * The body of {@code POST /v1/alert-rules}.
   *
   * @param known ids of rules
   */
  public static AlertRuleRequest rule(ByteString body, Set<String> known) {
    return Fields.read(Json.object(body), fields -> rule(fields, known));
  }

  private static @Nullable AlertRuleRequest rule(Fields fields, Set<String> known) {
    Field<String> rule = fields.required("rule", words(64));
    rule.must(known::contains, "one of " + String.join(", ", known));
    Field<String> roomId = fields.optional("roomId", matching("room-[0-9a-z]{26}"));
    Field<String> subRoomId = fields.optional("subRoomId", matching("[a-z0-9-]{1,32}"));
    subRoomId.must(id -> roomId.isSent(), "only with a roomId");
    Field<Boolean> enabled = fields.optional("enabled", flag());
    Field<Double> threshold = fields.optional("threshold", number(0, MOST));
    threshold.must(value -> value > 0, "above 0");
    Field<Integer> duration = fields.optional("durationSeconds", integer(0, 3600));
    fields.expect(
        enabled.isSent() || threshold.isSent() || duration.isSent(),
        "enabled, a threshold or durationSeconds");
    return fields.whole(
        () ->
            new AlertRuleRequest(
                rule.get(),
                roomId.orNull(),
                subRoomId.orNull(),
                enabled.orNull(),
                threshold.orNull(),
                duration.orNull() == null ? null : duration.get().longValue()));
  }
}
