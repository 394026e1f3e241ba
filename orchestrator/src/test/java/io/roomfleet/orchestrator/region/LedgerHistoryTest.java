package io.roomfleet.orchestrator.region;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.api.agent.Source;
import io.roomfleet.api.region.AgentStatus;
import io.roomfleet.api.room.Ladder;
import io.roomfleet.api.room.Rendition;
import io.roomfleet.orchestrator.placement.Amount;
import io.roomfleet.orchestrator.placement.Policies;
import io.roomfleet.orchestrator.platform.Json;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random histories of a region: whatever comes, in whatever order, however often, no agent holds
 * more than it has.
 */
class LedgerHistoryTest {
  private static final Instant NOW = Instant.parse("2026-11-11T20:00:00Z");
  private static final int STEPS = 2_000;
  private static final List<String> AGENTS = List.of("a", "b", "c", "d");

  private final Map<String, Long> newestReleased = new HashMap<>();
  private final Map<String, Amount> capacities = new TreeMap<>();
  private final List<Order> said = new ArrayList<>();
  private RegionLedger ledger = RegionLedger.empty("eu-west");
  private RegionLedger replayed = RegionLedger.empty("eu-west");
  private long attempts;
  private int refusals;
  private int held;
  private int moves;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233})
  void shouldNeverOverbookAnAgentWhateverTheOrderOfMessages(long seed) {
    Random random = new Random(seed);
    for (int step = 0; step < STEPS; step++) {
      String what = step(random);
      check("seed " + seed + ", step " + step + ": " + what);
    }
    assertThat(refusals).as("histories must reach the limits to mean anything").isPositive();
    assertThat(held).isPositive();
    assertThat(moves).isPositive();
    assertThat(Json.read(Json.write(replayed), RegionLedger.class))
        .as("a snapshot holds the whole state")
        .isEqualTo(ledger);
  }

  private String step(Random random) {
    int dice = random.nextInt(100);
    if (dice < 40) {
      return reserve(newOrder(random));
    } else if (dice < 50 && !said.isEmpty()) {
      return reserve(said.get(random.nextInt(said.size())));
    } else if (dice < 70) {
      return release(random);
    } else if (dice < 82) {
      return move(random);
    } else if (dice < 84) {
      return maintain(random);
    } else if (dice < 90) {
      return agentComes(random);
    } else if (dice < 95) {
      String agent = AGENTS.get(random.nextInt(AGENTS.size()));
      take(ledger.agentLost(agent, "no heartbeat", Policies.DEFAULT, NOW));
      return "lost " + agent;
    } else {
      String agent = AGENTS.get(random.nextInt(AGENTS.size()));
      take(ledger.agentSuspected(agent, "quiet", NOW));
      return "suspected " + agent;
    }
  }

  private Order newOrder(Random random) {
    String room = "room-" + random.nextInt(6);
    String line = random.nextInt(4) == 0 ? "backup" : "main";
    if (random.nextInt(4) == 0) {
      return Order.ingest(
          room,
          line,
          ++attempts,
          random.nextBoolean() ? new Source.Test("t") : new Source.Rtmp("k"),
          line.equals("main"),
          random.nextBoolean());
    }
    Ladder ladder =
        new Ladder(
            null,
            random.nextBoolean()
                ? List.of(Rendition.P720, Rendition.P360)
                : List.of(Rendition.P180, Rendition.AUDIO),
            30);
    URI upstream = URI.create("http://source-" + random.nextInt(2) + "/relay");
    return Order.transcode(
        room,
        "m" + random.nextInt(8),
        line,
        ++attempts,
        ladder,
        new Demand(
            "Europe/Berlin", "eu-west", List.of(), random.nextInt(20_000), random.nextBoolean()),
        random.nextBoolean() ? null : upstream);
  }

  private String reserve(Order order) {
    said.add(order);
    Reservation.Owner owner =
        order.ladder() == null ? Reservation.Owner.ROOM : Reservation.Owner.SUB_ROOM;
    RegionLedger.Decision decision = ledger.reserve(order, owner, Policies.DEFAULT, NOW);
    take(decision.events());
    LedgerWord word = decision.word();
    assertThat(word.attempt()).isEqualTo(order.attempt());
    if (word instanceof LedgerWord.Held) {
      held++;
      assertThat(order.attempt())
          .as("a late order must not come back to life: " + order.id())
          .isGreaterThan(newestReleased.getOrDefault(order.id(), -1L));
      assertThat(ledger.reserve(order, owner, Policies.DEFAULT, NOW).events())
          .as("said twice")
          .isEmpty();
    } else if (word instanceof LedgerWord.Refused refused) {
      refusals++;
      assertThat(refused.missing()).isNotEqualTo(Amount.ZERO);
      assertThat(decision.events()).isEmpty();
    }
    return "reserve " + order.id() + " #" + order.attempt() + " -> " + word;
  }

  private String release(Random random) {
    if (said.isEmpty()) {
      return "nothing";
    }
    Order order = said.get(random.nextInt(said.size()));
    Reservation before = ledger.reservations().get(order.id());
    Reservation.Parting parting =
        random.nextBoolean()
            ? new Reservation.Parting(
                NOW, NOW.plusSeconds(60), URI.create("http://new/master.m3u8"))
            : null;
    take(ledger.release(order.id(), order.attempt(), "test", parting, NOW));
    boolean newerHeld =
        before != null
            && (before.order().attempt() > order.attempt()
                || before.owner() == Reservation.Owner.REGION);
    if (!newerHeld) {
      newestReleased.merge(order.id(), order.attempt(), Math::max);
    }
    return "release " + order.id() + " #" + order.attempt();
  }

  /** Something held begins to move, is moved at once, is taken over, or loses one of its places. */
  private String move(Random random) {
    List<Reservation> all = List.copyOf(ledger.reservations().values());
    if (all.isEmpty()) {
      return "nothing";
    }
    Reservation one = all.get(random.nextInt(all.size()));
    if (one.isActive() && random.nextInt(4) > 0) {
      RegionLedger.Move begun = ledger.beginMove(one.id(), null, "test", Policies.DEFAULT, NOW);
      assertThat(begun.events().isEmpty()).as(begun.refusal()).isEqualTo(begun.refusal() != null);
      take(begun.events());
      moves += begun.events().isEmpty() ? 0 : 1;
      return "move " + one.key() + " from " + one.agentId();
    } else if (one.isActive()) {
      take(ledger.displace(one, "test", Policies.DEFAULT, NOW));
      return "displace " + one.key() + " from " + one.agentId();
    } else if (one.role() == Reservation.Role.NEXT && random.nextBoolean()) {
      String from = ledger.reservations().get(one.id()).agentId();
      take(ledger.takeOver(one.id(), NOW.plusSeconds(60), NOW));
      assertThat(ledger.reservations().get(one.id()).agentId()).isEqualTo(one.agentId());
      assertThat(ledger.reservations().get(one.id()).epoch()).isEqualTo(one.epoch());
      assertThat(
              ledger
                  .reservations()
                  .get(Reservation.keyOf(one.id(), Reservation.Role.LEAVING))
                  .agentId())
          .isEqualTo(from);
      return "take over " + one.key();
    } else if (!one.isActive() && one.owner() != Reservation.Owner.REGION) {
      take(ledger.end(one, "test", NOW));
      return "end " + one.key();
    }
    return "nothing";
  }

  private String maintain(Random random) {
    String agent = random.nextInt(5) == 0 ? null : AGENTS.get(random.nextInt(AGENTS.size()));
    if (agent != null && !ledger.agents().containsKey(agent)) {
      return "nothing";
    }
    if (random.nextInt(3) == 0) {
      take(
          LedgerUpkeep.begin(
              ledger,
              agent,
              new Maintenance.Wish(
                  Maintenance.Kind.DRAIN, "test", null, NOW.plusSeconds(600), false),
              NOW));
      return "drain " + agent;
    }
    take(LedgerUpkeep.end(ledger, agent, "test", null, NOW));
    return "restore " + agent;
  }

  private String agentComes(Random random) {
    String agent = AGENTS.get(random.nextInt(AGENTS.size()));
    Amount capacity =
        new Amount(random.nextInt(6_000), random.nextInt(1_500_000), random.nextInt(12));
    SortedSet<String> abilities = new TreeSet<>(Set.of("RELAY", "TRANSCODE", "listen:rtmp"));
    if (random.nextInt(4) == 0) {
      abilities.remove("TRANSCODE");
    }
    take(
        ledger.agentCame(
            agent, capacity, URI.create("http://" + agent), abilities, Policies.DEFAULT, NOW));
    capacities.put(agent, capacity);
    return "agent " + agent + " with " + capacity;
  }

  private Amount heldBy(String agentId) {
    return ledger.reservations().values().stream()
        .filter(held -> held.agentId().equals(agentId))
        .map(Reservation::cost)
        .reduce(Amount.ZERO, Amount::plus);
  }

  private void take(List<RegionEvent> events) {
    ledger = ledger.applyAll(events);
    for (RegionEvent event : events) {
      replayed = replayed.apply(Json.read(Json.write(event), RegionEvent.class));
    }
  }

  private void check(String step) {
    for (LedgerAgent agent : ledger.agents().values()) {
      Amount reserved = heldBy(agent.id());
      assertThat(ledger.reservedOn(agent.id())).as(step + ": the table").isEqualTo(reserved);
      assertThat(agent.capacity()).as(step).isEqualTo(capacities.get(agent.id()));
      assertThat(reserved.fitsIn(agent.capacity()))
          .as("%s%n%s holds %s of %s", step, agent.id(), reserved, agent.capacity())
          .isTrue();
      if (agent.status() == AgentStatus.LOST) {
        assertThat(reserved).as(step + ": a lost agent holds nothing").isEqualTo(Amount.ZERO);
      }
    }
    Set<String> places = new HashSet<>();
    Map<String, String> linesOf = new HashMap<>();
    for (Reservation reservation : ledger.reservations().values()) {
      assertThat(ledger.agents()).as(step).containsKey(reservation.agentId());
      assertThat(places.add(reservation.id() + " on " + reservation.agentId()))
          .as(step + ": no agent runs an order twice: " + reservation.key())
          .isTrue();
      if (reservation.owner() == Reservation.Owner.ROOM
          && reservation.role() != Reservation.Role.LEAVING) {
        String other =
            linesOf.put(
                reservation.order().roomId() + " on " + reservation.agentId(), reservation.id());
        assertThat(other).as(step + ": two lines of a room on one agent").isNull();
      }
      if (reservation.role() == Reservation.Role.NEXT) {
        assertThat(ledger.reservations()).as(step).containsKey(reservation.id());
      }
      if (reservation.owner() == Reservation.Owner.REGION
          && reservation.role() != Reservation.Role.LEAVING) {
        assertThat(ledger.reservations().values())
            .as(step + ": a region's copy of a line that nobody reads")
            .anyMatch(r -> r.isTranscode() && r.order().relayId().equals(reservation.id()));
      }
    }
    assertThat(ledger).as(step + ": the journal gives the same state").isEqualTo(replayed);
  }
}
