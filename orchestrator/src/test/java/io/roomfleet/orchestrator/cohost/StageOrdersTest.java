package io.roomfleet.orchestrator.cohost;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.api.agent.Assignment;
import io.roomfleet.api.agent.PkBar;
import io.roomfleet.api.agent.Seat.Input;
import io.roomfleet.api.agent.StageState;
import io.roomfleet.orchestrator.cohost.slot.HostLine;
import io.roomfleet.orchestrator.cohost.slot.SlotWord;
import io.roomfleet.orchestrator.cohost.stage.Place;
import io.roomfleet.orchestrator.cohost.stage.Token;
import io.roomfleet.orchestrator.placement.Amount;
import io.roomfleet.orchestrator.placement.Policies;
import io.roomfleet.orchestrator.region.LedgerWord;
import io.roomfleet.orchestrator.region.Order;
import io.roomfleet.orchestrator.region.RegionLedger;
import io.roomfleet.orchestrator.region.Reservation;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a session gets the place of its mix, changes it, loses it, and gives it back. */
class StageOrdersTest {
  private static final String HASH = "a".repeat(64);

  private StageWorld world = new StageWorld(connecting(), StageWorld.ALL);

  @AfterEach
  void end() {
    world.close();
  }

  private void instead(Set<String> abilities) {
    world.close();
    world = new StageWorld(connecting(), abilities);
  }

  /** A PK whose rooms are in it, and nobody is connected. */
  private static Staged connecting() {
    Staged staged = new Staged(CohostMode.PK, "anna", "ben");
    staged.as("ben", new CohostCommand.Accept("ben"));
    staged.enterAll();
    assertThat(staged.state.status()).isEqualTo(CohostStatus.CONNECTING);
    return staged;
  }

  private CohostState state() {
    return world.staged.state;
  }

  private Place place() {
    return state().stage().place();
  }

  private void inEurope() {
    world.line("r1", "eu-west");
    world.line("r2", "eu-west");
    assertThat(place()).isNotNull();
    assertThat(place().region()).isEqualTo("eu-west");
  }

  private void join(String seat) {
    world.staged.as(seat, new CohostCommand.Join(seat, HASH, world.staged.now.plusSeconds(300)));
    world.settle();
  }

  @Test
  void shouldWaitUntilAllRoomsHaveSaidWhereTheirLinesAre() {
    world.line("r1", "eu-west");
    assertThat(place()).isNull();
    world.line("r2", "eu-west");
    assertThat(place().agentId()).isEqualTo("eu-west-1");
    assertThat(world.mix().canvas()).as("the session's own").isEqualTo(Staged.CANVAS);
    assertThat(world.mix().seats())
        .extracting(seat -> seat.input())
        .containsExactly(
            new Input.Upstream(URI.create("http://eu-west-1/relay/r1/main.ts"), null),
            new Input.Upstream(URI.create("http://eu-west-1/relay/r2/main.ts"), null));
  }

  @Test
  void shouldMeetWhereTheLongestWayIsTheShortest() {
    // Dublin is nearer to both New York and Singapore than they are to each other.
    world.line("r1", "us-east");
    world.line("r2", "ap-south");
    assertThat(place().region()).isEqualTo("eu-west");
  }

  @Test
  void shouldReadARoomWhereItsLineWent() {
    inEurope();
    world.line("r2", "us-east");
    assertThat(place().region()).isEqualTo("eu-west");
    assertThat(world.mix().seats().get(1).input())
        .isEqualTo(new Input.Upstream(URI.create("http://us-east-1/relay/r2/main.ts"), null));
  }

  @Test
  void shouldChangeTheMixInPlace() {
    inEurope();
    Assignment.Mix before = world.mix();
    world.staged.as("ben", new CohostCommand.Mute("ben", true));
    world.settle();
    Assignment.Mix after = world.mix();
    assertThat(after.epoch()).isEqualTo(before.epoch());
    assertThat(after.seats()).extracting(seat -> seat.muted()).containsExactly(false, true);
  }

  @Test
  void shouldHearFromItsAgentWhoComesAndGoes() {
    inEurope();
    world.comes("eu-west", "anna", true);
    assertThat(world.staged.seat("anna").state()).isEqualTo(Seat.State.JOINED);
    world.comes("eu-west", "ben", true);
    assertThat(state().status()).isEqualTo(CohostStatus.SCORING);
    world.comes("eu-west", "ben", false);
    assertThat(world.staged.seat("ben").state()).isEqualTo(Seat.State.RECONNECTING);
  }

  @Test
  void shouldShowTheScoreAndTellPointsOnceASecondWithoutOrderingAnew() {
    inEurope();
    world.comes("eu-west", "anna", true);
    world.comes("eu-west", "ben", true);
    PkBar bar = world.mix().bar();
    assertThat(bar.teams()).extracting(PkBar.Team::name).containsExactly("anna", "ben");
    assertThat(bar.phase()).isEqualTo(PkBar.Phase.SCORING);
    world.pass(4);
    long orders = world.mix().epoch();
    world.points.clear();
    for (int i = 0; i < 10; i++) {
      world.staged.score("g" + i, "r2", 10);
      world.settle();
    }
    assertThat(world.points.size()).isLessThanOrEqualTo(1);
    world.pass(1);
    assertThat(world.points.get(world.points.size() - 1).points()).containsExactly(0L, 100L);
    assertThat(world.mix().epoch()).isEqualTo(orders);
    assertThat(world.mix().bar()).as("what the ledger keeps").isEqualTo(bar);
  }

  @Test
  void shouldGiveTheAgentTheHashOfATokenAndNobodysOnceItIsOver() {
    inEurope();
    join("anna");
    assertThat(world.mix().seats().get(0).input()).isEqualTo(new Input.WebRtc(HASH));
    long epoch = world.mix().epoch();
    world.comes("eu-west", "anna", true);
    world.comes("eu-west", "ben", true);
    world.pass(3);
    world.staged.pass(297);
    world.staged.fold(CohostSession.due(state(), world.staged.now));
    world.settle();
    assertThat(state().stage().tokens()).containsEntry("anna", new Token(Token.NOBODY, null));
    if (state().isMixing()) {
      assertThat(world.mix().seats().get(0).input()).isEqualTo(new Input.WebRtc(Token.NOBODY));
      assertThat(world.mix().epoch()).isEqualTo(epoch);
    }
  }

  @Test
  void shouldGoToAnAgentForBrowsersOnceSomebodyComesByOne() {
    instead(StageWorld.NO_BROWSERS);
    world.join("us-east", "us-east-2", StageWorld.ALL);
    inEurope();
    join("anna");
    world.pass(3);
    assertThat(place().agentId()).isEqualTo("us-east-2");
    world.pass(2);
    assertThat(state().stage().partings()).as("the other place was given back").isEmpty();
    assertThat(world.ledgers.get("eu-west").reservations().keySet())
        .as("it goes on for those who read it, and no other")
        .isSubsetOf("mix/s#LEAVING");
  }

  @Test
  void shouldCarryOutWhatItCanWhileNoAgentHasRoomForOneWhoIsNew() {
    instead(StageWorld.NO_BROWSERS);
    inEurope();
    world.comes("eu-west", "anna", true);
    world.comes("eu-west", "ben", true);
    join("anna");
    world.pass(2);
    world.staged.as("ben", new CohostCommand.Mute("ben", true));
    world.pass(1);
    assertThat(world.mix().seats()).extracting(seat -> seat.muted()).containsExactly(false, true);
    assertThat(world.mix().seats().get(0).input()).isInstanceOf(Input.Upstream.class);
    assertThat(world.mix().bar()).as("the round is seen").isNotNull();

    world.join("us-east", "us-east-2", StageWorld.ALL);
    world.pass(25);
    assertThat(place().agentId()).isEqualTo("us-east-2");
    assertThat(world.mixes("us-east").get(0).seats().get(0).input())
        .isEqualTo(new Input.WebRtc(HASH));
  }

  @Test
  void shouldKeepTheSeatOfAHostWhoIsAwayForAMomentWhileNoAgentHasRoom() {
    inEurope();
    join("anna");
    world.reports(
        "eu-west",
        List.of(comes("anna", new StageState.WebRtcQuality(0, 2, 40)), comes("ben", null)));
    world.reports("eu-west", List.of(comes("anna", null), comes("ben", null)));
    world.silent.addAll(List.of("us-east", "ap-south"));
    Amount missing = new Amount(1, 0, 0);
    world.say(
        "eu-west", new LedgerWord.Refused(place().attempt(), missing, "it is full", List.of()));
    world.staged.as("ben", new CohostCommand.Mute("ben", true));
    world.pass(1);
    assertThat(world.mix().seats()).extracting(seat -> seat.muted()).containsExactly(false, true);
    assertThat(world.mix().seats().get(0).input()).isEqualTo(new Input.WebRtc(HASH));
  }

  private StageState.SeatState comes(String seat, StageState.WebRtcQuality webRtc) {
    return new StageState.SeatState(seat, true, world.staged.now, null, webRtc);
  }

  @Test
  void shouldGoOnAtAnotherAgentOfTheRegion() {
    inEurope();
    world.join("eu-west", "eu-west-2", StageWorld.ALL);
    long epoch = place().epoch();
    world.loseAgent("eu-west", "eu-west-1");
    assertThat(place().agentId()).isEqualTo("eu-west-2");
    assertThat(place().epoch()).isGreaterThan(epoch);
    assertThat(state().status()).isEqualTo(CohostStatus.CONNECTING);
  }

  @Test
  void shouldGoOnInAnotherRegionWhenItsOwnHasNoAgentLeft() {
    inEurope();
    world.loseAgent("eu-west", "eu-west-1");
    world.pass(3);
    assertThat(place().region()).isEqualTo("us-east");
    assertThat(world.mix().seats()).hasSize(2);
  }

  @Test
  void shouldSayWhyItHasNoPlaceAndGoOnLooking() {
    instead(Set.of("RELAY"));
    world.line("r1", "eu-west");
    world.line("r2", "eu-west");
    world.pass(2);
    assertThat(place()).isNull();
    assertThat(state().stage().reason()).contains("eu-west", "us-east", "ap-south");
    world.join("us-east", "us-east-2", StageWorld.ALL);
    world.pass(5);
    assertThat(place().agentId()).isEqualTo("us-east-2");
    assertThat(state().stage().reason()).isNull();
  }

  @Test
  void shouldPassOverARegionThatDoesNotAnswer() {
    world.silent.add("eu-west");
    world.line("r1", "eu-west");
    world.line("r2", "eu-west");
    world.pass(10);
    assertThat(place().region()).isEqualTo("us-east");
  }

  @Test
  void shouldGoOnWithItsPlaceAfterACrash() {
    inEurope();
    Place before = place();
    world.crash();
    world.pass(2);
    assertThat(place()).isEqualTo(before);
    assertThat(world.mix().epoch()).isEqualTo(before.epoch());
  }

  @Test
  void shouldTakeWhatAnOrderFromBeforeItsCrashHasGot() {
    world.staged.hear("r1", in("r1"));
    world.staged.hear("r2", in("r2"));
    world.ledgers.put(
        "eu-west", apply(world.ledgers.get("eu-west"), Order.mix("s", 5, MixPlans.of(state()))));
    world.say("eu-west", world.held("eu-west", null));
    world.silent.addAll(List.of("eu-west", "us-east", "ap-south"));
    world.settle();
    assertThat(place().attempt()).isEqualTo(5);
  }

  private SlotWord in(String room) {
    return new SlotWord.In("s", world.staged.attempt(room), new HostLine("eu-west", null));
  }

  private RegionLedger apply(RegionLedger ledger, Order order) {
    var then = ledger;
    for (var event :
        ledger
            .reserve(order, Reservation.Owner.SESSION, Policies.DEFAULT, world.staged.now)
            .events()) {
      then = then.apply(event);
    }
    return then;
  }

  @Test
  void shouldGiveItsPlaceBackWhenItIsOverUntilThatIsHeard() {
    inEurope();
    world.silent.add("eu-west");
    world.staged.asOperator(new CohostCommand.End("enough"));
    world.staged.enterAll();
    world.pass(2);
    assertThat(state().isAtRest()).isFalse();
    world.crash();
    world.silent.clear();
    world.pass(2);
    assertThat(world.ledgers.get("eu-west").reservations())
        .as("encoders that follow their rooms read it still")
        .isNotEmpty();
    world.pass(10);
    assertThat(state().isAtRest()).isTrue();
    assertThat(world.ledgers.get("eu-west").reservations()).isEmpty();
  }

  @Test
  void shouldReleaseWhatIsHeldForASessionThatIsOver() {
    inEurope();
    var held = world.held("eu-west", null);
    world.staged.asOperator(new CohostCommand.End("enough"));
    world.staged.enterAll();
    world.pass(12);
    assertThat(state().isAtRest()).isTrue();
    world.say("eu-west", held);
    world.settle();
    assertThat(world.ledgers.get("eu-west").reservations()).isEmpty();
    assertThat(state().isAtRest()).isTrue();
  }
}
