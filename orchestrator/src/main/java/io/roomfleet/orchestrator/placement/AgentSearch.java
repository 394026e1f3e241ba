package io.roomfleet.orchestrator.placement;

import io.roomfleet.orchestrator.placement.price.Bill;
import io.roomfleet.orchestrator.placement.price.PlacementPolicy;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which agent of a region takes an assignment.
 *
 * <p>An agent cannot take it when, in this order,
 *
 * <ol>
 *   <li>it is not heard;
 *   <li>it is being drained;
 *   <li>another agent is asked for by name;
 *   <li>it has another place of the same order: no agent runs an order twice;
 *   <li>it carries viewers of the same room, and with these would carry more of them than {@link
 *       PlacementPolicy#maxViewersPerAgent};
 *   <li>it did not declare an ability that is wanted;
 *   <li>it takes in another line of the same room: who loses it must not lose both;
 *   <li>it would be overbooked on any of its three sides.
 * </ol>
 *
 * <p>The last three hold for what stays on an agent and changes, too; the others are only for what
 * comes to it anew.
 *
 * <p>Of those that can, the one that costs least takes it, and of equals the one with the smaller
 * id, so that the choice can be repeated. In US dollars an hour it costs
 *
 * <ol>
 *   <li>relay: a copy of the line from the agent of the region that has it, and nothing on that
 *       agent; while none has it, it comes to the chosen one and costs the same everywhere;
 *   <li>move: taking it from the agent where it runs, and nothing on that agent;
 *   <li>balance: how full the agent's fullest side would be.
 * </ol>
 *
 * <p>What is booked in a ledger is never stale, so there is no term for that here. The viewers'
 * distance and the price of egress are those of the region, whichever agent is chosen.
 */
public final class AgentSearch {
  private static final int NONE = -1;

  private final AgentTable agents;
  private final AgentWish wish;
  private final PlacementPolicy policy;
  private final long milliUnits;
  private final long kbps;
  private final long slots;
  private final int lineRow;
  private final int runsRow;
  private final int onlyRow;
  private final int[] holderRows;
  private final int[] otherLineRows;
  private final int[] crowdedRows;
  private final double copyPrice;
  private final double movePrice;
  private int lastSet = Integer.MIN_VALUE;
  private boolean lastAble;

  public AgentSearch(AgentTable agents, AgentWish wish, PlacementPolicy policy) {
    this.agents = agents;
    this.wish = wish;
    this.policy = policy;
    this.milliUnits = wish.need().milliUnits();
    this.kbps = wish.need().kbps();
    this.slots = wish.need().slots();
    this.lineRow = rowOf(wish.lineOn());
    this.runsRow = rowOf(wish.runsOn());
    this.onlyRow = rowOf(wish.onlyOn());
    this.holderRows = rowsOf(wish.heldBy());
    this.otherLineRows = rowsOf(wish.otherLines().keySet());
    this.crowdedRows =
        rowsOf(
            wish.viewersOn().entrySet().stream()
                .filter(carried -> isCrowded(carried.getValue()))
                .map(Map.Entry::getKey)
                .toList());
    this.copyPrice = policy.egress().withinRegion(AssignmentCost.ofRelay().kbps());
    this.movePrice = policy.ofMove(wish.viewers());
  }

  /** The row of the agent that takes it, negative when none can. Makes nothing. */
  int best() {
    int best = NONE;
    double least = Double.POSITIVE_INFINITY;
    for (int row = 0; row < agents.size(); row++) {
      if (exclusion(row) == null) {
        double cost = cost(row);
        if (cost < least) {
          least = cost;
          best = row;
        }
      }
    }
    return best;
  }

  /** True when an agent can take it. */
  public boolean isPossible() {
    return best() >= 0;
  }

  /** True when an agent that has it already, not counted as booked here, may keep it. */
  public boolean mayStay(String agentId) {
    int row = agents.rowOf(agentId);
    return row >= 0 && lasting(row) == null;
  }

  @Nullable Exclusion exclusion(int row) {
    if (!agents.heard(row)) {
      return Exclusion.UNHEARD;
    } else if (agents.draining(row)) {
      return Exclusion.DRAINING;
    } else if (wish.onlyOn() != null && row != onlyRow) {
      return Exclusion.UNASKED;
    } else if (isIn(holderRows, row)) {
      return Exclusion.HOLDS_IT;
    } else if (isIn(crowdedRows, row)) {
      return Exclusion.CROWDED;
    } else {
      return lasting(row);
    }
  }

  private @Nullable Exclusion lasting(int row) {
    if (!isAble(row)) {
      return Exclusion.UNABLE;
    } else if (isIn(otherLineRows, row)) {
      return Exclusion.OTHER_LINE;
    } else {
      return agents.fits(row, milliUnits, kbps, slots) ? null : Exclusion.SHORT;
    }
  }

  double cost(int row) {
    return relay(row) + move(row) + balance(row);
  }

  Bill bill(int row) {
    return new Bill(0, 0, relay(row), move(row), balance(row), 0);
  }

  private double relay(int row) {
    return lineRow < 0 || row == lineRow ? 0 : copyPrice;
  }

  private double move(int row) {
    return runsRow < 0 || row == runsRow ? 0 : movePrice;
  }

  private double balance(int row) {
    return policy.ofShare(agents.shareWith(row, milliUnits, kbps, slots));
  }

  /** Neighbours mostly have the same abilities, so the last answer is kept. */
  private boolean isAble(int row) {
    int set = agents.abilitySet(row);
    if (set != lastSet) {
      lastSet = set;
      lastAble = agents.isAble(set, wish.abilities());
    }
    return lastAble;
  }

  private boolean isCrowded(int carried) {
    int most = policy.maxViewersPerAgent();
    return most > 0 && carried > 0 && (long) carried + wish.viewers() > most;
  }

  private int rowOf(@Nullable String agentId) {
    return agentId == null ? NONE : agents.rowOf(agentId);
  }

  private int[] rowsOf(Collection<String> agentIds) {
    return agentIds.stream().mapToInt(agents::rowOf).filter(row -> row >= 0).sorted().toArray();
  }

  private static boolean isIn(int[] sorted, int row) {
    return sorted.length > 0 && Arrays.binarySearch(sorted, row) >= 0;
  }

  /** The choice with its reasons, made once it is asked for. */
  public AgentChoice choice(String region) {
    return new AgentReasons(this, agents, wish, policy).choice(region);
  }
}
