package io.roomfleet.orchestrator.room;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.api.agent.AssignmentKind;
import io.roomfleet.api.agent.AssignmentState;
import io.roomfleet.api.agent.Phase;
import io.roomfleet.api.room.LineInput;
import io.roomfleet.api.room.LineKind;
import io.roomfleet.api.room.RoomMode;
import io.roomfleet.orchestrator.platform.Json;
import io.roomfleet.orchestrator.region.LedgerWord;
import io.roomfleet.orchestrator.room.RoomCommand.Asker;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A line that is taken in by eu-west, and what brings it to us-east. */
class LineMovesTest {
  private static final Instant NOW = Instant.parse("2026-11-11T12:00:00Z");
  private static final String EU = "eu-west";
  private static final String US = "us-east";

  private LiveRoomState state;

  @BeforeEach
  void isLive() {
    RoomSpec spec =
        new RoomSpec(
            "Promo",
            "host-1",
            RoomMode.SINGLE_HOST,
            NOW,
            null,
            Duration.ofMinutes(10),
            EU,
            List.of(new RoomSpec.LineSpec("main", LineKind.RTMP, null, "secretsecret")),
            null);
    Asker asker = new Asker("token:admin", "c", null);
    take(LiveRoom.create(null, "room-1", spec, asker, NOW).events());
    take(LiveRoom.start(state, new Asker("token:admin", "s", null), NOW).events());
  }

  private List<RoomEvent> take(List<RoomEvent> events) {
    for (RoomEvent event : events) {
      state = LiveRoom.apply(state, Json.read(Json.write(event), RoomEvent.class));
    }
    return events;
  }

  private LineState line() {
    return state.line();
  }

  private List<RoomEvent> held(String region, long attempt, boolean asked, LedgerWord.Held word) {
    return take(LineMoves.held(state, line(), region, word, asked, "eu-west is evacuated", NOW));
  }

  private static LedgerWord.Held word(
      long attempt, String agentId, LineInput input, LedgerWord.Leave leave) {
    URI ingest = URI.create("rtmp://" + agentId + "/live");
    AssignmentState report =
        input == null
            ? null
            : new AssignmentState(
                "relay/room-1/main",
                3,
                AssignmentKind.RELAY,
                Phase.RUNNING,
                NOW,
                null,
                null,
                0,
                input,
                ingest,
                null,
                null,
                List.of());
    return new LedgerWord.Held(
        attempt,
        agentId,
        3,
        URI.create("http://" + agentId),
        "why",
        List.of(),
        "ordered",
        report,
        leave,
        null);
  }

  private static LedgerWord.Leave leave() {
    return new LedgerWord.Leave("eu-west is evacuated", NOW.plusSeconds(600), true);
  }

  private void isInEurope(LineInput input) {
    held(EU, 5, true, word(5, "eu-1", input, null));
  }

  private static List<Class<?>> kinds(List<RoomEvent> events) {
    List<Class<?>> kinds = new ArrayList<>();
    events.forEach(event -> kinds.add(event.getClass()));
    return kinds;
  }

  @Test
  void shouldTellItsSubRoomsOfALineThatMovedButNotOfItsInput() {
    long version = state.version();
    long revision = state.revision();
    held(EU, 5, true, word(5, "eu-1", null, null));
    assertThat(state.version()).isEqualTo(version + 1);
    assertThat(state.revision()).as("what agents do is no revision").isEqualTo(revision);
    held(EU, 5, false, word(5, "eu-1", LineInput.LIVE, null));
    assertThat(state.version()).isEqualTo(version + 1);
    assertThat(held(EU, 5, false, word(5, "eu-1", LineInput.LIVE, null))).isEmpty();
  }

  @Test
  void shouldSayWhyALineIsNotTakenInAndSayItOnce() {
    take(LineMoves.notPlaced(line(), "eu-west: 1 slots missing", NOW));
    assertThat(line().reason()).contains("1 slots missing");
    assertThat(LineMoves.notPlaced(line(), "eu-west: 1 slots missing", NOW)).isEmpty();
  }

  @Test
  void shouldGoWhenItsVideoComesInAtTheNextPlaceAndNotBefore() {
    isInEurope(LineInput.LIVE);
    held(EU, 5, false, word(5, "eu-1", LineInput.LIVE, leave()));
    held(US, 9, true, word(9, "us-1", null, null));
    assertThat(line().next().region()).isEqualTo(US);
    held(US, 9, false, word(9, "us-1", LineInput.FALLBACK, null));
    assertThat(line().next().ingestUrl()).isEqualTo(URI.create("rtmp://us-1/live"));
    assertThat(state.lineRegion()).isEqualTo(EU);
    List<RoomEvent> events = held(US, 9, false, word(9, "us-1", LineInput.LIVE, null));
    assertThat(kinds(events))
        .containsExactly(RoomEvent.LineNextChanged.class, RoomEvent.LineMoved.class);
    assertThat(state.lineRegion()).isEqualTo(US);
    assertThat(line().next()).isNull();
    assertThat(line().partings())
        .containsExactly(new LineState.Parting(EU, 5, "eu-west is evacuated"));
    take(LineMoves.freed(line(), 5, false, NOW));
    assertThat(line().partings()).isEmpty();
  }

  @Test
  void shouldGoAtOnceWhenNoVideoComesInAnywhere() {
    isInEurope(LineInput.SLATE);
    held(US, 9, true, word(9, "us-1", null, null));
    held(US, 9, false, word(9, "us-1", LineInput.SLATE, null));
    assertThat(state.lineRegion()).isEqualTo(US);
  }

  @Test
  void shouldStayWhenItsLedgerDoesNotWishItToLeaveAnyMore() {
    isInEurope(LineInput.LIVE);
    held(US, 9, true, word(9, "us-1", null, null));
    List<RoomEvent> events = held(EU, 5, false, word(5, "eu-1", LineInput.LIVE, null));
    assertThat(kinds(events)).containsExactly(RoomEvent.LineMoveEnded.class);
    assertThat(line().next()).isNull();
    assertThat(line().partings()).hasSize(1);
    assertThat(state.lineRegion()).isEqualTo(EU);
  }

  @Test
  void shouldBeAtItsNextPlaceAtOnceWhenThePresentOneIsLost() {
    isInEurope(LineInput.LIVE);
    held(US, 9, true, word(9, "us-1", LineInput.FALLBACK, null));
    List<RoomEvent> events =
        take(LineMoves.dropped(state, line(), EU, new LedgerWord.Dropped(5, 5, "lost"), NOW));
    assertThat(kinds(events))
        .containsExactly(RoomEvent.LineUnassigned.class, RoomEvent.LineMoved.class);
    assertThat(line().agentId()).isEqualTo("us-1");
    assertThat(line().partings()).as("the ledger has it no more").isEmpty();
  }

  @Test
  void shouldKeepItsPlaceWhenTheNextOneIsLost() {
    isInEurope(LineInput.LIVE);
    held(US, 9, true, word(9, "us-1", null, null));
    take(LineMoves.dropped(state, line(), US, new LedgerWord.Dropped(9, 9, "lost"), NOW));
    assertThat(line().next()).isNull();
    assertThat(line().partings()).isEmpty();
    assertThat(line().agentId()).isEqualTo("eu-1");
  }

  @Test
  void shouldGiveBackWhatNobodyKnowsOfAndAdoptWhatItHasNoPlaceWithout() {
    assertThat(LineMoves.isStray(state, line(), US, 7, false)).isFalse();
    isInEurope(LineInput.LIVE);
    assertThat(LineMoves.isStray(state, line(), US, 7, false)).isTrue();
    assertThat(LineMoves.isStray(state, line(), US, 7, true)).isFalse();
    assertThat(LineMoves.isStray(state, line(), EU, 5, false)).isFalse();
    assertThat(LineMoves.isStray(state, line(), EU, 6, false)).as("newer, and here").isFalse();
    assertThat(held(US, 7, false, word(7, "us-1", null, null))).isEmpty();
  }
}
