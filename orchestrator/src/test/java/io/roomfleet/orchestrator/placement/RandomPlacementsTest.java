package io.roomfleet.orchestrator.placement;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.api.room.Candidate;
import io.roomfleet.orchestrator.placement.price.PlacementPolicy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random fleets and wishes: what always holds of a choice, said without the search's own code. */
class RandomPlacementsTest {
  private static final List<String> ABILITIES = List.of("RELAY", "TRANSCODE", "encoder:x");
  private static final int WISHES = 400;

  private final Random random = new Random();
  private int found;
  private int refused;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233})
  void shouldKeepEveryPromise(long seed) {
    random.setSeed(seed);
    PlacementPolicy policy = Policies.withMost(random.nextBoolean() ? 0 : 20_000);
    List<AgentSnapshot> fleet = new ArrayList<>();
    for (int i = random.nextInt(90); i >= 0; i--) {
      fleet.add(agent("agent-" + i));
    }
    AgentTable table = AgentTable.of(fleet);
    for (int i = 0; i < WISHES; i++) {
      AgentWish wish = wish(fleet);
      String what = "seed " + seed + ", " + wish;
      AgentChoice choice = new AgentSearch(table, wish, policy).choice("r");
      boolean feasible = fleet.stream().anyMatch(agent -> mayTake(agent, wish, policy));
      assertThat(choice.agentId() != null)
          .as("%s: a place is found when there is one", what)
          .isEqualTo(feasible);
      assertThat(new AgentSearch(table, wish, policy).choice("r")).as(what).isEqualTo(choice);
      if (choice.agentId() != null) {
        table = taken(table, fleet, wish, policy, choice, what);
      } else {
        refused++;
        assertThat(choice.missing()).as(what).isNotNull().isNotEqualTo(Amount.ZERO);
      }
      assertMoreHelps(fleet, wish, policy, choice, what);
    }
    assertThat(found).as("fleets must have room and run out of it to mean anything").isPositive();
    assertThat(refused).isPositive();
  }

  private AgentTable taken(
      AgentTable table,
      List<AgentSnapshot> fleet,
      AgentWish wish,
      PlacementPolicy policy,
      AgentChoice choice,
      String what) {
    found++;
    int at = indexOf(fleet, choice.agentId());
    AgentSnapshot agent = fleet.get(at);
    assertThat(mayTake(agent, wish, policy)).as("%s: %s breaks a rule", what, agent).isTrue();
    Candidate chosen = choice.candidates().get(0);
    assertThat(chosen.id()).isEqualTo(choice.agentId());
    for (Candidate other : choice.candidates()) {
      if (other.cost() != null) {
        assertThat(other.cost()).as(what).isGreaterThanOrEqualTo(chosen.cost());
      }
    }
    AgentSnapshot then =
        new AgentSnapshot(
            agent.id(),
            agent.heard(),
            agent.draining(),
            agent.abilities(),
            agent.capacity(),
            agent.reserved().plus(wish.need()));
    assertThat(then.reserved().fitsIn(then.capacity())).as("%s: %s", what, then).isTrue();
    fleet.set(at, then);
    AgentTable booked = table.booked(agent.id(), wish.need());
    assertThat(booked).isEqualTo(AgentTable.of(fleet));
    return booked;
  }

  /** One more agent never makes a possible placement impossible, and never a dearer one. */
  private void assertMoreHelps(
      List<AgentSnapshot> fleet,
      AgentWish wish,
      PlacementPolicy policy,
      AgentChoice before,
      String what) {
    if (before.agentId() == null) {
      return;
    }
    List<AgentSnapshot> more = new ArrayList<>(fleet);
    // Before it was taken: the agent as it was asked.
    int at = indexOf(more, before.agentId());
    AgentSnapshot agent = more.get(at);
    more.set(
        at,
        new AgentSnapshot(
            agent.id(),
            agent.heard(),
            agent.draining(),
            agent.abilities(),
            agent.capacity(),
            agent.reserved().minus(wish.need())));
    more.add(agent("one-more"));
    AgentChoice after = new AgentSearch(AgentTable.of(more), wish, policy).choice("r");
    assertThat(after.agentId()).as(what).isNotNull();
    assertThat(after.candidates().get(0).cost())
        .as(what)
        .isLessThanOrEqualTo(before.candidates().get(0).cost());
  }

  private static int indexOf(List<AgentSnapshot> fleet, String id) {
    for (int i = 0; i < fleet.size(); i++) {
      if (fleet.get(i).id().equals(id)) {
        return i;
      }
    }
    throw new AssertionError(id + " is not of the fleet");
  }

  /** The rules as a person would check them, one after the other. */
  private static boolean mayTake(AgentSnapshot agent, AgentWish wish, PlacementPolicy policy) {
    int carried = wish.viewersOn().getOrDefault(agent.id(), 0);
    int most = policy.maxViewersPerAgent();
    Amount after = agent.reserved().plus(wish.need());
    return agent.heard()
        && !agent.draining()
        && (wish.onlyOn() == null || wish.onlyOn().equals(agent.id()))
        && !wish.heldBy().contains(agent.id())
        && (agent.abilities() == null || agent.abilities().containsAll(wish.abilities()))
        && !wish.otherLines().containsKey(agent.id())
        && (most == 0 || carried == 0 || carried + wish.viewers() <= most)
        && after.milliUnits() <= agent.capacity().milliUnits()
        && after.kbps() <= agent.capacity().kbps()
        && after.slots() <= agent.capacity().slots();
  }

  private AgentSnapshot agent(String id) {
    Set<String> abilities = new HashSet<>(ABILITIES.subList(0, 1 + random.nextInt(3)));
    return new AgentSnapshot(
        id,
        random.nextInt(10) > 0,
        random.nextInt(10) == 0,
        random.nextInt(10) == 0 ? null : abilities,
        new Amount(random.nextInt(16_000), random.nextInt(2_000_000), random.nextInt(20)),
        Amount.ZERO);
  }

  private AgentWish wish(List<AgentSnapshot> fleet) {
    Map<String, String> otherLines = new HashMap<>();
    Map<String, Integer> viewersOn = new HashMap<>();
    Set<String> heldBy = new HashSet<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      otherLines.put(oneOf(fleet), "backup");
      viewersOn.put(oneOf(fleet), random.nextInt(30_000));
      heldBy.add(oneOf(fleet));
    }
    return new AgentWish(
        new Amount(random.nextInt(3_000), 1 + random.nextInt(200_000), 1 + random.nextInt(2)),
        random.nextInt(5) == 0 ? Set.copyOf(ABILITIES) : Set.of(ABILITIES.get(random.nextInt(2))),
        random.nextBoolean() ? oneOf(fleet) : null,
        random.nextInt(8) == 0 ? oneOf(fleet) : null,
        heldBy,
        otherLines,
        viewersOn,
        random.nextInt(20_000),
        random.nextBoolean() ? oneOf(fleet) : null);
  }

  private String oneOf(List<AgentSnapshot> fleet) {
    return fleet.get(random.nextInt(fleet.size())).id();
  }
}
