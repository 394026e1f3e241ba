package io.roomfleet.orchestrator.region;

import io.roomfleet.api.agent.Assignment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the bars of a region's mixes show, where that is newer than the orders that are kept. In
 * memory; of one actor: a ledger that comes up is told again.
 */
final class MixPoints {
  private final Map<String, RegionCommand.Points> newest = new HashMap<>();

  boolean isNews(Order held, RegionCommand.Points said) {
    MixPlan mix = held.mix();
    return mix != null
        && held.attempt() == said.attempt()
        && mix.points().size() == said.points().size()
        && !shown(mix, newest.get(said.id())).equals(said.points());
  }

  private static List<Long> shown(MixPlan mix, RegionCommand.@Nullable Points said) {
    return said == null ? mix.points() : mix.with(said.points()).points();
  }

  /**
   * @param ids of all orders that are held: of others nothing is remembered
   */
  void keep(RegionCommand.Points said, Set<String> ids) {
    newest.put(said.id(), said);
    newest.keySet().retainAll(ids);
  }

  /** What an agent is to run, with the newest points. */
  List<Assignment> in(List<Assignment> desired) {
    return newest.isEmpty() ? desired : desired.stream().map(this::in).toList();
  }

  private Assignment in(Assignment one) {
    RegionCommand.Points said = newest.get(one.id());
    if (said == null || !(one instanceof Assignment.Mix mix)) {
      return one;
    }
    MixPlan plan =
        new MixPlan(mix.seats(), mix.canvas(), mix.bar(), mix.begun()).with(said.points());
    return new Assignment.Mix(
        mix.id(),
        mix.epoch(),
        mix.roomId(),
        mix.lineId(),
        plan.seats(),
        plan.canvas(),
        plan.bar(),
        plan.begun());
  }
}
