package io.roomfleet.orchestrator.placement.fleet;

import io.roomfleet.orchestrator.placement.AgentChoice;
import io.roomfleet.orchestrator.placement.Amount;
import io.roomfleet.orchestrator.placement.fleet.FleetModel.Agent;
import io.roomfleet.orchestrator.placement.fleet.FleetModel.Ladder;
import io.roomfleet.orchestrator.placement.fleet.FleetModel.Openness;
import io.roomfleet.orchestrator.placement.fleet.FleetModel.Region;
import io.roomfleet.orchestrator.placement.price.PlacementPolicy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Which ladders leave hot agents for cooler ones of the same region.
 *
 * <ol>
 *   <li>An agent is hot from {@link Limits#hot} on. The hottest is relieved first, until it is at
 *       {@link Limits#cool}, or nothing more can be done.
 *   <li>Its ladders are looked at in the order of what each relieves for each viewer who is moved,
 *       so that few viewers are moved.
 *   <li>A ladder goes only where its region's own search would put it, and only to an agent that is
 *       cool and stays so: heat is not passed on.
 *   <li>It goes only when it pays: the relief, at {@link Limits#price}, is worth more than the move
 *       costs its viewers.
 * </ol>
 *
 * <p>Lines do not move: a publisher would have to follow. The same model gives the same shifts.
 */
public final class Cooling {

  /**
   * What is hot.
   *
   * @param hot heat from which an agent is relieved, 0 to 1
   * @param cool heat down to which it is relieved, and which no other agent may pass by it
   * @param price of an agent that is wholly overheated, US dollars an hour; a part of it for a part
   * @param most how many ladders may be moved
   */
  public record Limits(double hot, double cool, double price, int most) {}

  /**
   * A ladder that is to change its agent.
   *
   * @param saves worth of the relief less the price of the move, US dollars an hour; > 0
   */
  public record Shift(Ladder ladder, String toAgentId, double saves, String why) {}

  private final FleetModel model;
  private final PlacementPolicy policy;
  private final Limits limits;
  private final Map<String, Double> heat;
  private final Seating seating;
  private final List<Shift> shifts = new ArrayList<>();

  private Cooling(FleetModel model, PlacementPolicy policy, Limits limits) {
    this.model = model;
    this.policy = policy;
    this.limits = limits;
    this.heat = Heat.byAgent(model, policy);
    // Nothing is put on what is warm already.
    Set<String> warm = new HashSet<>();
    heat.forEach(
        (agent, share) -> {
          if (share >= limits.cool()) {
            warm.add(agent);
          }
        });
    FleetModel onlyCoolTake =
        model.withAgents(
            agent ->
                agent.openness() == Openness.OPEN && warm.contains(agent.id())
                    ? agent.with(Openness.CLOSED)
                    : agent);
    this.seating = Seating.ofAll(onlyCoolTake, policy);
  }

  /** The shifts, in the order in which they should be made. */
  public static List<Shift> shifts(FleetModel model, PlacementPolicy policy, Limits limits) {
    return new Cooling(model, policy, limits).shifts();
  }

  private List<Shift> shifts() {
    model.regions().stream()
        .filter(region -> region.openness() == Openness.OPEN)
        .flatMap(region -> region.agents().stream().map(agent -> new Place(region, agent)))
        .filter(place -> place.agent().openness() == Openness.OPEN && isHot(place.agent()))
        .sorted(
            Comparator.comparing((Place place) -> -heatOf(place.agent().id()))
                .thenComparing(place -> place.agent().id()))
        .forEach(this::relieve);
    return shifts;
  }

  private record Place(Region region, Agent agent) {}

  private boolean isHot(Agent agent) {
    return heatOf(agent.id()) >= limits.hot();
  }

  private double heatOf(String agentId) {
    return heat.getOrDefault(agentId, 0.0);
  }

  private void relieve(Place place) {
    Agent agent = place.agent();
    double left = heatOf(agent.id());
    double booked = seating.bookedOn(place.region().id(), agent.id()).shareOf(agent.capacity());
    // What is measured is more, or less, than what was foretold; each ladder's part of it likewise.
    double scale = booked > 0 ? left / booked : 1;
    List<Ladder> here =
        model.ladders().stream()
            .filter(ladder -> agent.id().equals(ladder.agentId()))
            .sorted(
                Comparator.comparingDouble(
                        (Ladder ladder) ->
                            -ladder.need().shareOf(agent.capacity())
                                / Math.max(1, policy.viewers(ladder.viewers())))
                    .thenComparing(Ladder::id))
            .toList();
    for (Ladder ladder : here) {
      if (left <= limits.cool() || shifts.size() >= limits.most()) {
        return;
      }
      double relief = ladder.need().shareOf(agent.capacity()) * scale;
      double worth = limits.price() * Math.min(relief, left - limits.cool());
      double saves = worth - policy.ofMove(ladder.viewers());
      if (saves > 0 && shifted(ladder, place, left, saves)) {
        left -= relief;
      }
    }
  }

  private boolean shifted(Ladder ladder, Place from, double heatNow, double saves) {
    String region = from.region().id();
    AgentChoice choice = seating.elsewhere(ladder, from.agent().id());
    String to = choice.agentId();
    if (to == null) {
      return false;
    }
    Amount capacity =
        from.region().agents().stream()
            .filter(agent -> agent.id().equals(to))
            .map(Agent::capacity)
            .findFirst()
            .orElse(Amount.ZERO);
    double share = ladder.need().shareOf(capacity);
    double then =
        Math.max(
            heatOf(to) + share, seating.bookedOn(region, to).plus(ladder.need()).shareOf(capacity));
    if (then > limits.cool()) {
      return false;
    }
    seating.take(ladder.at(region, to));
    heat.put(to, then);
    shifts.add(
        new Shift(
            ladder,
            Objects.requireNonNull(to),
            saves,
            String.format(
                Locale.ROOT,
                "agent %s is %.0f %% hot; agent %s is %.0f %% with it",
                from.agent().id(),
                heatNow * 100,
                to,
                then * 100)));
    return true;
  }
}
