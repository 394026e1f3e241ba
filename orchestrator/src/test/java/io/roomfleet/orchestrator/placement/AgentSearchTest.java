package io.roomfleet.orchestrator.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.roomfleet.api.room.Candidate;
import io.roomfleet.orchestrator.placement.price.PlacementPolicy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Which agent takes an assignment: each rule, with the sentence that it gives. */
class AgentSearchTest {
  private static final Amount TEN = new Amount(10_000, 1_000_000, 10);
  private static final Amount WANTED = new Amount(1_000, 10_000, 1);
  private static final Set<String> ALL = Set.of("RELAY", "TRANSCODE");

  private static AgentSnapshot agent(String id, Amount reserved) {
    return new AgentSnapshot(id, true, false, ALL, TEN, reserved);
  }

  private static AgentSnapshot used(String id, int milliUnits) {
    return agent(id, new Amount(milliUnits, 0, 1));
  }

  private static AgentWish wish() {
    return AgentWish.of(WANTED, Set.of("TRANSCODE"), 100);
  }

  private static AgentWish readingFrom(@Nullable String lineOn) {
    return new AgentWish(WANTED, Set.of(), lineOn, null, Set.of(), Map.of(), Map.of(), 100, null);
  }

  private static AgentChoice choose(AgentWish wish, AgentSnapshot... agents) {
    return choose(wish, Policies.DEFAULT, agents);
  }

  private static AgentChoice choose(
      AgentWish wish, PlacementPolicy policy, AgentSnapshot... agents) {
    return new AgentSearch(AgentTable.of(List.of(agents)), wish, policy).choice("r");
  }

  private static Candidate of(AgentChoice choice, String id) {
    return choice.candidates().stream().filter(c -> c.id().equals(id)).findFirst().orElseThrow();
  }

  @Nested
  class Cannot {
    private void assertRefused(AgentChoice choice, String sentence, String counted) {
      assertThat(choice.agentId()).isNull();
      assertThat(of(choice, "a"))
          .isEqualTo(new Candidate("agent", "a", null, "impossible", sentence, null));
      assertThat(choice.reason()).isEqualTo("no agent of region r can take it (1 " + counted + ")");
    }

    @Test
    void whenItIsNotHeard() {
      AgentChoice choice =
          choose(wish(), new AgentSnapshot("a", false, true, Set.of(), TEN, Amount.ZERO));
      assertRefused(choice, "its heartbeats are missing", "not heard");
      assertThat(choice.missing()).isEqualTo(WANTED);
    }

    @Test
    void whenItIsBeingDrained() {
      AgentChoice choice =
          choose(wish(), new AgentSnapshot("a", true, true, Set.of(), TEN, Amount.ZERO));
      assertRefused(choice, "it is being drained", "draining");
    }

    @Test
    void whenAnotherOneIsAskedFor() {
      AgentWish wish = new AgentWish(WANTED, ALL, null, "b", Set.of(), Map.of(), Map.of(), 0, null);
      assertRefused(
          choose(wish, used("a", 0)), "b is asked for by name", "not the agent asked for");
      assertThat(choose(wish, used("a", 0), used("b", 8_000)).agentId()).isEqualTo("b");
    }

    @Test
    void whenItHasAnotherPlaceOfTheSameOrder() {
      AgentWish wish =
          new AgentWish(WANTED, ALL, null, null, Set.of("a"), Map.of(), Map.of(), 0, null);
      assertRefused(
          choose(wish, used("a", 0)),
          "it has another place of the same already",
          "with it already");
    }

    @Test
    void whenItDidNotDeclareTheAbility() {
      AgentWish wish = AgentWish.of(WANTED, Set.of("TRANSCODE", "encoder:h264_nvenc"), 0);
      assertRefused(
          choose(wish, used("a", 0)),
          "it did not declare encoder:h264_nvenc",
          "without the ability");
    }

    @Test
    void butAnAgentThatNeverSaidMayBeGivenAnything() {
      AgentSnapshot old = new AgentSnapshot("a", true, false, null, TEN, Amount.ZERO);
      assertThat(choose(wish(), old).agentId()).isEqualTo("a");
    }

    @Test
    void whenItTakesInAnotherLineOfTheRoom() {
      AgentWish wish =
          new AgentWish(WANTED, ALL, null, null, Set.of(), Map.of("a", "main"), Map.of(), 0, null);
      assertRefused(
          choose(wish, used("a", 0)),
          "it takes in line main of the same room",
          "with another line of the room");
      assertThat(choose(wish, used("a", 0), used("b", 8_000)).agentId()).isEqualTo("b");
    }

    @Test
    void whenItWouldCarryTooManyViewersOfTheRoom() {
      AgentWish wish =
          new AgentWish(
              WANTED, ALL, null, null, Set.of(), Map.of(), Map.of("a", 40_000), 20_000, null);
      assertRefused(
          choose(wish, Policies.withMost(50_000), used("a", 0)),
          "it carries 40000 viewers of the room, with these it would be 60000 (at most: 50000)",
          "with too many viewers of the room");
      assertThat(choose(wish, Policies.withMost(60_000), used("a", 0)).agentId()).isEqualTo("a");
      assertThat(choose(wish, used("a", 0)).agentId()).as("0 is no limit").isEqualTo("a");
    }

    @Test
    void butASubRoomLargerThanTheLimitGetsAnAgentWithNothingElseOfTheRoom() {
      AgentWish wish =
          new AgentWish(WANTED, ALL, null, null, Set.of(), Map.of(), Map.of("a", 1), 90_000, null);
      AgentChoice choice = choose(wish, Policies.withMost(50_000), used("a", 0), used("b", 5_000));
      assertThat(choice.agentId()).isEqualTo("b");
    }

    @Test
    void whenASideWouldBeOverbookedAndItSaysByHowMuch() {
      AgentWish wish = AgentWish.of(new Amount(4_000, 8_000, 2), Set.of(), 0);
      AgentChoice choice = choose(wish, agent("a", new Amount(7_500, 995_000, 9)));
      assertRefused(
          choice, "short of 1.5 transcode units, 3 Mbit/s egress, 1 slots", "without enough left");
      assertThat(choice.missing()).isEqualTo(new Amount(1_500, 3_000, 1));
    }

    @Test
    void andWhatIsMissingIsThatOfTheLeastShort() {
      AgentWish wish = AgentWish.of(new Amount(4_000, 8_000, 1), Set.of(), 0);
      AgentChoice choice = choose(wish, used("a", 9_000), used("b", 7_000), used("c", 8_000));
      assertThat(choice.missing()).isEqualTo(new Amount(1_000, 0, 0));
    }

    @Test
    void butWhatItHasAlreadyMayStayWhileItIsDrained() {
      AgentSnapshot drained = used("a", 0).drained();
      AgentTable table = AgentTable.of(List.of(drained));
      assertThat(new AgentSearch(table, wish(), Policies.DEFAULT).mayStay("a")).isTrue();
      AgentWish larger = AgentWish.of(TEN.plus(WANTED), Set.of(), 0);
      assertThat(new AgentSearch(table, larger, Policies.DEFAULT).mayStay("a")).isFalse();
    }

    @Test
    void andARegionWithoutAgentsSaysSo() {
      assertThat(choose(wish()).reason()).isEqualTo("region r has no agent");
    }
  }

  @Nested
  class Costs {
    @Test
    void moreTheFullerItsFullestSideWouldBe() {
      AgentChoice choice = choose(wish(), used("a", 5_000), used("b", 2_000));
      assertThat(choice.reason()).isEqualTo("agent b: 30 % of its fullest side in use afterwards");
      assertThat(choice.candidates())
          .extracting(Candidate::verdict)
          .containsExactly("chosen", "costlier");
      assertThat(of(choice, "a").terms()).isEqualTo(Map.of("balance", 0.2592));
      assertThat(of(choice, "a").reason())
          .isEqualTo("$0.243 an hour more than b: 60 % of its fullest side in use afterwards");
    }

    @Test
    void aCopyOfTheLineWhereItIsNot() {
      AgentChoice choice = choose(readingFrom("b"), used("a", 2_000), used("b", 2_500));
      assertThat(choice.agentId()).as("a room stays together while there is room").isEqualTo("b");
      assertThat(of(choice, "b").reason()).endsWith("afterwards, has the line already");
      assertThat(of(choice, "a").reason()).endsWith(", would read the line from agent b");
      assertThat(of(choice, "a").terms()).containsEntry("relay", 0.036);
      assertThat(choose(readingFrom("b"), used("a", 2_000), used("b", 8_000)).agentId())
          .as("and is spread where room runs out")
          .isEqualTo("a");
    }

    @Test
    void aMoveFromWhereItRuns() {
      AgentWish wish =
          new AgentWish(WANTED, ALL, null, null, Set.of(), Map.of(), Map.of(), 1_000, "a");
      AgentChoice choice = choose(wish, used("a", 5_000), used("b", 2_000));
      assertThat(choice.agentId()).isEqualTo("a");
      assertThat(of(choice, "b").terms()).containsEntry("move", 0.5);
      assertThat(of(choice, "b").reason()).endsWith(", a move off agent a");
      assertThat(choose(wish, used("a", 9_000), used("b", 2_000)).agentId()).isEqualTo("b");
    }

    @Test
    void andOfEqualsTheSmallerIdIsChosen() {
      AgentChoice choice = choose(wish(), used("b", 0), used("a", 0));
      assertThat(choice.agentId()).isEqualTo("a");
      assertThat(of(choice, "b").reason()).startsWith("costs the same as a: ");
    }

    @Test
    void asMuchAsItsTermsTogether() {
      AgentWish wish =
          new AgentWish(WANTED, ALL, "a", null, Set.of(), Map.of(), Map.of(), 777, "a");
      for (Candidate candidate : choose(wish, used("a", 5_000), used("b", 2_000)).candidates()) {
        assertThat(candidate.cost())
            .isCloseTo(candidate.terms().values().stream().mapToDouble(d -> d).sum(), within(2e-4));
      }
    }
  }

  @Nested
  class Explains {
    @Test
    void aLargeRegionByTheCheapestAndByHowManyAreOutAndWhy() {
      AgentSnapshot[] agents =
          IntStream.range(0, 1_000)
              .mapToObj(
                  i ->
                      new AgentSnapshot(
                          String.format("a-%03d", i),
                          i % 5 != 0,
                          i % 5 == 1,
                          ALL,
                          TEN,
                          new Amount(i % 5 == 2 ? 10_000 : 5 * i, 0, 0)))
              .toArray(AgentSnapshot[]::new);
      AgentChoice choice = choose(wish(), agents);
      assertThat(choice.candidates())
          .extracting(Candidate::kind, Candidate::id, Candidate::verdict)
          .startsWith(
              tuple("agent", "a-003", "chosen"),
              tuple("agent", "a-004", "costlier"),
              tuple("agent", "a-008", "costlier"))
          .endsWith(
              tuple("agents", "390 more", "costlier"),
              tuple("agents", "200 more", "impossible"),
              tuple("agents", "200 more", "impossible"),
              tuple("agents", "200 more", "impossible"))
          .hasSize(14);
      assertThat(choice.candidates())
          .extracting(Candidate::reason)
          .endsWith("each costs as much or more", "not heard", "draining", "without enough left");
    }
  }
}
