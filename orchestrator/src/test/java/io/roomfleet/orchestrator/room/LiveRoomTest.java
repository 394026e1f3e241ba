package io.roomfleet.orchestrator.room;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.api.room.Ladder;
import io.roomfleet.api.room.LineKind;
import io.roomfleet.api.room.Rendition;
import io.roomfleet.api.room.RoomMode;
import io.roomfleet.api.room.RoomStatus;
import io.roomfleet.api.room.SubRoomStatus;
import io.roomfleet.orchestrator.platform.Json;
import io.roomfleet.orchestrator.room.RoomCommand.Asker;
import io.roomfleet.orchestrator.room.RoomReply.Code;
import io.roomfleet.orchestrator.subroom.Report;
import io.roomfleet.orchestrator.subroom.SubRoomSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LiveRoomTest {
  private static final Instant NOW = Instant.parse("2026-11-11T12:00:00Z");
  private static final Instant START = NOW.plusSeconds(3600);

  private static RoomSpec spec(Instant startsAt) {
    return new RoomSpec(
        "Promo",
        "host-1",
        RoomMode.SINGLE_HOST,
        startsAt,
        null,
        Duration.ofMinutes(10),
        "eu-west",
        List.of(
            new RoomSpec.LineSpec("main", LineKind.TEST, null, "secretsecret"),
            new RoomSpec.LineSpec("backup", LineKind.TEST, null, "secretsecret")),
        null);
  }

  private static Asker asker(String requestId) {
    return new Asker("token:admin", requestId, null);
  }

  private static SubRoomSpec market(String id) {
    return new SubRoomSpec(
        id,
        id,
        "de-DE",
        "Europe/Berlin",
        new Ladder(null, List.of(Rendition.P360), 25),
        null,
        null,
        0);
  }

  private static LiveRoomState fold(LiveRoomState state, List<? extends RoomEvent> events) {
    LiveRoomState next = state;
    for (RoomEvent event : events) {
      next = LiveRoom.apply(next, Json.read(Json.write(event), RoomEvent.class));
    }
    return next;
  }

  private static LiveRoomState created() {
    return fold(null, LiveRoom.create(null, "room-1", spec(START), asker("c"), NOW).events());
  }

  private static LiveRoomState live() {
    LiveRoomState state = created();
    return fold(state, LiveRoom.start(state, asker("s"), NOW).events());
  }

  @Nested
  class WhenScheduled {
    @Test
    void shouldBePreparedAheadOfItsStartAndStartOnTime() {
      LiveRoomState state = created();
      assertThat(LiveRoom.due(state, START.minusSeconds(601))).isEmpty();
      state = fold(state, LiveRoom.due(state, START.minusSeconds(600)));
      assertThat(state.status()).isEqualTo(RoomStatus.PREPARING);
      assertThat(LiveRoom.due(state, START.minusMillis(1))).isEmpty();
      state = fold(state, LiveRoom.due(state, START));
      assertThat(state.status()).isEqualTo(RoomStatus.LIVE);
    }

    @Test
    void shouldStartAtOnceWhenItsStartWasMissed() {
      LiveRoomState state = fold(created(), LiveRoom.due(created(), START.plusSeconds(99)));
      assertThat(state.status()).isEqualTo(RoomStatus.LIVE);
    }

    @Test
    void shouldBePreparedAtOnceWhenItsStartIsNear() {
      List<RoomEvent> events =
          LiveRoom.create(null, "room-1", spec(NOW.plusSeconds(5)), asker("c"), NOW).events();
      assertThat(fold(null, events).status()).isEqualTo(RoomStatus.PREPARING);
    }

    @Test
    void shouldNotEnd() {
      LiveRoom.Decision decision = LiveRoom.end(created(), "enough", asker("e"), NOW);
      assertThat(decision.refusal().code()).isEqualTo(Code.WRONG_STATE);
      assertThat(decision.refusal().detail()).contains("SCHEDULED").contains("expected: LIVE");
    }

    @Test
    void shouldRefuseAStaleRevision() {
      LiveRoom.Decision decision = LiveRoom.start(created(), new Asker("t", "s", 7L), NOW);
      assertThat(decision.refusal().code()).isEqualTo(Code.STALE_REVISION);
      assertThat(decision.events()).isEmpty();
    }
  }

  @Nested
  class WhenLive {
    @Test
    void shouldKnowARepeatedRequestAndNotStartTwice() {
      LiveRoom.Decision again = LiveRoom.start(live(), asker("s"), NOW);
      assertThat(again.refusal()).isNull();
      assertThat(again.events()).isEmpty();
      assertThat(LiveRoom.start(live(), asker("other"), NOW).refusal().code())
          .isEqualTo(Code.WRONG_STATE);
    }

    @Test
    void shouldAddAllSubRoomsOfACallOrNone() {
      LiveRoomState state = live();
      state =
          fold(
              state,
              LiveRoom.addSubRooms(state, List.of(market("de"), market("fr")), asker("a"), NOW)
                  .events());
      assertThat(state.subRooms()).containsOnlyKeys("de", "fr");
      LiveRoom.Decision clash =
          LiveRoom.addSubRooms(state, List.of(market("it"), market("fr")), asker("b"), NOW);
      assertThat(clash.refusal().code()).isEqualTo(Code.SUB_ROOM_EXISTS);
      assertThat(clash.events()).isEmpty();
      assertThat(
              LiveRoom.addSubRooms(state, List.of(market("de"), market("fr")), asker("a"), NOW)
                  .refusal())
          .isNull();
    }

    @Test
    void shouldKeepReportsOnceAndInOrder() {
      LiveRoomState state = live();
      state =
          fold(state, LiveRoom.addSubRooms(state, List.of(market("de")), asker("a"), NOW).events());
      state = fold(state, LiveRoom.subRoomSays(state, "de", List.of(report(1), report(2)), NOW));
      assertThat(state.subRooms().get("de").noted()).isEqualTo(2);
      assertThat(LiveRoom.subRoomSays(state, "de", List.of(report(1), report(2)), NOW)).isEmpty();
      assertThat(LiveRoom.subRoomSays(state, "de", List.of(report(4)), NOW)).isEmpty();
      assertThat(LiveRoom.subRoomSays(state, "de", List.of(report(2), report(3)), NOW)).hasSize(1);
      assertThat(LiveRoom.subRoomSays(state, "xx", List.of(report(1)), NOW)).isEmpty();
    }
  }

  private static Report report(long number) {
    return new Report(
        number, "sub_room.ready", SubRoomStatus.READY, NOW, "agent:a", Json.tree(Map.of()));
  }

  @Nested
  class WhenAnotherLineIsWanted {
    private final LiveRoomState state = live();

    private LiveRoom.Decision to(LiveRoomState of, String lineId, String requestId) {
      return LiveRoom.switchLine(of, lineId, "main stutters", asker(requestId), NOW);
    }

    @Test
    void shouldPlayItAndTellItsSubRooms() {
      LiveRoomState then = fold(state, to(state, "backup", "x").events());
      assertThat(then.activeLine()).isEqualTo("backup");
      assertThat(then.revision()).isEqualTo(state.revision() + 1);
      assertThat(then.version()).isEqualTo(state.version() + 1);
      assertThat(to(then, "backup", "x").refusal()).as("a repeat").isNull();
      assertThat(to(then, "backup", "x").events()).isEmpty();
    }

    @Test
    void shouldRefuseOneThatItHasNotOrPlays() {
      assertThat(to(state, "third", "x").refusal())
          .isEqualTo(
              new RoomReply.Refused(Code.UNKNOWN_LINE, "lineId: third (expected: main or backup)"));
      assertThat(to(state, "main", "x").refusal())
          .isEqualTo(
              new RoomReply.Refused(
                  Code.LINE_ACTIVE, "lineId: main (expected: another than the active one, main)"));
    }

    @Test
    void shouldRefuseWhenItIsOver() {
      LiveRoomState over = fold(state, LiveRoom.end(state, "done", asker("e"), NOW).events());
      assertThat(to(over, "backup", "x").refusal().code()).isEqualTo(Code.WRONG_STATE);
    }
  }
}
