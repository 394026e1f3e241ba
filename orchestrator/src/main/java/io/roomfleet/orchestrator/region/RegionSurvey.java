package io.roomfleet.orchestrator.region;

import io.roomfleet.api.agent.AssignmentKind;
import io.roomfleet.api.agent.Load;
import io.roomfleet.api.region.AgentStatus;
import io.roomfleet.orchestrator.placement.Amount;
import io.roomfleet.orchestrator.placement.AssignmentCost;
import io.roomfleet.orchestrator.platform.ClusterMessage;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of what a region has and holds, for plans over the whole fleet.
 *
 * @param maintenance of the region as a whole; null while it takes what comes
 * @param agents by id, on the first page only
 * @param rows reservations and waiting orders, by key
 * @param nextAfter the key to ask on from; null when this is the last page
 */
public record RegionSurvey(
    String region,
    Maintenance.@Nullable Kind maintenance,
    List<Agent> agents,
    List<Row> rows,
    @Nullable String nextAfter)
    implements ClusterMessage {
  /** Rows of a page: far below the largest message between nodes. */
  static final int PAGE = 200;

  /**
   * An agent.
   *
   * @param drained true while it is emptied or kept empty
   * @param measured how busy it says that it is, 0 to 1: the machine's processors or its egress,
   *     whichever is fuller; 0 when it has not said
   */
  public record Agent(
      String id, Amount capacity, AgentStatus status, boolean drained, double measured) {
    private static Agent of(LedgerAgent agent, @Nullable Load load) {
      double egress =
          load == null || agent.capacity().kbps() == 0
              ? 0
              : load.egressMbps() * 1000 / agent.capacity().kbps();
      return new Agent(
          agent.id(),
          agent.capacity(),
          agent.status(),
          agent.maintenance() != null,
          load == null ? 0 : Math.max(load.machineCpu(), egress));
    }
  }

  /**
   * A reservation, or an order that waits for room.
   *
   * @param key of the reservation
   * @param role null for an order that waits
   * @param agentId who holds it; null for an order that waits
   * @param demand null for a RELAY
   * @param kbpsPerViewer how {@code cost} grows with the audience
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
      @Nullable Demand demand,
      double kbpsPerViewer) {}

  /**
   * The page after {@code after}.
   *
   * @param waiting orders that were refused lately
   * @param loads what agents measured of themselves, by id; null of those that did not say
   * @param after a key; null for the first page
   */
  static RegionSurvey page(
      RegionLedger ledger,
      List<Order> waiting,
      Function<String, @Nullable Load> loads,
      @Nullable String after) {
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
        maintenance == null ? null : maintenance.kind(),
        after == null
            ? ledger.agents().values().stream()
                .map(agent -> Agent.of(agent, loads.apply(agent.id())))
                .toList()
            : List.of(),
        page,
        rest.size() > PAGE ? page.get(PAGE - 1).key() : null);
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
        order.demand(),
        order.ladder() == null ? 0 : AssignmentCost.kbpsPerViewer(order.ladder()));
  }
}
