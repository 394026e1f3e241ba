package io.roomfleet.orchestrator.placement;

import io.roomfleet.api.room.Candidate;
import io.roomfleet.orchestrator.placement.price.Bill;
import io.roomfleet.orchestrator.placement.price.PlacementPolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * In which regions a sub-room should be tried, best first.
 *
 * <p>A region cannot take it when, in this order,
 *
 * <ol>
 *   <li>the sub-room is to leave it;
 *   <li>another one is wanted. A wanted region is tried whatever its state, and nothing else is;
 *   <li>it is not among the allowed regions;
 *   <li>it has no agent that can take it ({@link AgentSearch} says when), the line's copy with it
 *       where the region has none yet.
 * </ol>
 *
 * <p>The others are tried in the order of their costs, and equals in that of their ids. In US
 * dollars an hour a region costs
 *
 * <ol>
 *   <li>egress: what the agent sends, at the region's price;
 *   <li>latency: the viewers' round trips to the region;
 *   <li>relay: the line's copy from the source region, at that pair's price, and nothing where the
 *       line already is: one copy serves all sub-rooms there;
 *   <li>move: taking the sub-room from the region where it runs, and nothing in that region;
 *   <li>balance: how full the fullest side of the region would be, its agents taken together;
 *   <li>stale: how much more that is with what was sent there since the region was last heard of,
 *       so that a hundred sub-rooms that start together do not all choose the same region.
 * </ol>
 *
 * <p>It works on what was last heard of the regions, so it only proposes. The ledgers decide.
 */
public final class RegionRanking {
  /**
   * One region: out, or with a bill; a wanted region that was never heard of has neither.
   *
   * @param missing what its least short agent was short of, where that is why it is out
   */
  private record Rated(
      String id,
      @Nullable Exclusion out,
      @Nullable Amount missing,
      @Nullable Bill bill,
      String facts) {
    double cost() {
      return bill == null ? 0 : bill.total();
    }
  }

  private final RegionWish wish;
  private final PlacementPolicy policy;
  private final Instant at;
  private final List<Rated> rated = new ArrayList<>();

  private RegionRanking(RegionWish wish, PlacementPolicy policy, Instant at) {
    this.wish = wish;
    this.policy = policy;
    this.at = at;
  }

  /**
   * Ranks.
   *
   * @param regions those that were heard of
   * @param at standard times are taken at this instant
   */
  public static RegionRanking of(
      RegionWish wish, List<RegionSnapshot> regions, PlacementPolicy policy, Instant at) {
    RegionRanking ranking = new RegionRanking(wish, policy, at);
    regions.forEach(region -> ranking.rated.add(ranking.rate(region)));
    String wanted = wish.wantedRegion();
    if (wanted != null
        && !wish.leaves(wanted)
        && regions.stream().noneMatch(region -> region.id().equals(wanted))) {
      ranking.rated.add(new Rated(wanted, null, null, null, "asked for by name, not heard of yet"));
    }
    ranking.rated.sort(Comparator.comparingDouble(Rated::cost).thenComparing(Rated::id));
    return ranking;
  }

  private Rated rate(RegionSnapshot region) {
    boolean wanted = region.id().equals(wish.wantedRegion());
    if (wish.leaves(region.id())) {
      return out(region, Exclusion.LEFT, null, "it is to be left");
    } else if (wish.wantedRegion() != null && !wanted) {
      return out(region, Exclusion.UNWANTED, null, wish.wantedRegion() + " is asked for by name");
    } else if (wish.allowedRegions() != null && !wish.allowedRegions().contains(region.id())) {
      String allowed = String.join(", ", wish.allowedRegions());
      return out(region, Exclusion.OUTSIDE, null, "not among the allowed regions: " + allowed);
    }
    AgentWish ofAgent = wish.ofAgent(hasLine(region));
    AgentSearch agents = new AgentSearch(region.agents(), ofAgent, policy);
    if (!wanted && !agents.isPossible()) {
      AgentChoice none = agents.choice(region.id());
      String why = none.reason() + ": it takes " + ofAgent.need().inWords();
      return out(region, Exclusion.NO_AGENT, none.missing(), why);
    }
    return priced(region, ofAgent.need());
  }

  private boolean hasLine(RegionSnapshot region) {
    return region.id().equals(wish.sourceRegion()) || region.lines().contains(wish.line());
  }

  private Rated priced(RegionSnapshot region, Amount need) {
    String id = region.id();
    double millis = policy.latency().millis(id, region.timeZone(), wish.market(), at);
    Amount known = region.reserved().plus(need);
    double share = known.shareOf(region.capacity());
    double shareUnseen = known.plus(region.unseen()).shareOf(region.capacity());
    long lineKbps = AssignmentCost.ofRelay().kbps();
    boolean stays = wish.runsIn() == null || wish.runsIn().equals(id);
    Bill bill =
        new Bill(
            policy.egress().toViewers(id, wish.need().kbps()),
            policy.ofLatency(millis, wish.viewers()),
            hasLine(region) ? 0 : policy.egress().intoRegion(wish.sourceRegion(), id, lineKbps),
            stays ? 0 : policy.ofMove(wish.viewers()),
            policy.ofShare(share),
            policy.ofShare(shareUnseen) - policy.ofShare(share));
    String asked = id.equals(wish.wantedRegion()) ? "asked for by name, " : "";
    return new Rated(id, null, null, bill, asked + facts(region, millis, share, shareUnseen));
  }

  private static Rated out(
      RegionSnapshot region, Exclusion why, @Nullable Amount missing, String words) {
    return new Rated(region.id(), why, missing, null, words);
  }

  private String facts(RegionSnapshot region, double millis, double share, double shareUnseen) {
    String line =
        region.id().equals(wish.sourceRegion())
            ? "the source is here"
            : region.lines().contains(wish.line())
                ? "the line is here already"
                : "the line is copied from " + wish.sourceRegion();
    String unseen =
        shareUnseen > share
            ? String.format(
                Locale.ROOT, " (%.0f %% with what was just sent there)", shareUnseen * 100)
            : "";
    return String.format(
        Locale.ROOT,
        "%.0f ms from the market, %.0f %% of its fullest side in use afterwards%s, %s",
        millis,
        share * 100,
        unseen,
        line);
  }

  /** Ids of the regions to try, in order. */
  public List<String> regions() {
    return rated.stream().filter(one -> one.out() == null).map(Rated::id).toList();
  }

  /**
   * Where to wait when there is no region to try: the one whose least short agent is short of
   * least. Its ledger then knows who waits, and calls when there is room again.
   */
  public @Nullable String waitIn() {
    return rated.stream()
        .filter(one -> one.out() == Exclusion.NO_AGENT)
        .min(
            Comparator.comparingDouble(
                    (Rated one) ->
                        one.missing() == null
                            ? Double.POSITIVE_INFINITY
                            : one.missing().shareOf(wish.need()))
                .thenComparing(Rated::id))
        .map(Rated::id)
        .orElse(null);
  }

  /** Why a region that is to be tried is where it is in the order. */
  public String why(String region) {
    return "region "
        + region
        + rated.stream()
            .filter(one -> one.id().equals(region))
            .map(one -> ": " + one.facts())
            .findFirst()
            .orElse("");
  }

  /** Why there is no region to try. */
  public String refusal() {
    Shortlist list = shortlist(Map.of());
    return list.isEmpty()
        ? "no region was heard of"
        : "no region can take it (" + list.exclusions() + ")";
  }

  /** What the least short agent of all regions was short of; null where that is not why. */
  public @Nullable Amount leastMissing() {
    return rated.stream()
        .map(Rated::missing)
        .filter(Objects::nonNull)
        .min(Comparator.comparingDouble(missing -> missing.shareOf(wish.need())))
        .orElse(null);
  }

  /**
   * The regions with their costs and reasons, the chosen first, the impossible last.
   *
   * @param chosen null when all refused
   * @param refusals what the ledgers of regions said that refused it
   */
  public List<Candidate> candidates(@Nullable String chosen, Map<String, String> refusals) {
    Rated winner = rated.stream().filter(one -> one.id().equals(chosen)).findFirst().orElse(null);
    return shortlist(refusals)
        .candidates(
            "region",
            i -> possible(rated.get(i), winner),
            i ->
                Candidates.impossible(
                    "region",
                    rated.get(i).id(),
                    refusals.getOrDefault(rated.get(i).id(), rated.get(i).facts())));
  }

  private Shortlist shortlist(Map<String, String> refusals) {
    Shortlist list = new Shortlist();
    for (int i = 0; i < rated.size(); i++) {
      Rated one = rated.get(i);
      if (one.out() != null) {
        list.add(i, one.out());
      } else if (refusals.containsKey(one.id())) {
        list.add(i, Exclusion.NO_AGENT);
      } else {
        list.add(i, one.cost());
      }
    }
    return list;
  }

  private static Candidate possible(Rated one, @Nullable Rated winner) {
    String verdict = one == winner ? "chosen" : "costlier";
    if (one.bill() == null) {
      return new Candidate("region", one.id(), null, verdict, one.facts(), null);
    } else if (one == winner || winner == null || winner.bill() == null) {
      return Candidates.of("region", one.id(), one.bill(), verdict, one.facts());
    }
    return Candidates.costlier(
        "region", one.id(), one.bill(), one.facts(), winner.id(), winner.bill());
  }
}
