package io.roomfleet.orchestrator.placement;

import io.roomfleet.api.room.Candidate;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * In which region a sub-room should run, best first.
 *
 * <ol>
 *   <li>A wanted region is the only one: nothing else is tried, whatever its state.
 *   <li>A region where no single agent has enough left is impossible.
 *   <li>Otherwise the cost is the distance from the market plus how full the region's best agent
 *       would be. Distance is the difference of standard time in hours, over 12: a coarse stand-in
 *       for network distance that needs no measurement and is right about oceans. A region that is
 *       not the source pays 0.02 for the copy of the line.
 *   <li>Between equals the smaller id.
 * </ol>
 *
 * @param regions ids to try, in order
 * @param candidates every region with its cost and the reason, in the same order, the impossible
 *     last
 */
public record RegionRanking(List<String> regions, List<Candidate> candidates) {
  private static final double RELAY_COST = 0.02;

  /**
   * Ranks.
   *
   * @param market the sub-room's own zone
   * @param at standard offsets are taken at this instant
   */
  public static RegionRanking of(
      Amount wanted,
      ZoneId market,
      @Nullable String wantedRegion,
      String sourceRegion,
      List<RegionSnapshot> regions,
      Instant at) {
    if (wantedRegion != null) {
      return new RegionRanking(
          List.of(wantedRegion),
          List.of(new Candidate("region", wantedRegion, 0.0, "chosen", "asked for by name")));
    }
    List<Candidate> ranked = new ArrayList<>();
    for (RegionSnapshot region : regions) {
      ranked.add(rate(region, wanted, market, sourceRegion, at));
    }
    ranked.sort(
        Comparator.comparingDouble((Candidate c) -> c.cost() == null ? Double.MAX_VALUE : c.cost())
            .thenComparing(Candidate::id));
    return new RegionRanking(
        ranked.stream().filter(c -> c.cost() != null).map(Candidate::id).toList(),
        List.copyOf(ranked));
  }

  private static Candidate rate(
      RegionSnapshot region, Amount wanted, ZoneId market, String sourceRegion, Instant at) {
    double fullest = 2;
    for (AgentSnapshot agent : region.agents()) {
      if (agent.heard() && wanted.fitsIn(agent.free())) {
        fullest = Math.min(fullest, agent.reserved().plus(wanted).shareOf(agent.capacity()));
      }
    }
    if (fullest > 1) {
      String why =
          region.agents().stream().noneMatch(AgentSnapshot::heard)
              ? "no agent of it is heard"
              : "no agent of it has " + wanted.inWords() + " left";
      return new Candidate("region", region.id(), null, "impossible", why);
    }
    double hours = hoursApart(market, region.timeZone(), at);
    double cost = hours / 12 + fullest + (region.id().equals(sourceRegion) ? 0 : RELAY_COST);
    String why =
        String.format(
            Locale.ROOT,
            "%.1f h of longitude from the market, best agent %.0f %% full afterwards%s",
            hours,
            fullest * 100,
            region.id().equals(sourceRegion) ? ", the source is here" : "");
    return new Candidate("region", region.id(), Math.round(cost * 1000) / 1000.0, "costlier", why);
  }

  /** 0 to 12: the shorter way round. */
  static double hoursApart(ZoneId a, ZoneId b, Instant at) {
    double hours =
        Math.abs(
                a.getRules().getStandardOffset(at).getTotalSeconds()
                    - b.getRules().getStandardOffset(at).getTotalSeconds())
            / 3600.0;
    return hours > 12 ? 24 - hours : hours;
  }
}
