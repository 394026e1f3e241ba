package io.roomfleet.orchestrator.cohost;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.orchestrator.cohost.CohostCommand.Accept;
import io.roomfleet.orchestrator.cohost.CohostCommand.Asker;
import io.roomfleet.orchestrator.cohost.CohostReply.Code;
import io.roomfleet.orchestrator.cohost.CohostReply.Refused;
import io.roomfleet.orchestrator.cohost.slot.SlotCall;
import io.roomfleet.orchestrator.cohost.slot.SlotWord;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The life of a session: from the invitation to the last room that is given back. */
class CohostSessionTest {
  @Nested
  class Invited {
    private final Staged pk = new Staged(CohostMode.PK, "anna", "bob");
    private final Staged cohost = new Staged(CohostMode.COHOST, "anna", "bob", "carl");

    @Test
    void shouldReserveNoRoomBeforeSomebodyAccepts() {
      assertThat(pk.state.status()).isEqualTo(CohostStatus.INVITED);
      assertThat(pk.calls()).isEmpty();
      assertThat(pk.state.dueAt()).isEqualTo(Staged.START.plusSeconds(30));
    }

    @Test
    void shouldBeMadeOnce() {
      CohostSession.Decision again =
          CohostSession.create(pk.state, "s", pk.state.spec(), pk.asker("anna"), pk.now);
      assertThat(again.events()).isEmpty();
      assertThat(again.refusal()).isNull();
    }

    @Test
    void shouldExpireWhenNobodyAnswers() {
      pk.passAndLook(29);
      assertThat(pk.state.status()).isEqualTo(CohostStatus.INVITED);
      pk.passAndLook(1);
      assertThat(pk.state.status()).isEqualTo(CohostStatus.EXPIRED);
      assertThat(pk.state.reason()).isEqualTo("bob: no answer within PT30S");
      assertThat(pk.state.isAtRest()).isTrue();
      assertThat(pk.state.dueAt()).isNull();
    }

    @Test
    void shouldRefuseAnAcceptanceAfterExpiryThoughNobodyHasNoticedIt() {
      pk.pass(30);
      pk.isRefused(
          "bob",
          new Accept("bob"),
          Code.INVITATION_EXPIRED,
          "the invitation of bob is over: no answer within PT30S");
      assertThat(pk.state.status()).isEqualTo(CohostStatus.EXPIRED);
      pk.isRefused(
          "bob",
          new Accept("bob"),
          Code.INVITATION_EXPIRED,
          "the invitation of bob is over: no answer within PT30S");
    }

    @Test
    void shouldTakeAnAcceptanceInTheLastInstant() {
      pk.pass(Duration.ofSeconds(30).minusNanos(1));
      pk.as("bob", new Accept("bob"));
      assertThat(pk.state.status()).isEqualTo(CohostStatus.ACCEPTED);
    }

    @Test
    void shouldBeDeclinedWhenAllMustComeAndOneDoesNot() {
      pk.as("bob", new CohostCommand.Decline("bob", "I am tired"));
      assertThat(pk.state.status()).isEqualTo(CohostStatus.DECLINED);
      assertThat(pk.state.reason()).isEqualTo("bob: I am tired");
    }

    @Test
    void shouldBeginWithoutThoseWhoDeclineWhereNotAllMustCome() {
      cohost.as("bob", new CohostCommand.Decline("bob", "no"));
      assertThat(cohost.state.status()).isEqualTo(CohostStatus.INVITED);
      cohost.as("carl", new Accept("carl"));
      assertThat(cohost.state.status()).isEqualTo(CohostStatus.ACCEPTED);
      assertThat(cohost.calls()).containsOnlyKeys("r1");
    }

    @Test
    void shouldBeDeclinedWhenNobodyIsLeftToAnswer() {
      cohost.as("bob", new CohostCommand.Decline("bob", "no"));
      cohost.passAndLook(30);
      assertThat(cohost.state.status()).isEqualTo(CohostStatus.DECLINED);
    }

    @Test
    void shouldEndWhenTheOwnerWithdraws() {
      pk.as("anna", new CohostCommand.Leave("anna", "changed her mind"));
      assertThat(pk.state.status()).isEqualTo(CohostStatus.ENDED);
      assertThat(pk.state.reason()).isEqualTo("anna: changed her mind");
    }

    @Test
    void shouldDoARequestOnceAndRefuseAStaleRevision() {
      Asker asker = pk.asker("bob");
      assertThat(pk.tell(new Accept("bob"), asker)).isNull();
      int events = pk.made.size();
      assertThat(pk.tell(new Accept("bob"), asker)).as("a repeat is done").isNull();
      assertThat(pk.made).hasSize(events);
      Refused stale = pk.tell(new CohostCommand.End("x"), new Asker("test", "anna", "other", 1L));
      assertThat(stale)
          .isEqualTo(
              new Refused(
                  Code.STALE_REVISION, "revision: 1 (expected: " + pk.state.revision() + ")"));
    }

    @Test
    void shouldLetNobodyAcceptForAnother() {
      pk.isRefused(
          "anna",
          new Accept("bob"),
          Code.NOT_ALLOWED,
          "seat anna asks (expected: bob or an operator)");
      pk.isRefused(
          "bob", new Accept("zoe"), Code.UNKNOWN_SEAT, "seatId: zoe (expected: anna or bob)");
      pk.asOperator(new Accept("bob"));
    }
  }

  @Nested
  class Accepted {
    private final Staged pk = new Staged(CohostMode.PK, "anna", "bob");

    Accepted() {
      pk.as("bob", new Accept("bob"));
    }

    @Test
    void shouldAskForOneRoomAfterTheOtherAndConfirmWhenAllAreHeld() {
      Instant until = Staged.START.plusSeconds(10);
      assertThat(pk.calls()).containsOnly(Map.entry("r1", hold(1, until)));
      pk.held("r1");
      assertThat(pk.calls()).containsOnly(Map.entry("r2", hold(2, until)));
      pk.held("r2");
      assertThat(pk.calls().values())
          .containsExactly(new SlotCall.Confirm("s", 1), new SlotCall.Confirm("s", 2));
      pk.in("r2");
      assertThat(pk.calls().values()).containsExactly(new SlotCall.Confirm("s", 1));
      pk.in("r1");
      assertThat(pk.calls()).isEmpty();
      assertThat(pk.state.status()).isEqualTo(CohostStatus.CONNECTING);
      assertThat(pk.state.rooms()).containsExactly("r1", "r2");
    }

    @Test
    void shouldFailAndGiveBackWhatItHasWhenARoomIsTaken() {
      pk.held("r1");
      pk.refusedBy("r2", SlotWord.Code.TAKEN, "it is in session other");
      assertThat(pk.state.status()).isEqualTo(CohostStatus.FAILED);
      assertThat(pk.state.reason()).isEqualTo("bob: room r2: it is in session other");
      assertThat(pk.seat("bob").exit()).isEqualTo(Seat.Exit.ROOM_TAKEN);
      assertThat(pk.calls()).containsOnlyKeys("r1");
      assertThat(pk.calls().get("r1")).isInstanceOf(SlotCall.Release.class);
      assertThat(pk.state.isAtRest()).isFalse();
      pk.freed("r1");
      assertThat(pk.state.isAtRest()).isTrue();
    }

    @Test
    void shouldFailWhenAHostHasEndedTheBroadcast() {
      pk.refusedBy("r1", SlotWord.Code.NOT_ON_AIR, "room r1 is ENDED");
      assertThat(pk.state.status()).isEqualTo(CohostStatus.FAILED);
      assertThat(pk.seat("anna").exit()).isEqualTo(Seat.Exit.ROOM_OVER);
    }

    @Test
    void shouldFailWhenARoomDoesNotAnswerInTime() {
      pk.held("r1");
      pk.passAndLook(10);
      assertThat(pk.state.status()).isEqualTo(CohostStatus.FAILED);
      assertThat(pk.calls().values())
          .as("both may be held")
          .allMatch(call -> call instanceof SlotCall.Release);
      assertThat(pk.calls()).containsOnlyKeys("r1", "r2");
    }

    @Test
    void shouldFailWhenAHoldLapsedBeforeItWasConfirmed() {
      pk.held("r1");
      pk.held("r2");
      pk.in("r1");
      pk.lost("r2", "it was held until then, and confirmed later");
      assertThat(pk.state.status()).isEqualTo(CohostStatus.FAILED);
      assertThat(pk.calls()).containsOnlyKeys("r1");
    }

    @Test
    void shouldGiveBackWhatARoomSaysAndItDoesNotKnow() {
      SlotCall answer = pk.hear("r1", new SlotWord.In("s", 99));
      assertThat(answer).isEqualTo(new SlotCall.Release("s", 99, "the session does not have it"));
      assertThat(pk.hear("r9", new SlotWord.Held("s", 1, pk.now)))
          .isInstanceOf(SlotCall.Release.class);
      assertThat(pk.hear("r9", new SlotWord.Freed("s", 1))).isNull();
      assertThat(pk.hear("r1", new SlotWord.Refused("s", 99, SlotWord.Code.LATE, "x"))).isNull();
      assertThat(pk.state.status()).isEqualTo(CohostStatus.ACCEPTED);
    }

    @Test
    void shouldPassOverWordsThatComeLate() {
      pk.held("r1");
      pk.refusedBy("r1", SlotWord.Code.TAKEN, "an older answer");
      pk.held("r1");
      assertThat(pk.state.claims().get("r1").state()).isEqualTo(Claim.State.HELD);
      pk.asOperator(new CohostCommand.End("enough"));
      assertThat(pk.hear("r1", new SlotWord.In("s", 1)))
          .as("what comes in after the end is released again")
          .isEqualTo(new SlotCall.Release("s", 1, "enough"));
      assertThat(pk.state.claims().get("r1").state()).isEqualTo(Claim.State.PARTING);
    }

    private SlotCall hold(long attempt, Instant until) {
      return new SlotCall.Hold("s", attempt, until);
    }
  }

  @Nested
  class Connecting {
    private final Staged cohost = new Staged(CohostMode.COHOST, "anna", "bob");

    Connecting() {
      cohost.as("bob", new Accept("bob"));
      cohost.enterAll();
    }

    @Test
    void shouldBeLiveWhenAllAreConnected() {
      cohost.connect("anna");
      assertThat(cohost.state.status()).isEqualTo(CohostStatus.CONNECTING);
      cohost.connect("bob");
      assertThat(cohost.state.status()).isEqualTo(CohostStatus.LIVE);
      assertThat(cohost.state.liveAt()).isEqualTo(cohost.now);
    }

    @Test
    void shouldFailWhenOneOfTwoIsNotConnectedInTime() {
      cohost.connect("anna");
      cohost.passAndLook(30);
      assertThat(cohost.state.status()).isEqualTo(CohostStatus.FAILED);
      assertThat(cohost.state.reason()).isEqualTo("bob: not connected within PT30S");
    }

    @Test
    void shouldEndWhenOneGoesBeforeItIsLive() {
      cohost.as("bob", new CohostCommand.Leave("bob", "has to go"));
      assertThat(cohost.state.status()).isEqualTo(CohostStatus.ENDED);
      assertThat(cohost.state.reason()).isEqualTo("bob: has to go");
    }

    @Test
    void shouldGiveEachStepItsTimeAfterAnHourWithoutAControlPlane() {
      cohost.pass(3_000);
      cohost.media("anna", true);
      assertThat(cohost.state.status()).isEqualTo(CohostStatus.FAILED);
      assertThat(cohost.types()).endsWith("co_host.left", "co_host.ended");
    }
  }
}
