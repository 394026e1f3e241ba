package io.roomfleet.orchestrator.region;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.api.agent.Assignment;
import io.roomfleet.api.agent.Source;
import io.roomfleet.api.room.Ladder;
import io.roomfleet.api.room.Rendition;
import io.roomfleet.orchestrator.placement.Amount;
import io.roomfleet.orchestrator.placement.Policies;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Where the lines of one room are taken in: never two on one agent, the one that plays first. */
class LinePlacesTest {
  private static final Instant NOW = Instant.parse("2026-11-11T20:00:00Z");

  private static final URI ELSEWHERE = URI.create("http://us-east-1/relay/room/main.ts");

  private RegionLedger ledger = RegionLedger.empty("eu-west");
  private long attempts;

  private void comes(String agentId, String... abilities) {
    Amount capacity = new Amount(4_000, 100_000, 10);
    URI url = URI.create("http://" + agentId);
    TreeSet<String> declared = new TreeSet<>(Set.of(abilities));
    take(ledger.agentCame(agentId, capacity, url, declared, Policies.DEFAULT, NOW));
  }

  private void relays(String agentId) {
    comes(agentId, "RELAY", "TRANSCODE");
  }

  private void take(List<RegionEvent> events) {
    ledger = ledger.applyAll(events);
  }

  private LedgerWord order(String line, boolean active) {
    return reserve(Order.ingest("room", line, ++attempts, new Source.Test("t"), active, false));
  }

  private LedgerWord reserve(Order order) {
    Reservation.Owner owner =
        order.ladder() == null ? Reservation.Owner.ROOM : Reservation.Owner.SUB_ROOM;
    RegionLedger.Decision decision = ledger.reserve(order, owner, Policies.DEFAULT, NOW);
    take(decision.events());
    return decision.word();
  }

  private String agentOf(String line) {
    return ledger.reservations().get("relay/room/" + line).agentId();
  }

  private boolean isHeld(String line) {
    return ledger.reservations().containsKey("relay/room/" + line);
  }

  @Test
  void shouldBeOnTwoAgents() {
    relays("a");
    relays("b");
    order("main", true);
    order("backup", false);
    assertThat(agentOf("main")).isEqualTo("a");
    assertThat(agentOf("backup")).isEqualTo("b");
  }

  @Test
  void shouldLeaveABackupOutWhereOnlyThePrimarysAgentIsLeft() {
    relays("a");
    order("main", true);
    LedgerWord.Refused refused = (LedgerWord.Refused) order("backup", false);
    assertThat(refused.reason())
        .isEqualTo("no agent of region eu-west can take it (1 with another line of the room)");
    assertThat(refused.candidates().get(0).reason())
        .isEqualTo("it takes in line main of the same room");
    assertThat(agentOf("main")).isEqualTo("a");
  }

  @Test
  void shouldTakeTheBackupsPlaceWhenThePrimarysAgentIsLost() {
    relays("a");
    relays("b");
    order("main", true);
    order("backup", false);
    take(ledger.agentLost("a", "no heartbeat", Policies.DEFAULT, NOW));
    assertThat(agentOf("main")).isEqualTo("b");
    assertThat(isHeld("backup")).isFalse();
    assertThat(order("backup", false)).isInstanceOf(LedgerWord.Refused.class);
    relays("a");
    order("backup", false);
    assertThat(agentOf("backup")).isEqualTo("a");
  }

  @Test
  void shouldNotTakeAPlaceFromALineThatIsPlayedTooAsWhileASwitchIsUnderWay() {
    relays("a");
    order("backup", true);
    assertThat(order("main", true)).isInstanceOf(LedgerWord.Refused.class);
    assertThat(agentOf("backup")).isEqualTo("a");
  }

  @Test
  void shouldKeepACopyOfALineThatLeavesForThoseWhoReadIt() {
    relays("a");
    order("backup", false);
    Ladder ladder = new Ladder(null, List.of(Rendition.P180), 15);
    Demand demand = new Demand("UTC", "eu-west", List.of(), 0, true);
    reserve(Order.transcode("room", "de", "backup", ++attempts, ladder, demand, null));
    order("main", true);
    assertThat(agentOf("main")).isEqualTo("a");
    Reservation copy = ledger.reservations().get("relay/room/backup");
    assertThat(copy.owner()).isEqualTo(Reservation.Owner.REGION);
  }

  @Test
  void shouldOnlyBeOnAnAgentThatPublishersReach() {
    relays("a");
    Order rtmp = Order.ingest("room", "main", ++attempts, new Source.Rtmp("key"), true, false);
    assertThat(((LedgerWord.Refused) reserve(rtmp)).candidates().get(0).reason())
        .isEqualTo("it did not declare listen:rtmp");
    comes("b", "RELAY", "listen:rtmp");
    reserve(Order.ingest("room", "main", ++attempts, new Source.Rtmp("key"), true, false));
    assertThat(agentOf("main")).isEqualTo("b");
  }

  @Test
  void shouldBeTakenInWhereItsCopyIsUnderThoseWhoReadIt() {
    relays("a");
    Reservation copy = copied("main");
    reserve(Order.ingest("room", "main", ++attempts, new Source.Test("t"), true, true));
    Reservation line = ledger.reservations().get("relay/room/main");
    assertThat(line.owner()).isEqualTo(Reservation.Owner.ROOM);
    assertThat(line.agentId()).isEqualTo("a");
    assertThat(line.epoch())
        .as("what was reported of the copy is not taken for the line's")
        .isGreaterThan(copy.epoch());
    assertThat(ledger.desiredOf("a"))
        .contains(
            new Assignment.Relay(
                line.id(), line.epoch(), "room", "main", new Source.Test("t"), true));
  }

  @Test
  void shouldBecomeACopyOfItselfWhereItIsStillReadWhenItIsTakenInElsewhere() {
    relays("a");
    copied("main");
    order("main", true);
    handOver();
    Reservation copy = ledger.reservations().get("relay/room/main");
    assertThat(copy.owner()).isEqualTo(Reservation.Owner.REGION);
    assertThat(copy.order().source()).isEqualTo(new Source.Upstream(ELSEWHERE, null));
  }

  @Test
  void shouldGoOnForAWhileForReadersInOtherRegionsWhenItIsTakenInElsewhere() {
    relays("a");
    order("main", true);
    handOver();
    assertThat(isHeld("main")).isFalse();
    Reservation leaving = ledger.reservations().get("relay/room/main#LEAVING");
    assertThat(leaving.order().source()).isEqualTo(new Source.Upstream(ELSEWHERE, null));
    take(ledger.end(leaving, "the time is over", NOW));
    assertThat(ledger.reservations()).isEmpty();
  }

  private void handOver() {
    Reservation.Parting parting = new Reservation.Parting(NOW, NOW.plusSeconds(20), ELSEWHERE);
    take(ledger.release("relay/room/main", attempts, "it is taken in elsewhere", parting, NOW));
  }

  /** A ladder reads a copy of the line. */
  private Reservation copied(String line) {
    Ladder ladder = new Ladder(null, List.of(Rendition.P180), 15);
    Demand demand = new Demand("UTC", "us-east", List.of(), 0, true);
    URI upstream = URI.create("http://us/relay/room/main.ts");
    reserve(Order.transcode("room", "de", line, ++attempts, ladder, demand, upstream));
    return ledger.reservations().get("relay/room/" + line);
  }
}
