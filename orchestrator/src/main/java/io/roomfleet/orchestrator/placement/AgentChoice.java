package io.roomfleet.orchestrator.placement;

import io.roomfleet.api.room.Candidate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which agent of a region takes an assignment.
 *
 * <ol>
 *   <li>An agent that is not heard takes nothing new.
 *   <li>An agent on which any side would be overbooked takes nothing.
 *   <li>Of the rest, the one whose fullest side is emptiest afterwards. An agent that already has
 *       the line is preferred by {@link #LINE_BONUS}, since it saves a copy of the line between
 *       agents.
 *   <li>Between equals the smaller id, so that the choice can be repeated.
 * </ol>
 *
 * @param agentId the chosen one, null when there is none
 * @param missing what the least short agent was short of; null when one was chosen
 * @param candidates all, the chosen first
 */
public record AgentChoice(
    @Nullable String agentId, @Nullable Amount missing, String reason, List<Candidate> candidates) {
  /**
   * A tenth of an agent: enough to keep a room together, too little to fill one agent while others
   * idle.
   */
  static final double LINE_BONUS = 0.1;

  /**
   * Chooses.
   *
   * @param wanted what the assignment takes
   * @param extra what it takes in addition on an agent that does not have the line yet
   */
  public static AgentChoice of(
      String region, Amount wanted, Amount extra, List<AgentSnapshot> agents) {
    List<Scored> scored = new ArrayList<>();
    for (AgentSnapshot agent : agents) {
      scored.add(Scored.of(agent, agent.hasLine() ? wanted : wanted.plus(extra)));
    }
    scored.sort(
        Comparator.comparingDouble((Scored s) -> s.cost == null ? Double.MAX_VALUE : s.cost)
            .thenComparing(s -> s.agent.id()));
    Scored best = scored.isEmpty() || scored.get(0).cost == null ? null : scored.get(0);
    List<Candidate> candidates = scored.stream().map(s -> s.asCandidate(s == best)).toList();
    if (best != null) {
      return new AgentChoice(
          best.agent.id(), null, "agent " + best.agent.id() + ": " + best.why, candidates);
    }
    return new AgentChoice(
        null, leastMissing(wanted, scored), noneReason(region, agents), candidates);
  }

  private static Amount leastMissing(Amount wanted, List<Scored> scored) {
    return scored.stream()
        .filter(s -> s.agent.heard())
        .map(s -> s.need.missingIn(s.agent.free()))
        .min(Comparator.comparingDouble(missing -> missing.shareOf(wanted)))
        .orElse(wanted);
  }

  private static String noneReason(String region, List<AgentSnapshot> agents) {
    long heard = agents.stream().filter(AgentSnapshot::heard).count();
    if (agents.isEmpty()) {
      return "region " + region + " has no agent";
    }
    return heard == 0
        ? "none of the " + agents.size() + " agents of region " + region + " is heard"
        : "no agent of region " + region + " has enough left (" + heard + " looked at)";
  }

  private record Scored(AgentSnapshot agent, Amount need, @Nullable Double cost, String why) {
    static Scored of(AgentSnapshot agent, Amount need) {
      if (!agent.heard()) {
        return new Scored(agent, need, null, "its heartbeats are missing");
      }
      Amount missing = need.missingIn(agent.free());
      if (!missing.equals(Amount.ZERO)) {
        return new Scored(agent, need, null, "short of " + missing.inWords());
      }
      double share = agent.reserved().plus(need).shareOf(agent.capacity());
      double cost = share + (agent.hasLine() ? 0 : LINE_BONUS);
      String why =
          String.format(
              Locale.ROOT,
              "%.0f %% of its fullest side in use afterwards, %s",
              share * 100,
              agent.hasLine() ? "has the line already" : "would take the line in anew");
      return new Scored(agent, need, Math.round(cost * 1000) / 1000.0, why);
    }

    Candidate asCandidate(boolean chosen) {
      String verdict = chosen ? "chosen" : cost == null ? "impossible" : "costlier";
      return new Candidate("agent", agent.id(), cost, verdict, why);
    }
  }
}
