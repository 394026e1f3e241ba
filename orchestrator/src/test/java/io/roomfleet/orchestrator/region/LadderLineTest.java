package io.roomfleet.orchestrator.region;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.api.agent.Assignment;
import io.roomfleet.api.agent.Source;
import io.roomfleet.api.room.Ladder;
import io.roomfleet.api.room.Rendition;
import io.roomfleet.orchestrator.placement.Amount;
import io.roomfleet.orchestrator.placement.Policies;
import io.roomfleet.orchestrator.platform.Json;
import io.roomfleet.orchestrator.region.Reservation.Role;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A ladder goes over to another line: it stays where it is, and the copies come and go. */
class LadderLineTest {
  private static final Instant NOW = Instant.parse("2026-11-11T20:00:00Z");
  private static final URI MAIN = URI.create("http://eu-west-1/relay/r1/main.ts");
  private static final URI BACKUP = URI.create("http://eu-west-2/relay/r1/backup.ts");

  private RegionLedger ledger = RegionLedger.empty("us-east");
  private long attempts;

  private void join(String agentId, int slots) {
    take(
        ledger.agentCame(
            agentId,
            new Amount(10_000, 100_000, slots),
            URI.create("http://" + agentId),
            new TreeSet<>(List.of("RELAY", "TRANSCODE")),
            Policies.DEFAULT,
            NOW));
  }

  private void take(List<RegionEvent> events) {
    ledger = ledger.applyAll(events);
    ledger = Json.read(Json.write(ledger), RegionLedger.class);
  }

  private LedgerWord order(String subRoom, String line) {
    RegionLedger.Decision decision =
        ledger.reserve(
            Order.transcode(
                "r1",
                subRoom,
                line,
                1,
                new Ladder(null, List.of(Rendition.P180), 30),
                new Demand("Europe/Berlin", "eu-west", List.of(), 100, true),
                line.equals("main") ? MAIN : BACKUP),
            Reservation.Owner.SUB_ROOM,
            Policies.DEFAULT,
            NOW.plusSeconds(++attempts));
    take(decision.events());
    return decision.word();
  }

  private Reservation copy(String line, Role role) {
    return ledger.reservations().get(Reservation.keyOf("relay/r1/" + line, role));
  }

  private Assignment.Transcode assignment(String agentId) {
    return ledger.desiredOf(agentId).stream()
        .filter(Assignment.Transcode.class::isInstance)
        .map(Assignment.Transcode.class::cast)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void shouldKeepItsAgentAndEpochAndHaveACopyOfTheOtherLine() {
    join("a", 10);
    LedgerWord.Held before = (LedgerWord.Held) order("de", "main");
    LedgerWord.Held after = (LedgerWord.Held) order("de", "backup");

    assertThat(after.agentId()).isEqualTo(before.agentId());
    assertThat(after.epoch()).isEqualTo(before.epoch());
    assertThat(assignment("a").lineId()).isEqualTo("backup");
    assertThat(copy("backup", Role.ACTIVE).order().source())
        .isEqualTo(new Source.Upstream(BACKUP, null));
    assertThat(copy("main", Role.ACTIVE)).as("nobody plays it").isNull();
    assertThat(copy("main", Role.LEAVING).parting().until())
        .isEqualTo(NOW.plusSeconds(2).plus(LedgerCopies.LINGER));
  }

  @Test
  void shouldTakeTheCopyThatItLeftAgain() {
    join("a", 10);
    order("de", "main");
    long epoch = copy("main", Role.ACTIVE).epoch();
    order("de", "backup");
    order("de", "main");

    assertThat(copy("main", Role.ACTIVE).epoch()).isEqualTo(epoch);
    assertThat(copy("main", Role.LEAVING)).isNull();
    assertThat(copy("backup", Role.LEAVING)).isNotNull();
    assertThat(ledger.reservedOn("a").slots()).isEqualTo(3);
  }

  @Test
  void shouldLeaveTheCopyThatAnotherLadderPlays() {
    join("a", 10);
    order("de", "main");
    order("fr", "main");
    order("de", "backup");

    assertThat(copy("main", Role.ACTIVE)).isNotNull();
    assertThat(copy("backup", Role.ACTIVE)).isNotNull();
    order("fr", "backup");
    assertThat(copy("main", Role.LEAVING)).isNotNull();
  }

  @Test
  void shouldReadTheOtherLineOnAnotherAgentWhereItsOwnIsFull() {
    join("a", 2);
    order("de", "main");
    join("b", 2);
    LedgerWord.Held held = (LedgerWord.Held) order("de", "backup");

    assertThat(held.agentId()).isEqualTo("a");
    assertThat(copy("backup", Role.ACTIVE).agentId()).isEqualTo("b");
    assertThat(assignment("a").upstream().url())
        .isEqualTo(URI.create("http://b/relay/r1/backup.ts"));
  }

  @Test
  void shouldReadTheOtherLineWhereItIsTakenInWhereNoAgentHasRoomForACopy() {
    join("a", 2);
    order("de", "main");
    LedgerWord.Held held = (LedgerWord.Held) order("de", "backup");

    assertThat(held.agentId()).isEqualTo("a");
    assertThat(copy("backup", Role.ACTIVE)).isNull();
    assertThat(assignment("a").lineId()).isEqualTo("backup");
    assertThat(assignment("a").upstream().url()).isEqualTo(BACKUP);
  }
}
