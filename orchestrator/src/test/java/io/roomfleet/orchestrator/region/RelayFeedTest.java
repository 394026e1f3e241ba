package io.roomfleet.orchestrator.region;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.api.agent.Source;
import io.roomfleet.api.room.Ladder;
import io.roomfleet.api.room.Rendition;
import io.roomfleet.orchestrator.placement.Amount;
import io.roomfleet.orchestrator.placement.Policies;
import io.roomfleet.orchestrator.platform.Json;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a region's copy of a line reads: what its room said last. */
class RelayFeedTest {
  private static final Instant NOW = Instant.parse("2026-11-11T20:00:00Z");
  private static final URI SOURCE = URI.create("http://source/relay");
  private static final URI OTHER = URI.create("http://other/relay");
  private static final Source FED = new Source.Upstream(OTHER, SOURCE);

  private RegionLedger ledger = RegionLedger.empty("us-east");

  @BeforeEach
  void twoAgents() {
    join("a");
    join("b");
  }

  private void join(String agentId) {
    take(
        ledger.agentCame(
            agentId,
            new Amount(10_000, 100_000, 10),
            URI.create("http://" + agentId),
            new TreeSet<>(List.of("RELAY", "TRANSCODE")),
            Policies.DEFAULT,
            NOW));
  }

  private void take(List<RegionEvent> events) {
    ledger = ledger.applyAll(events);
    ledger = Json.read(Json.write(ledger), RegionLedger.class);
  }

  private static Order ladder(String subRoom, long attempt, URI upstream) {
    return Order.transcode(
        "r1",
        subRoom,
        "main",
        attempt,
        new Ladder(null, List.of(Rendition.P180), 30),
        new Demand("Europe/Berlin", "eu-west", List.of(), 100, true),
        upstream);
  }

  private void order(String subRoom, long attempt, URI upstream) {
    take(
        ledger
            .reserve(
                ladder(subRoom, attempt, upstream),
                Reservation.Owner.SUB_ROOM,
                Policies.DEFAULT,
                NOW)
            .events());
  }

  private void feed(long version, URI url, URI fallback) {
    take(
        LedgerFeeds.feed(
            ledger, ladder("de", 1, SOURCE), new RelayFeed("main", version, url, fallback), NOW));
  }

  private Source reads() {
    return copy().order().source();
  }

  private Reservation copy() {
    return ledger.reservations().get("relay/r1/main");
  }

  @Test
  void shouldReadTheSourceWhileNothingWasSaid() {
    order("de", 1, SOURCE);
    assertThat(reads()).isEqualTo(new Source.Upstream(SOURCE, null));
    order("de", 1, OTHER);
    assertThat(reads()).as("the source moved").isEqualTo(new Source.Upstream(OTHER, null));
  }

  @Test
  void shouldReadWhatWasSaidLastWithoutAnotherEpoch() {
    order("de", 1, SOURCE);
    long epoch = copy().epoch();
    feed(5, OTHER, SOURCE);
    assertThat(reads()).isEqualTo(FED);
    feed(4, SOURCE, null);
    feed(5, SOURCE, null);
    assertThat(reads()).as("late, and twice").isEqualTo(FED);
    order("de", 1, URI.create("http://source-2/relay"));
    assertThat(reads()).as("only the room says what a fed copy reads").isEqualTo(FED);
    feed(6, null, null);
    assertThat(reads()).as("told to go on").isEqualTo(FED);
    feed(5, SOURCE, null);
    assertThat(reads()).as("older than that").isEqualTo(FED);
    assertThat(copy().epoch()).isEqualTo(epoch);
  }

  @Test
  void shouldReadTheSameOnAnotherAgent() {
    order("de", 1, SOURCE);
    feed(5, OTHER, SOURCE);
    String before = copy().agentId();
    take(ledger.agentLost(before, "silent", Policies.DEFAULT, NOW));
    assertThat(copy().agentId()).isNotEqualTo(before);
    assertThat(reads()).isEqualTo(FED);
    assertThat(copy().order().attempt()).isEqualTo(5);
  }

  @Test
  void shouldNotListenToWhatWasSaidOfACopyThatIsGone() {
    order("de", 1, SOURCE);
    feed(5, OTHER, SOURCE);
    take(ledger.release("transcode/r1/de", 1, "closed", null, NOW));
    assertThat(copy()).isNull();
    order("de", 2, SOURCE);
    assertThat(reads()).isEqualTo(new Source.Upstream(SOURCE, null));
    feed(5, OTHER, SOURCE);
    assertThat(reads()).as("late").isEqualTo(new Source.Upstream(SOURCE, null));
    feed(6, OTHER, SOURCE);
    assertThat(reads()).isEqualTo(FED);
  }

  @Test
  void shouldTellThePlaceBesideToo() {
    order("de", 1, SOURCE);
    take(ledger.beginMove("relay/r1/main", null, "drained", Policies.DEFAULT, NOW).events());
    feed(5, OTHER, SOURCE);
    assertThat(ledger.reservations().get("relay/r1/main#NEXT").order().source()).isEqualTo(FED);
  }

  @Test
  void shouldNotBeSaidOfALineInItsSourceRegion() {
    take(
        ledger
            .reserve(
                Order.ingest("r1", "main", 1, new Source.Test("t"), true, false),
                Reservation.Owner.ROOM,
                Policies.DEFAULT,
                NOW)
            .events());
    order("de", 1, null);
    feed(5, OTHER, SOURCE);
    assertThat(reads()).isEqualTo(new Source.Test("t"));
  }
}
