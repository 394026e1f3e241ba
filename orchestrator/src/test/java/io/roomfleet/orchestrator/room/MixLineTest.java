package io.roomfleet.orchestrator.room;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.api.agent.Source;
import io.roomfleet.api.room.LineInput;
import io.roomfleet.api.room.LineKind;
import io.roomfleet.api.room.RoomMode;
import io.roomfleet.orchestrator.cohost.slot.HostLine;
import io.roomfleet.orchestrator.cohost.slot.RoomSlot;
import io.roomfleet.orchestrator.cohost.slot.SlotCall;
import io.roomfleet.orchestrator.cohost.slot.SlotWord;
import io.roomfleet.orchestrator.platform.Json;
import io.roomfleet.orchestrator.room.RoomCommand.Asker;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a room plays the mix of its session, and its own line again. */
class MixLineTest {
  private static final Instant T = Instant.parse("2026-11-28T20:00:00Z");
  private static final URI MIX = URI.create("http://eu-west-1/relay/s/mix.ts");
  private static final URI ELSEWHERE = URI.create("http://us-east-1/relay/s/mix.ts");
  private static final URI AGENT = URI.create("http://eu-west-2");

  private LiveRoomState state;
  private Instant now = T;

  MixLineTest() {
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
    fold(LiveRoom.start(state, asker("q2"), T).events());
    call(new SlotCall.Hold("s", 1, T.plusSeconds(10)));
  }

  private static Asker asker(String requestId) {
    return new Asker("token:admin", requestId, null);
  }

  private void fold(List<RoomEvent> events) {
    for (RoomEvent event : events) {
      state = LiveRoom.apply(state, Json.read(Json.write(event), RoomEvent.class));
    }
    LiveRoomState read = Json.read(Json.write(state), LiveRoomState.class);
    assertThat(read.lines()).isEqualTo(state.lines());
    assertThat(read.lineChoice()).isEqualTo(state.lineChoice());
  }

  private List<RoomEvent> call(SlotCall call) {
    now = now.plusSeconds(1);
    RoomSlot.Answer answer = RoomSessions.answer(state, call, now);
    List<RoomEvent> events = RoomSessions.called(state, call, answer, now);
    fold(events);
    return events;
  }

  private void comes(String lineId) {
    fold(
        List.of(
            new RoomEvent.LineAssigned(
                lineId, "eu-west", "eu-west-2", 3, 7, AGENT, "ordered", "the only one", now),
            new RoomEvent.LineChanged(lineId, "eu-west-2", null, LineInput.LIVE, null, now)));
  }

  private void look() {
    now = now.plusSeconds(1);
    fold(RoomSessions.due(state, now));
  }

  private void playsTheMix() {
    comes("main");
    call(new SlotCall.Confirm("s", 1, MIX));
    comes("stage");
    look();
    assertThat(state.activeLine()).isEqualTo("stage");
  }

  @Test
  void shouldGetALineThatReadsTheMixOnceTheSessionSaysWhereThatIs() {
    call(new SlotCall.Confirm("s", 1));
    assertThat(state.lines()).containsOnlyKeys("main");
    call(new SlotCall.Confirm("s", 1, MIX));
    assertThat(state.lines()).containsOnlyKeys("main", "stage");
    assertThat(RoomMapper.toSource(state, state.lines().get("stage").spec()))
        .isEqualTo(new Source.Upstream(MIX, null));
    assertThat(call(new SlotCall.Confirm("s", 1, MIX))).isEmpty();
    look();
    assertThat(state.activeLine()).as("its picture has not come").isEqualTo("main");
  }

  @Test
  void shouldPlayTheMixOnceItsPictureComesAndTellTheSessionOfItsOwnLineStill() {
    playsTheMix();
    SlotWord word = RoomSessions.withLine(state, new SlotWord.In("s", 1));
    assertThat(word)
        .isEqualTo(
            new SlotWord.In(
                "s", 1, new HostLine("eu-west", URI.create(AGENT + "/relay/room-a/main.ts"))));
    look();
    assertThat(state.activeLine()).isEqualTo("stage");
  }

  @Test
  void shouldReadTheMixWhereItWent() {
    playsTheMix();
    call(new SlotCall.Confirm("s", 1, ELSEWHERE));
    LineState line = state.lines().get("stage");
    assertThat(line.spec().url()).isEqualTo(ELSEWHERE);
    assertThat(line.agentId()).as("in place").isEqualTo("eu-west-2");
    assertThat(state.activeLine()).isEqualTo("stage");
  }

  @Test
  void shouldPlayItsOwnLineAgainInTheMomentInWhichItLeavesTheSession() {
    playsTheMix();
    call(new SlotCall.Release("s", 1, "over"));
    assertThat(state.activeLine()).isEqualTo("main");
    assertThat(state.lineChoice().chosen()).isEqualTo("main");
    look();
    LineState line = state.lines().get("stage");
    assertThat(MixLine.isLeft(line)).as("encoders that follow still read it").isFalse();
    now = now.plusSeconds(6);
    look();
    line = state.lines().get("stage");
    assertThat(line.partings()).extracting(LineState.Parting::attempt).containsExactly(7L);
    assertThat(MixLine.isLeft(line)).isTrue();

    fold(LineMoves.freed(line, 7, false, now));
    look();
    assertThat(state.lines()).containsOnlyKeys("main");
    assertThat(RoomSessions.isOpen(state)).isFalse();
  }

  @Test
  void shouldGiveTheLineBackAtOnceWhenAnotherSessionHasTheRoom() {
    playsTheMix();
    call(new SlotCall.Release("s", 1, "over"));
    call(new SlotCall.Hold("s2", 1, now.plusSeconds(10)));
    assertThat(MixLine.isLeft(state.lines().get("stage"))).isTrue();
  }

  @Test
  void shouldPlayItsOwnLineAlsoWhenPeopleChoseTheMixBeforeItsPictureCame() {
    comes("main");
    call(new SlotCall.Confirm("s", 1, MIX));
    fold(LiveRoom.switchLine(state, "stage", "asked for", asker("q9"), now).events());
    comes("stage");
    look();
    call(new SlotCall.Release("s", 1, "over"));
    assertThat(state.activeLine()).isEqualTo("main");
    goes();
    assertThat(state.lines()).containsOnlyKeys("main");
    assertThat(state.activeLine()).isEqualTo("main");
  }

  @Test
  void shouldNotGoBackToAMixThatItHasLeft() {
    playsTheMix();
    call(new SlotCall.Release("s", 1, "over"));
    assertThat(LiveRoom.switchLine(state, "stage", "asked for", asker("q9"), now).refusal())
        .isNotNull();
    fold(
        List.of(
            new RoomEvent.LineChanged("main", "eu-west-2", null, LineInput.SLATE, "lost", now)));
    now = now.plusSeconds(3);
    fold(LineJudge.due(state, now));
    assertThat(state.activeLine()).isEqualTo("main");
    goes();
    assertThat(state.lines()).containsOnlyKeys("main");
  }

  /** Its ledger has freed the mix's line. */
  private void goes() {
    now = now.plusSeconds(6);
    look();
    LineState line = state.lines().get("stage");
    assertThat(MixLine.isLeft(line)).isTrue();
    fold(LineMoves.freed(line, 7, false, now));
    look();
  }

  @Test
  void shouldStayOnTheLineThatPeopleChoseMeanwhile() {
    playsTheMix();
    fold(LiveRoom.switchLine(state, "main", "asked for", asker("q9"), now).events());
    look();
    assertThat(state.activeLine()).isEqualTo("main");
    call(new SlotCall.Release("s", 1, "over"));
    assertThat(state.activeLine()).isEqualTo("main");
  }

  @Test
  void shouldPlayItsOwnLineWhereTheMixFailsAndNotComeBackToItAfterTheSession() {
    playsTheMix();
    fold(
        List.of(
            new RoomEvent.LineChanged("stage", "eu-west-2", null, LineInput.SLATE, "lost", now)));
    now = now.plusSeconds(60);
    fold(LineJudge.due(state, now));
    assertThat(state.activeLine()).isEqualTo("main");
    call(new SlotCall.Release("s", 1, "over"));
    assertThat(state.lineChoice().chosen()).isEqualTo("main");
  }

  @Test
  void shouldCountWhatWasChosenBeforeAlsoWhereTheMixWasLeftForAnother() {
    LineChoice mix = new LineChoice("stage", "main", true, T, true, true, null, "backup");
    assertThat(mix.withoutMix("main").chosen()).isEqualTo("backup");
    LineChoice byHand = new LineChoice("main", "stage", false, T, true, true, null, "backup");
    assertThat(byHand.withoutMix("main").chosen()).isEqualTo("main");
  }
}
