package io.roomfleet.orchestrator.cohost;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.api.agent.StageState.SeatState;
import io.roomfleet.api.agent.StageState.WebRtcQuality;
import io.roomfleet.api.cohost.CohostQuality;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a session keeps, and says, of how its people come in. */
class SeatWaysTest {
  private static final WebRtcQuality BAD = new WebRtcQuality(0.0712, 31, 240);
  private static final WebRtcQuality GOOD = new WebRtcQuality(0, 4, null);

  private final StageWorld world = new StageWorld(staged(), StageWorld.ALL);

  private static Staged staged() {
    Staged staged = new Staged(CohostMode.PK, "anna", "ben.b");
    staged.as("ben.b", new CohostCommand.Accept("ben.b"));
    staged.enterAll();
    return staged;
  }

  @BeforeEach
  void begin() {
    world.line("r1", "eu-west");
    world.line("r2", "eu-west");
    assertThat(world.staged.state.stage().place()).isNotNull();
  }

  @AfterEach
  void end() {
    world.close();
  }

  private SeatState seat(String name, WebRtcQuality quality) {
    return new SeatState(name, true, world.staged.now, null, quality);
  }

  private void both(WebRtcQuality anna, WebRtcQuality ben) {
    world.reports("eu-west", List.of(seat("anna", anna), seat(SeatNames.of("ben.b"), ben)));
  }

  private Map<String, CohostQuality> shown() {
    return world.ways.qualities();
  }

  @Test
  void shouldShowThemAndKeepNothingInTheJournal() {
    both(BAD, GOOD);
    int made = world.staged.made.size();
    world.staged.pass(2);
    both(BAD, GOOD);
    assertThat(shown())
        .isEqualTo(
            Map.of(
                "anna", new CohostQuality(7.12, 31, 240, world.staged.now),
                "ben.b", new CohostQuality(0, 4, null, world.staged.now)));
    assertThat(world.staged.made).hasSize(made);
  }

  @Test
  void shouldTellTheAlertsOfEachOnesOwnRoomOfChangesAndNowAndThenOfNone() {
    both(BAD, GOOD);
    assertThat(world.words)
        .extracting(word -> word.seat().roomId(), SeatWord::agentId, SeatWord::quality)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("r1", "eu-west-1", BAD),
            org.assertj.core.groups.Tuple.tuple("r2", "eu-west-1", GOOD));
    both(BAD, GOOD);
    assertThat(world.words).as("nothing changed").hasSize(2);
    both(GOOD, GOOD);
    assertThat(world.words).hasSize(3);
    world.staged.pass(10);
    both(GOOD, GOOD);
    assertThat(world.words).as("it may have been lost").hasSize(5);
  }

  @Test
  void shouldForgetWhoDoesNotComeAnyMore() {
    both(BAD, GOOD);
    world.reports(
        "eu-west",
        List.of(
            new SeatState("anna", false, world.staged.now, "nobody publishes", BAD),
            seat(SeatNames.of("ben.b"), GOOD)));
    assertThat(shown()).containsOnlyKeys("ben.b");
    assertThat(last().seat().id()).isEqualTo("anna");
    assertThat(last().quality()).isNull();
  }

  @Test
  void shouldForgetAllWhenTheSessionIsOver() {
    both(BAD, GOOD);
    world.words.clear();
    world.staged.asOperator(new CohostCommand.End("enough"));
    world.settle();
    assertThat(shown()).isEmpty();
    assertThat(world.words).hasSize(2).allMatch(word -> word.quality() == null);
  }

  @Test
  void shouldForgetWhatAnAgentSaidThatIsLost() {
    both(BAD, GOOD);
    world.loseAgent("eu-west", "eu-west-1");
    assertThat(shown()).isEmpty();
  }

  @Test
  void shouldNotTakeTheWordOfAnotherRegion() {
    world.reports("eu-west", List.of());
    world.say("us-east", world.heldWith("eu-west", List.of(seat("anna", BAD))));
    world.settle();
    assertThat(shown()).isEmpty();
  }

  private SeatWord last() {
    return world.words.get(world.words.size() - 1);
  }
}
