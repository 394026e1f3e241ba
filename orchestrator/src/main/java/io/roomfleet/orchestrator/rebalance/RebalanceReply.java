package io.roomfleet.orchestrator.rebalance;

import io.roomfleet.api.rebalance.RebalanceView;
import io.roomfleet.orchestrator.platform.ClusterMessage;
import java.util.List;

/** What the rebalancer answers. */
public sealed interface RebalanceReply extends ClusterMessage {
  record Shown(RebalanceView rebalance) implements RebalanceReply {}

  /** Newest first, without their moves. */
  record ShownAll(List<RebalanceView> rebalances) implements RebalanceReply {}

  /** Nothing was changed. */
  record Refused(int status, String code, String detail) implements RebalanceReply {}
}
