package io.roomfleet.orchestrator.region;

import io.roomfleet.api.agent.Ability;
import io.roomfleet.api.agent.AssignmentKind;
import io.roomfleet.orchestrator.placement.AgentWish;
import io.roomfleet.orchestrator.placement.AssignmentCost;
import io.roomfleet.orchestrator.region.Reservation.Role;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an order wants of an agent, beside what its room has in the region already. */
final class OrderWish {
  private OrderWish() {}

  /**
   * The wish.
   *
   * @param withRelay true when the line's copy comes with it
   * @param runsOn the agent that it leaves; null when it runs nowhere
   */
  static AgentWish of(Order order, LedgerBooks books, boolean withRelay, @Nullable String runsOn) {
    Reservation relay = books.active(order.relayId());
    Set<String> heldBy = new HashSet<>();
    Map<String, String> otherLines = new HashMap<>();
    Map<String, Integer> viewersOn = new HashMap<>();
    for (Reservation held : books.ofRoom(order.roomId())) {
      if (held.id().equals(order.id())) {
        heldBy.add(held.agentId());
      } else if (held.role() == Role.LEAVING) {
        continue;
      } else if (order.takesIn() && held.order().takesIn()) {
        otherLines.put(held.agentId(), held.order().lineId());
      } else if (order.ladder() != null && held.isTranscode()) {
        viewersOn.merge(held.agentId(), viewers(held.order()), Integer::sum);
      }
    }
    return new AgentWish(
        withRelay ? order.cost().plus(AssignmentCost.ofRelay()) : order.cost(),
        abilities(order, withRelay),
        order.ladder() == null || relay == null ? null : relay.agentId(),
        null,
        heldBy,
        otherLines,
        viewersOn,
        viewers(order),
        runsOn);
  }

  private static int viewers(Order order) {
    return order.demand() == null ? 0 : order.demand().expectedViewers();
  }

  private static Set<String> abilities(Order order, boolean withRelay) {
    Set<String> abilities = order.abilities();
    if (withRelay) {
      abilities.add(Ability.of(AssignmentKind.RELAY));
    }
    return abilities;
  }
}
