package io.roomfleet.orchestrator.cohost;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.orchestrator.cohost.CohostCommand.Accept;
import io.roomfleet.orchestrator.cohost.CohostReply.Code;
import io.roomfleet.orchestrator.cohost.slot.SlotCall;
import io.roomfleet.orchestrator.cohost.slot.SlotWord;
import org.junit.jupiter.api.Test;

/** A session that is live: who comes later, drops, goes, and what its rooms say meanwhile. */
class CohostLiveTest {
  private final Staged cohost = Staged.live(CohostMode.COHOST, "anna", "bob", "carl");

  @Test
  void shouldBeginWithTheFirstAndLetTheOthersComeLater() {
    Staged staged = new Staged(CohostMode.COHOST, "anna", "bob", "carl");
    staged.as("bob", new Accept("bob"));
    staged.enterAll();
    staged.connect("anna", "bob");
    assertThat(staged.state.status()).isEqualTo(CohostStatus.LIVE);
    staged.as("carl", new Accept("carl"));
    assertThat(staged.calls()).containsOnlyKeys("r3");
    staged.held("r3");
    assertThat(staged.calls().get("r3")).isEqualTo(new SlotCall.Confirm("s", 3));
    staged.in("r3");
    staged.connect("carl");
    assertThat(staged.state.mixed()).extracting(Seat::id).containsExactly("anna", "bob", "carl");
  }

  @Test
  void shouldGoOnWithoutOneWhoComesLaterAndWhoseRoomIsTaken() {
    cohost.as("anna", new CohostCommand.Invite(Staged.host("dora", "r0")));
    cohost.as("dora", new Accept("dora"));
    cohost.refusedBy("r0", SlotWord.Code.TAKEN, "it is in session other");
    assertThat(cohost.seat("dora").exit()).isEqualTo(Seat.Exit.ROOM_TAKEN);
    assertThat(cohost.state.status()).isEqualTo(CohostStatus.LIVE);
  }

  @Test
  void shouldWaitForOneWhoDropsAndTakeThatOneBack() {
    cohost.media("bob", false);
    assertThat(cohost.seat("bob").state()).isEqualTo(Seat.State.RECONNECTING);
    assertThat(cohost.state.mixed()).as("with a slate").hasSize(3);
    cohost.passAndLook(14);
    cohost.media("bob", true);
    assertThat(cohost.seat("bob").state()).isEqualTo(Seat.State.JOINED);
    cohost.passAndLook(100);
    assertThat(cohost.seat("bob").state()).isEqualTo(Seat.State.JOINED);
  }

  @Test
  void shouldGoOnWithoutOneWhoDoesNotComeBackAndFreeTheRoom() {
    cohost.media("bob", false);
    cohost.passAndLook(15);
    assertThat(cohost.seat("bob").exit()).isEqualTo(Seat.Exit.DROPPED);
    assertThat(cohost.calls()).containsOnlyKeys("r2");
    assertThat(cohost.state.status()).isEqualTo(CohostStatus.LIVE);
    cohost.media("bob", true);
    assertThat(cohost.seat("bob").isOut()).as("too late").isTrue();
  }

  @Test
  void shouldHandOverWhenTheOwnersBroadcastEnds() {
    cohost.media("bob", false);
    cohost.lost("r1", "room r1 has ended");
    assertThat(cohost.state.owner()).as("the next who is connected").isEqualTo("carl");
    assertThat(cohost.state.status()).isEqualTo(CohostStatus.LIVE);
    assertThat(cohost.state.claims()).doesNotContainKey("r1");
  }

  @Test
  void shouldAnswerARoomThatTellsOfItsEndSoThatItStopsTelling() {
    SlotCall answer = cohost.hear("r2", new SlotWord.Lost("s", 2, "room r2 has ended"));
    assertThat(answer).isInstanceOf(SlotCall.Release.class);
    assertThat(cohost.hear("r2", new SlotWord.Lost("s", 2, "room r2 has ended")))
        .as("and again, if that was lost")
        .isInstanceOf(SlotCall.Release.class);
  }

  @Test
  void shouldEndWhenOneIsLeft() {
    cohost.as("bob", new CohostCommand.Leave("bob", "x"));
    cohost.as("carl", new CohostCommand.Leave("carl", "x"));
    assertThat(cohost.state.status()).isEqualTo(CohostStatus.ENDED);
    assertThat(cohost.state.reason()).isEqualTo("left are [anna] (expected: 2 or more)");
    assertThat(cohost.calls()).containsOnlyKeys("r1", "r2", "r3");
  }

  @Test
  void shouldComeBackUnderANewAttemptOnceTheRoomIsFreed() {
    cohost.as("bob", new CohostCommand.Leave("bob", "x"));
    cohost.as("anna", new CohostCommand.Invite(Staged.host("bob", "r2")));
    cohost.isRefused(
        "bob",
        new Accept("bob"),
        Code.ROOM_LEAVING,
        "room r2 is given back by bob (expected: again in a moment)");
    cohost.freed("r2");
    cohost.as("bob", new Accept("bob"));
    assertThat(cohost.attempt("r2")).isEqualTo(4);
    assertThat(cohost.hear("r2", new SlotWord.In("s", 2)))
        .as("an old word frees the old attempt alone")
        .isEqualTo(new SlotCall.Release("s", 2, "the session does not have it"));
  }

  @Test
  void shouldEndAtItsLongestTime() {
    cohost.passAndLook(4 * 3600 - 1);
    assertThat(cohost.state.status()).isEqualTo(CohostStatus.LIVE);
    cohost.passAndLook(1);
    assertThat(cohost.state.status()).isEqualTo(CohostStatus.ENDED);
    assertThat(cohost.state.reason()).isEqualTo("it lasted for its longest time, PT4H");
  }

  @Test
  void shouldSayAgainFromTimeToTimeWhichRoomsAreInIt() {
    assertThat(cohost.calls()).isEmpty();
    assertThat(CohostRooms.renewals(cohost.state).values())
        .containsExactly(
            new SlotCall.Confirm("s", 1),
            new SlotCall.Confirm("s", 2),
            new SlotCall.Confirm("s", 3));
  }

  @Test
  void shouldRefuseEverythingOnceItIsOver() {
    cohost.as("anna", new CohostCommand.End("good night"));
    cohost.isRefused(
        "anna",
        new CohostCommand.End("again"),
        Code.WRONG_STATE,
        "session s is ENDED (expected: one that is not over)");
  }
}
