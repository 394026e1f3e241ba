package io.roomfleet.orchestrator.cohost.slot;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.orchestrator.platform.Json;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a room keeps of the session that has it. */
class RoomSlotTest {
  private static final Instant NOW = Instant.parse("2026-11-28T20:00:00Z");
  private static final Instant UNTIL = NOW.plusSeconds(10);

  private RoomSlot slot = RoomSlot.FREE;
  private Instant now = NOW;

  private SlotWord call(SlotCall call) {
    return call(call, null);
  }

  private SlotWord call(SlotCall call, String notNow) {
    RoomSlot.Answer answer = slot.answer(call, notNow, now);
    fold(answer.events());
    return answer.word();
  }

  private void fold(List<SlotEvent> events) {
    for (SlotEvent event : events) {
      slot = slot.apply(Json.read(Json.write(event), SlotEvent.class));
    }
    assertThat(Json.read(Json.write(slot), RoomSlot.class)).isEqualTo(slot);
  }

  private static SlotCall hold(String session) {
    return new SlotCall.Hold(session, 1, UNTIL);
  }

  private static SlotCall confirm(String session) {
    return new SlotCall.Confirm(session, 1);
  }

  private static SlotCall release(String session) {
    return new SlotCall.Release(session, 1, "test");
  }

  private static SlotWord in(String session) {
    return new SlotWord.In(session, 1);
  }

  @Test
  void shouldBeHeldThenInThenFree() {
    assertThat(call(hold("s"))).isEqualTo(new SlotWord.Held("s", 1, UNTIL));
    assertThat(slot.dueAt()).isEqualTo(UNTIL);
    assertThat(call(confirm("s"))).isEqualTo(in("s"));
    assertThat(slot.dueAt()).isNull();
    assertThat(call(release("s"))).isEqualTo(new SlotWord.Freed("s", 1));
    assertThat(slot).isEqualTo(RoomSlot.FREE);
  }

  @Test
  void shouldAnswerTheSameAndChangeNothingWhenToldTwice() {
    call(hold("s"));
    assertThat(slot.answer(hold("s"), null, now).events()).isEmpty();
    call(confirm("s"));
    assertThat(slot.answer(confirm("s"), null, now).events()).isEmpty();
    assertThat(call(hold("s"))).as("a late copy of the hold").isEqualTo(in("s"));
    call(release("s"));
    assertThat(slot.answer(release("s"), null, now).events()).isEmpty();
    assertThat(call(release("s"))).isEqualTo(new SlotWord.Freed("s", 1));
  }

  @Test
  void shouldRefuseASecondSessionAndNameTheFirst() {
    call(hold("s"));
    SlotWord.Refused held = (SlotWord.Refused) call(hold("other"));
    assertThat(held.code()).isEqualTo(SlotWord.Code.TAKEN);
    assertThat(held.detail()).isEqualTo("it is held for session s until " + UNTIL);
    call(confirm("s"));
    assertThat(((SlotWord.Refused) call(hold("other"))).detail()).isEqualTo("it is in session s");
    assertThat(call(confirm("other"))).isInstanceOf(SlotWord.Lost.class);
    call(release("other"));
    assertThat(slot.renewal()).as("a stranger frees nothing").isEqualTo(in("s"));
  }

  @Test
  void shouldLapseAtItsTimeWhetherOrNotSomebodyLooked() {
    call(hold("s"));
    now = UNTIL;
    SlotCall other = new SlotCall.Hold("other", 7, UNTIL.plusSeconds(5));
    RoomSlot.Answer answer = slot.answer(other, null, now);
    assertThat(answer.events())
        .containsExactly(
            new SlotEvent.Lapsed("s", 1, now),
            new SlotEvent.Held("other", 7, UNTIL.plusSeconds(5), now));
    SlotWord.Lost lost = (SlotWord.Lost) call(confirm("s"));
    assertThat(lost.reason()).contains("held until " + UNTIL);
    assertThat(slot).isEqualTo(RoomSlot.FREE);
    assertThat(((SlotWord.Refused) call(hold("s"))).code()).isEqualTo(SlotWord.Code.LATE);
  }

  @Test
  void shouldLapseByItself() {
    call(hold("s"));
    assertThat(slot.due(UNTIL.minusMillis(1))).isEmpty();
    fold(slot.due(UNTIL));
    assertThat(slot).isEqualTo(RoomSlot.FREE);
  }

  @Test
  void shouldNotLetAnOldReleaseFreeANewerAttemptOfTheSameSession() {
    call(new SlotCall.Hold("s", 2, UNTIL));
    call(new SlotCall.Confirm("s", 2));
    assertThat(call(release("s"))).isEqualTo(new SlotWord.Freed("s", 1));
    assertThat(call(hold("s"))).as("an old hold").isEqualTo(new SlotWord.Freed("s", 1));
    assertThat(call(confirm("s"))).as("an old one").isInstanceOf(SlotWord.Lost.class);
    assertThat(slot.renewal()).isEqualTo(new SlotWord.In("s", 2));
    assertThat(call(new SlotCall.Hold("s", 3, UNTIL)))
        .as("the session has done with the old one")
        .isEqualTo(new SlotWord.Held("s", 3, UNTIL));
    assertThat(call(new SlotCall.Release("s", 3, "test"))).isEqualTo(new SlotWord.Freed("s", 3));
    assertThat(slot).isEqualTo(RoomSlot.FREE);
  }

  @Test
  void shouldTellItsSessionThatTheRoomIsOverUntilThatAnswers() {
    call(hold("s"));
    call(confirm("s"));
    fold(slot.close("room r has ended", now));
    assertThat(slot.close("again", now)).isEmpty();
    assertThat(slot.holder()).isNull();
    assertThat(slot.renewal()).isEqualTo(new SlotWord.Lost("s", 1, "room r has ended"));
    assertThat(call(confirm("s"))).isEqualTo(new SlotWord.Lost("s", 1, "room r has ended"));
    call(release("other"));
    assertThat(slot.renewal()).isNotNull();
    call(release("s"));
    assertThat(slot.renewal()).isNull();
    SlotWord.Refused refused = (SlotWord.Refused) call(hold("other"));
    assertThat(refused.code()).isEqualTo(SlotWord.Code.NOT_ON_AIR);
    assertThat(refused.detail()).isEqualTo("room r has ended");
  }

  @Test
  void shouldRefuseWhileTheRoomIsNotOnAirAndKeepWhatItHas() {
    SlotWord word = call(hold("s"), "room r is SCHEDULED (expected: LIVE)");
    assertThat(((SlotWord.Refused) word).detail()).startsWith("room r is SCHEDULED");
    call(hold("s"));
    assertThat(call(hold("s"), "not now")).isInstanceOf(SlotWord.Held.class);
    assertThat(call(confirm("s"), "not now")).isEqualTo(in("s"));
  }

  @Test
  void shouldSayAgainWhatItKeeps() {
    assertThat(slot.renewal()).isNull();
    call(hold("s"));
    assertThat(slot.renewal()).isEqualTo(new SlotWord.Held("s", 1, UNTIL));
  }

  @Test
  void shouldWriteCallsAndWordsThatCanBeReadAgain() {
    for (SlotCall call : List.of(hold("s"), confirm("s"), release("s"))) {
      assertThat(Json.read(Json.write(call), SlotCall.class)).isEqualTo(call);
    }
    for (SlotWord word :
        List.of(
            in("s"),
            new SlotWord.Held("s", 1, UNTIL),
            new SlotWord.Refused("s", 1, SlotWord.Code.TAKEN, "it is taken"),
            new SlotWord.Lost("s", 1, "over"),
            new SlotWord.Freed("s", 1))) {
      assertThat(Json.read(Json.write(word), SlotWord.class)).isEqualTo(word);
    }
  }
}
