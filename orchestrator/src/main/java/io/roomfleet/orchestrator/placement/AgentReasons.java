package io.roomfleet.orchestrator.placement;

import io.roomfleet.api.room.Candidate;
import io.roomfleet.orchestrator.placement.price.Bill;
import io.roomfleet.orchestrator.placement.price.PlacementPolicy;
import java.util.Locale;
import java.util.Objects;

/**
 * What an {@link AgentSearch} found, with the reasons. At most {@value Shortlist#NAMED} agents that
 * could take it are named and as many that could not; the rest is counted.
 */
final class AgentReasons {
  private final AgentSearch search;
  private final AgentTable agents;
  private final AgentWish wish;
  private final Amount need;
  private final PlacementPolicy policy;

  AgentReasons(AgentSearch search, AgentTable agents, AgentWish wish, PlacementPolicy policy) {
    this.search = search;
    this.agents = agents;
    this.wish = wish;
    this.need = wish.need();
    this.policy = policy;
  }

  AgentChoice choice(String region) {
    int best = search.best();
    Shortlist list = new Shortlist();
    int leastShort = -1;
    double leastMissing = Double.POSITIVE_INFINITY;
    for (int row = 0; row < agents.size(); row++) {
      Exclusion why = search.exclusion(row);
      if (why == null) {
        list.add(row, search.cost(row));
      } else {
        list.add(row, why);
        double missing =
            why == Exclusion.SHORT
                ? agents.missing(row, need.milliUnits(), need.kbps(), need.slots())
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
    Amount missing = leastShort < 0 ? need : missing(leastShort);
    String reason =
        list.isEmpty()
            ? "region " + region + " has no agent"
            : "no agent of region " + region + " can take it (" + list.exclusions() + ")";
    return new AgentChoice(null, missing, reason, candidates);
  }

  private Candidate possible(int row, int best) {
    Bill bill = search.bill(row);
    if (row == best) {
      return Candidates.of("agent", agents.id(row), bill, "chosen", facts(row));
    }
    return Candidates.costlier(
        "agent", agents.id(row), bill, facts(row), agents.id(best), search.bill(best));
  }

  private String facts(int row) {
    double share = agents.shareWith(row, need.milliUnits(), need.kbps(), need.slots());
    return String.format(Locale.ROOT, "%.0f %% of its fullest side in use afterwards", share * 100)
        + line(agents.id(row))
        + (search.bill(row).move() == 0 ? "" : ", a move off agent " + wish.runsOn());
  }

  private String line(String agentId) {
    if (wish.lineOn() == null) {
      return "";
    }
    return agentId.equals(wish.lineOn())
        ? ", has the line already"
        : ", would read the line from agent " + wish.lineOn();
  }

  private Candidate impossible(int row) {
    return Candidates.impossible("agent", agents.id(row), whyNot(row));
  }

  private String whyNot(int row) {
    String id = agents.id(row);
    switch (Objects.requireNonNull(search.exclusion(row))) {
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
    return need.missingIn(agents.capacity(row).minus(agents.reserved(row)));
  }
}
