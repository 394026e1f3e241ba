package io.roomfleet.orchestrator.http.body;

import static io.roomfleet.orchestrator.http.body.Rules.flag;
import static io.roomfleet.orchestrator.http.body.Rules.integer;
import static io.roomfleet.orchestrator.http.body.Rules.list;
import static io.roomfleet.orchestrator.http.body.Rules.oneOf;
import static io.roomfleet.orchestrator.http.body.Rules.text;
import static io.roomfleet.orchestrator.http.body.Rules.unique;

import io.roomfleet.api.rebalance.RebalanceKind;
import io.roomfleet.api.rebalance.RebalanceRequest;
import io.roomfleet.orchestrator.http.body.Fields.Field;
import io.roomfleet.orchestrator.http.wire.Json;
import java.util.List;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/** The body of a rebalance. */
public final class RebalanceBodies {
  /** What a rebalance tells of its moves must fit into a message between nodes. */
  private static final int MOST_MOVES = 500;

  private RebalanceBodies() {}

  /** The body of {@code POST /v1/rebalances}; it may be left out. */
  public static RebalanceRequest rebalance(ByteString body) {
    return body.isEmpty()
        ? new RebalanceRequest(null, null, null, null)
        : Fields.read(Json.object(body), RebalanceBodies::rebalance);
  }

  private static @Nullable RebalanceRequest rebalance(Fields fields) {
    Field<Boolean> dryRun = fields.optional("dryRun", flag());
    int kindsThereAre = RebalanceKind.values().length;
    Field<List<RebalanceKind>> kinds =
        fields.optional(
            "kinds",
            unique("", RebalanceKind::name, list(1, kindsThereAre, oneOf(RebalanceKind.class))));
    Field<Integer> budget = fields.optional("moveBudget", integer(1, MOST_MOVES));
    Field<String> reason = fields.optional("reason", text(0, 500));
    return fields.whole(
        () ->
            new RebalanceRequest(
                dryRun.orNull(), kinds.orNull(), budget.orNull(), reason.orNull()));
  }
}
