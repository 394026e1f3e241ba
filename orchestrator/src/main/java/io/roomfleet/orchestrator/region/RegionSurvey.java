package io.roomfleet.orchestrator.region;

import io.roomfleet.api.agent.AssignmentKind;
import io.roomfleet.orchestrator.placement.Amount;
import io.roomfleet.orchestrator.platform.ClusterMessage;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A page of what a region has and holds, for plans over the whole fleet.
 *
 * @param closed why nothing new may come; null while it may
 * @param agents by id, on the first page only
 * @param rows reservations and waiting orders, by key
 * @param nextAfter the key to ask on from; null when this is the last page
 */
public record RegionSurvey(
    String region,
    @Nullable String closed,
    List<Agent> agents,
    List<Row> rows,
    @Nullable String nextAfter)
    implements ClusterMessage {
  /** Rows of a page: far below the largest message between nodes. */
  static final int PAGE = 200;

  /**
   * An agent.
   *
   * @param barred why nothing new may be put on it; null while something may
   */
  public record Agent(String id, Amount capacity, @Nullable String barred) {}

  /**
   * A reservation, or an order that waits for room.
   *
   * @param key of the reservation
   * @param role null for an order that waits
   * @param agentId who holds it; null for an order that waits
   * @param demand null for a RELAY
   */
  public record Row(
      String key,
      AssignmentKind kind,
      Reservation.Owner owner,
      Reservation.@Nullable Role role,
      String roomId,
      @Nullable String subRoomId,
      String lineId,
      @Nullable String agentId,
      Amount cost,
      @Nullable Demand demand) {}

  /**
   * The page after {@code after}.
   *
   * @param after a key; null for the first page
   * @param waiting orders that were refused lately
   */
  static RegionSurvey page(RegionLedger ledger, List<Order> waiting, @Nullable String after) {
    TreeMap<String, Row> rows = new TreeMap<>();
    for (Order order : waiting) {
      rows.put("waiting/" + order.id(), row("waiting/" + order.id(), order, null));
    }
    for (Map.Entry<String, Reservation> held : ledger.reservations().entrySet()) {
      rows.put(held.getKey(), row(held.getKey(), held.getValue().order(), held.getValue()));
    }
    List<Row> rest =
        List.copyOf(after == null ? rows.values() : rows.tailMap(after, false).values());
    List<Row> page = rest.size() > PAGE ? rest.subList(0, PAGE) : rest;
    Maintenance maintenance = ledger.maintenance();
    return new RegionSurvey(
        ledger.region(),
        maintenance == null ? null : maintenance.cause("region " + ledger.region()),
        after == null
            ? ledger.agents().values().stream().map(RegionSurvey::agent).toList()
            : List.of(),
        page,
        rest.size() > PAGE ? page.get(PAGE - 1).key() : null);
  }

  private static Agent agent(LedgerAgent agent) {
    String barred = null;
    if (agent.maintenance() != null) {
      barred = agent.maintenance().cause("agent " + agent.id());
    } else if (!agent.isOpen()) {
      barred = "agent " + agent.id() + " is " + agent.status();
    }
    return new Agent(agent.id(), agent.capacity(), barred);
  }

  private static Row row(String key, Order order, @Nullable Reservation held) {
    return new Row(
        key,
        order.kind(),
        held == null ? Reservation.Owner.SUB_ROOM : held.owner(),
        held == null ? null : held.role(),
        order.roomId(),
        order.subRoomId(),
        order.lineId(),
        held == null ? null : held.agentId(),
        order.cost(),
        order.demand());
  }
}
