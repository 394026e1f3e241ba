package io.roomfleet.orchestrator.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentTableTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 8})
  void shouldBeTheSameWhetherChangedStepByStepOrMadeAnew(long seed) {
    Random random = new Random(seed);
    Map<String, AgentSnapshot> plain = new TreeMap<>();
    AgentTable table = AgentTable.EMPTY;
    for (int step = 0; step < 2_000; step++) {
      String id = "a-" + random.nextInt(150);
      AgentSnapshot known = plain.get(id);
      if (known == null || random.nextInt(4) == 0) {
        AgentSnapshot agent = random(random, id, known == null ? Amount.ZERO : known.reserved());
        plain.put(id, agent);
        table = table.with(agent);
      } else {
        Amount more = new Amount(random.nextInt(9) - 4, random.nextInt(9) - 4, 1);
        plain.put(
            id,
            new AgentSnapshot(
                id,
                known.heard(),
                known.draining(),
                known.abilities(),
                known.capacity(),
                known.reserved().plus(more)));
        table = table.booked(id, more);
      }
      assertThat(table.reservedOn(id)).isEqualTo(plain.get(id).reserved());
    }
    assertThat(table.rows()).isEqualTo(new ArrayList<>(plain.values()));
    assertThat(table).isEqualTo(AgentTable.of(plain.values()));
    assertThat(table.booked("a-1", new Amount(1, 0, 0))).isNotEqualTo(table);
  }

  private static AgentSnapshot random(Random random, String id, Amount reserved) {
    Set<String> abilities =
        List.of(Set.<String>of(), Set.of("RELAY"), Set.of("RELAY", "TRANSCODE"))
            .get(random.nextInt(3));
    return new AgentSnapshot(
        id,
        random.nextBoolean(),
        random.nextBoolean(),
        random.nextInt(9) == 0 ? null : abilities,
        new Amount(random.nextInt(9_000), random.nextInt(9_000), random.nextInt(9)),
        reserved);
  }

  @Test
  void shouldLeaveTheTableThatAChangeWasMadeFrom() {
    AgentSnapshot agent =
        new AgentSnapshot("a", true, false, Set.of(), new Amount(9, 9, 9), Amount.ZERO);
    AgentTable before = AgentTable.of(List.of(agent));
    before.booked("a", new Amount(1, 2, 3));
    before.with(new AgentSnapshot("a", false, true, null, Amount.ZERO, Amount.ZERO));
    before.with(new AgentSnapshot("b", true, false, null, Amount.ZERO, Amount.ZERO));
    assertThat(before.rows()).containsExactly(agent);
  }

  @Test
  void shouldNotBookOnAnAgentThatItDoesNotKnow() {
    assertThat(AgentTable.EMPTY.reservedOn("x")).isEqualTo(Amount.ZERO);
    assertThatThrownBy(() -> AgentTable.EMPTY.booked("x", Amount.ZERO))
        .hasMessage("agent: x (expected: one of the table)");
  }
}
