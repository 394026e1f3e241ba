package io.roomfleet.orchestrator.room;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.api.room.LineKind;
import io.roomfleet.api.room.RoomMode;
import io.roomfleet.orchestrator.cohost.slot.RoomSlot;
import io.roomfleet.orchestrator.cohost.slot.SlotCall;
import io.roomfleet.orchestrator.cohost.slot.SlotWord;
import io.roomfleet.orchestrator.platform.Json;
import io.roomfleet.orchestrator.room.RoomCommand.Asker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoomSessionsTest {
  private static final Instant T = Instant.parse("2026-11-28T20:00:00Z");

  private final List<SlotWord> said = new ArrayList<>();
  private final RoomSessions sessions =
      new RoomSessions(
          new RoomLinks() {
            @Override
            public void toLedger(
                String region, io.roomfleet.orchestrator.region.RegionCommand command) {}

            @Override
            public void toSubRoom(
                String roomId,
                String subRoomId,
                io.roomfleet.orchestrator.subroom.SubRoomCommand command) {}

            @Override
            public void toSession(String roomId, SlotWord word) {
              said.add(word);
            }
          });
  private LiveRoomState state;

  RoomSessionsTest() {
    RoomSpec spec =
        new RoomSpec(
            "Promo",
            "host-1",
            RoomMode.SINGLE_HOST,
            T,
            null,
            Duration.ofMinutes(10),
            "eu-west",
            List.of(new RoomSpec.LineSpec("main", LineKind.TEST, null, "secretsecret")),
            null);
    fold(LiveRoom.create(null, "room-a", spec, asker("q1"), T.minusSeconds(60)).events());
  }

  private static Asker asker(String requestId) {
    return new Asker("token:admin", requestId, null);
  }

  private void fold(List<RoomEvent> events) {
    for (RoomEvent event : events) {
      state = LiveRoom.apply(state, Json.read(Json.write(event), RoomEvent.class));
    }
    assertThat(Json.read(Json.write(state), LiveRoomState.class).slot()).isEqualTo(state.slot());
  }

  private void goLive() {
    fold(LiveRoom.start(state, asker("q2"), T).events());
  }

  private SlotWord hear(SlotCall call, Instant now) {
    RoomSlot.Answer answer = RoomSessions.answer(state, call, now);
    fold(RoomSessions.events(answer.events()));
    return answer.word();
  }

  private void enter() {
    goLive();
    hear(new SlotCall.Hold("s", 1, T.plusSeconds(10)), T);
    assertThat(hear(new SlotCall.Confirm("s", 1), T.plusSeconds(1)))
        .isEqualTo(new SlotWord.In("s", 1));
  }

  @Test
  void shouldBeHeldOnlyWhileItIsLive() {
    assertThat(hear(new SlotCall.Hold("s", 1, T.plusSeconds(10)), T))
        .isEqualTo(
            new SlotWord.Refused(
                "s", 1, SlotWord.Code.NOT_ON_AIR, "room room-a is PREPARING (expected: LIVE)"));
    enter();
    assertThat(hear(new SlotCall.Hold("other", 1, T.plusSeconds(20)), T.plusSeconds(2)))
        .isEqualTo(new SlotWord.Refused("other", 1, SlotWord.Code.TAKEN, "it is in session s"));
  }

  @Test
  void shouldCountItsRevisionForPeopleOnly() {
    goLive();
    long before = state.revision();
    enter();
    assertThat(state.revision()).isEqualTo(before);
  }

  @Test
  void shouldLapseByItself() {
    goLive();
    hear(new SlotCall.Hold("s", 1, T.plusSeconds(10)), T);
    assertThat(RoomSessions.due(state, T.plusSeconds(9))).isEmpty();
    fold(RoomSessions.due(state, T.plusSeconds(10)));
    assertThat(state.slot()).isEqualTo(RoomSlot.FREE);
    assertThat(RoomSessions.isOpen(state)).isFalse();
  }

  @Test
  void shouldLeaveItsSessionInTheInstantInWhichItEndsAndSaySoUntilItIsHeard() {
    enter();
    fold(LiveRoom.end(state, "done", asker("q3"), T.plusSeconds(5)).events());
    assertThat(state.slot().holder()).isNull();
    assertThat(state.slot().closed()).isEqualTo("room room-a is ENDED");
    assertThat(LiveRoom.isToWake(state)).isTrue();

    sessions.drive(state, T.plusSeconds(5));
    sessions.drive(state, T.plusSeconds(6));
    sessions.drive(state, T.plusSeconds(8));
    SlotWord lost = new SlotWord.Lost("s", 1, "room room-a is ENDED");
    assertThat(said).containsExactly(lost, lost);

    assertThat(hear(new SlotCall.Release("s", 1, "over"), T.plusSeconds(9)))
        .isEqualTo(new SlotWord.Freed("s", 1));
    assertThat(RoomSessions.isOpen(state)).isFalse();
    sessions.drive(state, T.plusSeconds(20));
    assertThat(said).hasSize(2);
  }

  @Test
  void shouldKeepWhatItsSessionsTellOnceHoweverOftenItComes() {
    enter();
    tell("s", 3);
    tell("s", 3);
    tell("s", 2);
    tell("next", 1);
    tell("s", 5);
    tell("next", 1);
    assertThat(told).containsExactly("s 3", "next 1", "s 5");
    for (int i = 0; i < 40; i++) {
      tell("later-" + i, 1);
    }
    assertThat(state.heard().numbers()).hasSize(20).containsKey("later-39");
  }

  private final List<String> told = new ArrayList<>();

  private void tell(String sessionId, long number) {
    RoomEvent.SessionTold it =
        new RoomEvent.SessionTold(
            sessionId, number, "co_host.live", "session:" + sessionId, Json.tree(Map.of()), T);
    List<RoomEvent> events = RoomSessions.told(state, it).events();
    events.forEach(event -> told.add(sessionId + " " + number));
    fold(events);
  }

  @Test
  void shouldAnswerForARoomThatIsNotThere() {
    assertThat(RoomSessions.stranger("room-x", new SlotCall.Hold("s", 1, T)))
        .isEqualTo(
            new SlotWord.Refused(
                "s",
                1,
                SlotWord.Code.NOT_ON_AIR,
                "room: room-x (expected: an existing room's id)"));
    assertThat(RoomSessions.stranger("room-x", new SlotCall.Confirm("s", 1)))
        .isInstanceOf(SlotWord.Lost.class);
    assertThat(RoomSessions.stranger("room-x", new SlotCall.Release("s", 1, "over")))
        .isEqualTo(new SlotWord.Freed("s", 1));
  }
}
