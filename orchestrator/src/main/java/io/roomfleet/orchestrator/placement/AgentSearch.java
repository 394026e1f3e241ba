package io.roomfleet.orchestrator.placement;

import io.roomfleet.api.room.Candidate;
import io.roomfleet.orchestrator.placement.price.Bill;
import io.roomfleet.orchestrator.placement.price.PlacementPolicy;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
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
        double cost = relay(row) + move(row) + balance(row);
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

  private @Nullable Exclusion exclusion(int row) {
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

  /**
   * The choice with its reasons, made once it is asked for. At most {@value Shortlist#NAMED} agents
   * that could take it are named and as many that could not; the rest is counted.
   */
  public AgentChoice choice(String region) {
    int best = best();
    Shortlist list = new Shortlist();
    int leastShort = NONE;
    double leastMissing = Double.POSITIVE_INFINITY;
    for (int row = 0; row < agents.size(); row++) {
      Exclusion why = exclusion(row);
      if (why == null) {
        list.add(row, relay(row) + move(row) + balance(row));
      } else {
        list.add(row, why);
        double missing =
            why == Exclusion.SHORT
                ? agents.missing(row, milliUnits, kbps, slots)
                : Double.POSITIVE_INFINITY;
        if (missing < leastMissing) {
          leastMissing = missing;
          leastShort = row;
        }
      }
    }
    var candidates = list.candidates("agent", row -> possible(row, best), this::impossible);
    if (best >= 0) {
      String reason = "agent " + agents.id(best) + ": " + facts(best);
      return new AgentChoice(agents.id(best), null, reason, candidates);
    }
    Amount missing = leastShort < 0 ? wish.need() : missing(leastShort);
    String reason =
        list.isEmpty()
            ? "region " + region + " has no agent"
            : "no agent of region " + region + " can take it (" + list.exclusions() + ")";
    return new AgentChoice(null, missing, reason, candidates);
  }

  private Candidate possible(int row, int best) {
    Bill bill = bill(row);
    if (row == best) {
      return Candidates.of("agent", agents.id(row), bill, "chosen", facts(row));
    }
    return Candidates.costlier(
        "agent", agents.id(row), bill, facts(row), agents.id(best), bill(best));
  }

  private Bill bill(int row) {
    return new Bill(0, 0, relay(row), move(row), balance(row), 0);
  }

  private String facts(int row) {
    double share = agents.shareWith(row, milliUnits, kbps, slots);
    String line =
        lineRow < 0
            ? ""
            : row == lineRow
                ? ", has the line already"
                : ", would read the line from agent " + agents.id(lineRow);
    return String.format(Locale.ROOT, "%.0f %% of its fullest side in use afterwards", share * 100)
        + line
        + (move(row) == 0 ? "" : ", a move off agent " + agents.id(runsRow));
  }

  private Candidate impossible(int row) {
    return Candidates.impossible("agent", agents.id(row), whyNot(row));
  }

  private String whyNot(int row) {
    String id = agents.id(row);
    switch (Objects.requireNonNull(exclusion(row))) {
      case UNHEARD:
        return "its heartbeats are missing";
      case DRAINING:
        return "it is being drained";
      case UNASKED:
        return wish.onlyOn() + " is asked for by name";
      case HOLDS_IT:
        return "it has another place of the same already";
      case UNABLE:
        return "it did not declare " + String.join(", ", agents.lacking(row, wish.abilities()));
      case OTHER_LINE:
        return "it takes in line " + wish.otherLines().get(id) + " of the same room";
      case CROWDED:
        return "it carries %d viewers of the room, with these it would be %d (at most: %d)"
            .formatted(
                wish.viewersOn().get(id),
                (long) wish.viewersOn().getOrDefault(id, 0) + wish.viewers(),
                policy.maxViewersPerAgent());
      default:
        return "short of " + missing(row).inWords();
    }
  }

  private Amount missing(int row) {
    return wish.need().missingIn(agents.capacity(row).minus(agents.reserved(row)));
  }
}
