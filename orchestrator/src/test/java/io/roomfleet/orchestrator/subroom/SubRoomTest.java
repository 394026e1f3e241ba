package io.roomfleet.orchestrator.subroom;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.api.Capacity;
import io.roomfleet.api.agent.AssignmentKind;
import io.roomfleet.api.agent.AssignmentState;
import io.roomfleet.api.agent.Phase;
import io.roomfleet.api.room.Ladder;
import io.roomfleet.api.room.Placement;
import io.roomfleet.api.room.Rendition;
import io.roomfleet.api.room.SubRoomStatus;
import io.roomfleet.orchestrator.platform.Json;
import io.roomfleet.orchestrator.region.LedgerWord;
import io.roomfleet.orchestrator.subroom.RoomBrief.Wanted;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SubRoomTest {
  private static final Instant NOW = Instant.parse("2026-11-11T12:00:00Z");
  private static final URI HLS = URI.create("http://a-1/hls/room-1/de/master.m3u8");
  private static final SubRoomSpec SPEC =
      new SubRoomSpec(
          "de",
          "DE",
          "de-DE",
          "Europe/Berlin",
          new Ladder(null, List.of(Rendition.P360), 25),
          "eu-west",
          List.of("eu-west", "eu-central"),
          0);

  private static RoomBrief brief(long version, Wanted wanted) {
    return new RoomBrief("room-1", version, wanted, "eu-west", "main", null, null);
  }

  private static SubRoomState fold(SubRoomState state, List<? extends SubRoomEvent> events) {
    SubRoomState next = state;
    for (SubRoomEvent event : events) {
      next = SubRoom.apply(next, Json.read(Json.write(event), SubRoomEvent.class));
    }
    return next;
  }

  private static SubRoomState requested(Wanted wanted) {
    return fold(null, SubRoom.follow(null, SPEC, brief(1, wanted), NOW));
  }

  private static LedgerWord.Held held(String agent, long epoch, AssignmentState state) {
    return new LedgerWord.Held(
        7,
        agent,
        epoch,
        URI.create("http://" + agent),
        "why",
        List.of(),
        "ordered",
        state,
        null,
        null);
  }

  private static AssignmentState state(long epoch, Phase phase, String reason) {
    return new AssignmentState(
        "transcode/room-1/de",
        epoch,
        AssignmentKind.TRANSCODE,
        phase,
        NOW,
        reason,
        1L,
        0,
        null,
        null,
        phase == Phase.RUNNING ? HLS : null,
        null,
        List.of());
  }

  private static Placement placement(Capacity missing) {
    return new Placement(NOW, "eu-west", "a-1", "why", new Capacity(1, 1, 1), missing, List.of());
  }

  private static SubRoomState placed(SubRoomState state, LedgerWord.Held held) {
    return fold(state, SubRoom.held(state, "eu-west", held, placement(null), NOW));
  }

  private static SubRoomState playing(Wanted wanted) {
    SubRoomState state = requested(wanted);
    state = fold(state, List.of(new SubRoomEvent.Placing("eu-west", 7, "asked for", NOW)));
    state = placed(state, held("a-1", 3, null));
    return placed(state, held("a-1", 3, state(3, Phase.RUNNING, null)));
  }

  @Test
  void shouldBecomeReadyBeforeTheStartAndLiveWithIt() {
    SubRoomState state = playing(Wanted.READY);
    assertThat(state.status()).isEqualTo(SubRoomStatus.READY);
    state = fold(state, SubRoom.follow(state, SPEC, brief(2, Wanted.LIVE), NOW));
    assertThat(state.status()).isEqualTo(SubRoomStatus.LIVE);
    assertThat(state.outbox().waiting())
        .extracting(Report::type)
        .containsExactly(
            "sub_room.placing", "placement.decided", "sub_room.ready", "sub_room.live");
    assertThat(state.outbox().waiting()).extracting(Report::number).containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void shouldNotFollowAnOlderBrief() {
    SubRoomState state = playing(Wanted.LIVE);
    assertThat(SubRoom.follow(state, SPEC, brief(1, Wanted.CLOSED), NOW)).isEmpty();
  }

  @Test
  void shouldForgetReportsOnlyOnceTheRoomHasThem() {
    SubRoomState state = playing(Wanted.READY);
    state = fold(state, List.of(new SubRoomEvent.Reported(2, NOW)));
    assertThat(state.outbox().waiting()).extracting(Report::number).containsExactly(3L);
  }

  @Nested
  class WhenLive {
    @Test
    void shouldSayWhyItIsDegradedWhenItsPlaceIsLostAndComeBack() {
      SubRoomState state = playing(Wanted.LIVE);
      state = fold(state, List.of(new SubRoomEvent.PlaceLost("agent a-1 was lost", NOW)));
      assertThat(state.status()).isEqualTo(SubRoomStatus.DEGRADED);
      assertThat(state.reason()).isEqualTo("agent a-1 was lost");
      assertThat(state.place().agentId()).isNull();
      assertThat(state.needsPlace()).isTrue();
      state = fold(state, List.of(new SubRoomEvent.Placing("eu-west", 9, "again", NOW)));
      state = placed(state, held("a-2", 9, state(9, Phase.RUNNING, null)));
      assertThat(state.status()).isEqualTo(SubRoomStatus.LIVE);
      assertThat(state.reason()).isNull();
    }

    @Test
    void shouldBeDegradedWhileAnotherAgentOfTheRegionStarts() {
      SubRoomState state = placed(playing(Wanted.LIVE), held("a-2", 5, null));
      assertThat(state.status()).isEqualTo(SubRoomStatus.DEGRADED);
      assertThat(state.reason()).contains("starting on agent a-2");
    }

    @Test
    void shouldSayWhatItsProcessDiedOf() {
      SubRoomState state =
          placed(
              playing(Wanted.LIVE), held("a-1", 3, state(3, Phase.RESTARTING, "ffmpeg: exit 1")));
      assertThat(state.status()).isEqualTo(SubRoomStatus.DEGRADED);
      assertThat(state.reason()).isEqualTo("agent a-1: ffmpeg: exit 1");
      state = placed(state, held("a-1", 3, state(3, Phase.RUNNING, null)));
      assertThat(state.status()).isEqualTo(SubRoomStatus.LIVE);
    }

    @Test
    void shouldSayNothingNewWhenNothingIsNew() {
      SubRoomState state = playing(Wanted.LIVE);
      LedgerWord.Held again = held("a-1", 3, state(3, Phase.RUNNING, null));
      assertThat(SubRoom.held(state, "eu-west", again, placement(null), NOW)).isEmpty();
    }

    @Test
    void shouldCloseOnlyWhenItsPlaceIsFreed() {
      SubRoomState state = playing(Wanted.LIVE);
      state = fold(state, SubRoom.follow(state, SPEC, brief(2, Wanted.CLOSED), NOW));
      assertThat(state.isClosing()).isTrue();
      assertThat(state.status()).isEqualTo(SubRoomStatus.LIVE);
      state = fold(state, List.of(new SubRoomEvent.Closed(NOW)));
      assertThat(state.status()).isEqualTo(SubRoomStatus.CLOSED);
    }
  }

  @Test
  void shouldFailWithWhatWasMissingWhenItNeverPlayed() {
    SubRoomState state =
        fold(
            requested(Wanted.LIVE),
            List.of(
                new SubRoomEvent.NotPlaced(
                    "0.5 units missing", placement(new Capacity(0.5, 0, 0)), NOW)));
    assertThat(state.status()).isEqualTo(SubRoomStatus.FAILED);
    assertThat(state.placement().missing().transcodeUnits()).isEqualTo(0.5);
    assertThat(state.outbox().waiting().get(0).type()).isEqualTo("sub_room.failed");
  }

  @Test
  void shouldCloseAtOnceWhenNothingIsToBeFreed() {
    SubRoomState state = requested(Wanted.NOTHING);
    state = fold(state, SubRoom.follow(state, SPEC, brief(2, Wanted.CLOSED), NOW));
    assertThat(state.status()).isEqualTo(SubRoomStatus.CLOSED);
  }
}
