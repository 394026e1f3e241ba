package io.roomfleet.orchestrator.placement.fleet;

import io.roomfleet.orchestrator.placement.AgentChoice;
import io.roomfleet.orchestrator.placement.fleet.Arrangement.Seat;
import io.roomfleet.orchestrator.placement.fleet.FleetModel.Agent;
import io.roomfleet.orchestrator.placement.fleet.FleetModel.Ladder;
import io.roomfleet.orchestrator.placement.fleet.FleetModel.Openness;
import io.roomfleet.orchestrator.placement.fleet.FleetModel.Region;
import io.roomfleet.orchestrator.placement.plan.FleetPlanner;
import io.roomfleet.orchestrator.placement.plan.Problem;
import io.roomfleet.orchestrator.placement.price.PlacementPolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Arranges a fleet anew, within a budget of moves.
 *
 * <ol>
 *   <li>What is on an agent or in a region that keeps what it has, stays and is left out of the
 *       plan.
 *   <li>The rest is planned over regions at once ({@link FleetPlanner}); what runs moves only for a
 *       gain above the price of a move, and only within the budget, but for what cannot stay.
 *   <li>In each region what stays, stays on its agent, and the others are put on agents as its
 *       ledger would, on air and large ones first. A region's agents are no single vessel: where
 *       some find no agent, the region counts as that much smaller, and it is planned again.
 *   <li>What still has no place tries the other regions, the cheapest first, and then is left out.
 *   <li>Where a plan leaves some out, it is held against moving nothing at all, and each of the
 *       others in the cheapest region that has room; that which leaves out fewer is taken.
 * </ol>
 *
 * <p>The same model gives the same arrangement.
 */
public final class Arranger {
  private static final int ROUNDS = 4;
  private static final String NO_REGION = "no region that it may run in takes anything new";

  private static final Comparator<Ladder> LARGE_FIRST =
      Comparator.comparing((Ladder ladder) -> !ladder.onAir())
          .thenComparing(ladder -> -ladder.need().milliUnits())
          .thenComparing(ladder -> -ladder.need().kbps())
          .thenComparing(Ladder::id);

  private final FleetModel model;
  private final PlacementPolicy policy;
  private final Instant at;
  private final int budget;
  private final Costs costs;
  private final Map<String, Region> regions = new LinkedHashMap<>();
  private final List<Ladder> free = new ArrayList<>();
  private final List<Ladder> fixed = new ArrayList<>();

  private Arranger(FleetModel model, PlacementPolicy policy, Instant at, int budget) {
    this.model = model;
    this.policy = policy;
    this.at = at;
    this.budget = budget;
    this.costs = new Costs(model, policy, at);
    model.regions().forEach(region -> regions.put(region.id(), region));
    model.ladders().forEach(ladder -> (isFixed(ladder) ? fixed : free).add(ladder));
  }

  /**
   * Arranges.
   *
   * @param at standard times are taken at this instant
   * @param budget how many of those that run may change their region, beside those that must
   */
  public static Arrangement arrange(
      FleetModel model, PlacementPolicy policy, Instant at, int budget) {
    return new Arranger(model, policy, at, budget).arrange();
  }

  /**
   * The agent that a ladder which runs nowhere would get in a region, all others being where they
   * are; null when none has room.
   */
  public static @Nullable String agentFor(
      FleetModel model, PlacementPolicy policy, Ladder ladder, String region) {
    Seating seating = Seating.ofAll(model, policy);
    return seating.seat(ladder, region).agentId();
  }

  private boolean isFixed(Ladder ladder) {
    Region region = ladder.region() == null ? null : regions.get(ladder.region());
    Openness agent = opennessOf(region, ladder.agentId());
    return region != null
        && (region.openness() == Openness.CLOSED || agent == Openness.CLOSED)
        && agent != Openness.LEAVING
        && agent != Openness.GONE;
  }

  private static Openness opennessOf(@Nullable Region region, @Nullable String agentId) {
    return region == null
        ? Openness.GONE
        : region.agents().stream()
            .filter(agent -> agent.id().equals(agentId))
            .map(Agent::openness)
            .findFirst()
            .orElse(Openness.GONE);
  }

  private Arrangement arrange() {
    if (free.isEmpty()) {
      Seats kept = new Seats();
      fixed.forEach(kept::keep);
      return kept.arrangement();
    }
    Seats found = planned();
    found.tryElsewhere();
    if (found.leftOut() > 0) {
      Seats asItIs = asItIs();
      found = asItIs.leftOut() < found.leftOut() ? asItIs : found;
    }
    return found.arrangement();
  }

  /** The best of some plans: each keeps back what the one before found no agent for. */
  private Seats planned() {
    ProblemOf problem = new ProblemOf(regions, model.lines(), free, costs, budget);
    Map<String, Double> keptBack = new HashMap<>();
    Seats best = seats(FleetPlanner.plan(problem.with(keptBack)));
    Seats last = best;
    for (int round = 1; round < ROUNDS && !last.unseated.isEmpty(); round++) {
      last.unseated.forEach(
          (region, ladders) ->
              keptBack.merge(region, problem.shareOf(region, ladders), Double::sum));
      last = seats(FleetPlanner.plan(problem.with(keptBack)));
      best = last.leftOut() < best.leftOut() ? last : best;
    }
    return best;
  }

  /** Nothing moves but what must, and that and the rest go to the cheapest region with room. */
  private Seats asItIs() {
    Seats seats = new Seats();
    fixed.forEach(seats::keep);
    for (Ladder ladder : free) {
      if (ladder.region() == null
          || !regions.containsKey(ladder.region())
          || !seats.stays(ladder, ladder.region())) {
        seats.leftOut.add(ladder);
      }
    }
    seats.leftOut.sort(LARGE_FIRST);
    seats.tryElsewhere();
    return seats;
  }

  private Seats seats(FleetPlanner.Plan plan) {
    Seats seats = new Seats();
    fixed.forEach(seats::keep);
    List<Integer> open = new ArrayList<>();
    for (int i = 0; i < free.size(); i++) {
      Ladder ladder = free.get(i);
      String region = plan.at()[i] == Problem.NOWHERE ? null : regionAt(plan.at()[i]).id();
      if (region == null) {
        seats.leftOut.add(ladder);
      } else if (!seats.stays(ladder, region)) {
        open.add(i);
      }
    }
    open.sort(Comparator.comparing(free::get, LARGE_FIRST));
    for (int i : open) {
      seats.seat(free.get(i), regionAt(plan.at()[i]));
    }
    return seats;
  }

  private Region regionAt(int index) {
    return model.regions().get(index);
  }

  /** One way to seat all. Mutable. */
  private final class Seats {
    private final Seating seating = new Seating(model, policy);
    private final Map<String, Seat> seats = new HashMap<>();
    private final Map<String, List<Ladder>> unseated = new HashMap<>();
    private final List<Ladder> leftOut = new ArrayList<>();
    private final Map<String, String> whyNowhere = new HashMap<>();

    void keep(Ladder ladder) {
      seating.keep(ladder);
      Region region = Objects.requireNonNull(regions.get(ladder.region()));
      put(ladder, region, ladder.agentId(), "stays where it is: nothing is moved from there");
    }

    /** Leaves it on its agent, if that is to be and can be. */
    boolean stays(Ladder ladder, String regionId) {
      Region region = Objects.requireNonNull(regions.get(regionId));
      if (!regionId.equals(ladder.region())
          || region.openness() != Openness.OPEN
          || opennessOf(region, ladder.agentId()) != Openness.OPEN
          || !seating.keepIfItFits(ladder)) {
        return false;
      }
      put(ladder, region, ladder.agentId(), "stays");
      return true;
    }

    void seat(Ladder ladder, Region region) {
      AgentChoice choice = seating.seat(ladder, region.id());
      if (choice.agentId() == null) {
        unseated.computeIfAbsent(region.id(), id -> new ArrayList<>()).add(ladder);
        leftOut.add(ladder);
      } else {
        put(ladder, region, choice.agentId(), choice.reason());
      }
    }

    private void put(Ladder ladder, Region region, @Nullable String agentId, String why) {
      seats.put(
          ladder.id(),
          new Seat(ladder, region.id(), agentId, costs.of(ladder, region), costs.now(ladder), why));
    }

    int leftOut() {
      return leftOut.size();
    }

    void tryElsewhere() {
      List<Ladder> tried = List.copyOf(leftOut);
      leftOut.clear();
      for (Ladder ladder : tried) {
        if (!triedElsewhere(ladder)) {
          leftOut.add(ladder);
        }
      }
    }

    private boolean triedElsewhere(Ladder ladder) {
      for (Region region : byCost(ladder, costs)) {
        if (region.openness() == Openness.OPEN) {
          AgentChoice choice = seating.seat(ladder, region.id());
          if (choice.agentId() != null) {
            put(ladder, region, choice.agentId(), choice.reason());
            return true;
          }
          whyNowhere.putIfAbsent(ladder.id(), refusal(choice));
        }
      }
      return false;
    }

    Arrangement arrangement() {
      List<Seat> all = new ArrayList<>();
      double cost = 0;
      double costNow = 0;
      for (Ladder ladder : model.ladders()) {
        Seat seat = seats.get(ladder.id());
        if (seat == null) {
          String why = whyNowhere.getOrDefault(ladder.id(), NO_REGION);
          seat = new Seat(ladder, null, null, null, costs.now(ladder), why);
        }
        all.add(seat);
        cost += seat.bill() == null ? 0 : seat.bill().total();
        costNow += seat.costNow();
      }
      return new Arrangement(
          all,
          seating.copies(),
          model.regions().stream().map(this::useOf).toList(),
          new Shortages(leftOut, seating, byCostThen()).byRegion(),
          cost,
          costNow);
    }

    /** As costs are once all is carried out: a copy of the line may be elsewhere then. */
    private Function<Ladder, List<Region>> byCostThen() {
      Costs then = new Costs(model.with(seating.copies(), List.of()), policy, at);
      return ladder -> byCost(ladder.nowhere(), then);
    }

    private Arrangement.RegionUse useOf(Region region) {
      Seating.Use use = seating.use(region.id());
      return new Arrangement.RegionUse(region.id(), use.capacity(), use.booked());
    }
  }

  private static String refusal(AgentChoice choice) {
    return choice.missing() == null
        ? choice.reason()
        : choice.reason() + ", the best one is short of " + choice.missing().inWords();
  }

  /** The regions that a ladder may run in, the cheapest first. */
  private List<Region> byCost(Ladder ladder, Costs costs) {
    return model.regions().stream()
        .filter(region -> ladder.mayRunIn(region.id()))
        .sorted(
            Comparator.comparingDouble((Region region) -> costs.of(ladder, region).total())
                .thenComparing(Region::id))
        .toList();
  }
}
