package io.roomfleet.orchestrator.rebalance;

import io.roomfleet.orchestrator.placement.AgentSnapshot;
import io.roomfleet.orchestrator.placement.Amount;
import io.roomfleet.orchestrator.placement.RegionSnapshot;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What moves are planned on: which agents there are, and which of them take what comes. While that
 * stays, a plan holds; when it changes, what was a good move may be a bad one.
 *
 * @param agents by id
 */
public record Picture(Map<String, Seen> agents) {

  /** An agent as it was seen. */
  public record Seen(String region, boolean heard, boolean emptied, Amount capacity) {
    private Seen asHeard() {
      return new Seen(region, true, emptied, capacity);
    }
  }

  static Picture of(List<RegionSnapshot> regions) {
    Map<String, Seen> agents = new TreeMap<>();
    for (RegionSnapshot region : regions) {
      for (AgentSnapshot agent : region.agents().rows()) {
        agents.put(
            agent.id(), new Seen(region.id(), agent.heard(), agent.draining(), agent.capacity()));
      }
    }
    return new Picture(agents);
  }

  /** In words, the first thing that is different now; null when nothing is. */
  @Nullable String differenceTo(Picture now) {
    for (Map.Entry<String, Seen> known : agents.entrySet()) {
      Seen then = known.getValue();
      Seen seen = now.agents().get(known.getKey());
      String agent = "agent " + known.getKey();
      if (seen == null) {
        return agent + " is gone";
      } else if (!seen.equals(then)) {
        return agent + difference(then, seen);
      }
    }
    return now.agents().keySet().stream()
        .filter(id -> !agents.containsKey(id))
        .findFirst()
        .map(id -> "agent " + id + " has come")
        .orElse(null);
  }

  /**
   * Whether all that is different now is that agents are silent, as they are for a moment when the
   * network or the control plane was away.
   */
  boolean isSilenced(Picture now) {
    Map<String, Seen> calm = new TreeMap<>(now.agents());
    calm.replaceAll(
        (id, seen) -> {
          Seen then = agents.get(id);
          return then != null && then.heard() ? seen.asHeard() : seen;
        });
    return !equals(now) && agents.equals(calm);
  }

  private static String difference(Seen then, Seen now) {
    if (then.heard() != now.heard()) {
      return now.heard() ? " is heard again" : " is not heard any more";
    } else if (then.emptied() != now.emptied()) {
      return now.emptied() ? " is to be emptied" : " takes what comes again";
    } else if (!then.region().equals(now.region())) {
      return " is in region " + now.region() + " now";
    }
    return " has " + now.capacity().inWords() + " now instead of " + then.capacity().inWords();
  }
}
