package io.roomfleet.orchestrator.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.api.region.MaintenanceRequest;
import io.roomfleet.orchestrator.http.Caller;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The console in a real browser, on the node's real HTTP server. */
class ConsoleBrowserTest {
  private static final Duration SOON = Duration.ofSeconds(15);
  private static final Duration PLAYING = Duration.ofSeconds(30);
  private static final List<String> MARKETS = List.of("de", "id", "us");

  private Chromium chromium;
  private Stage stage;
  private ConsolePage page;

  @BeforeEach
  void open() throws Exception {
    chromium = Chromium.start(1280, 900);
    stage = new Stage();
    page = new ConsolePage(chromium.driver(), stage.console());
  }

  @AfterEach
  void close() throws Exception {
    if (chromium != null) {
      chromium.close();
    }
    if (stage != null) {
      stage.close();
    }
  }

  @Test
  void theTokenLeavesTheAddressBarAndAWrongOneIsRefusedInOneSentence() {
    page.openWithoutToken().signIn("a-token-that-is-not-known");
    page.await(
        "a refusal",
        SOON,
        () -> page.signInMessage().equals("The server did not accept this token."));

    page.open(Stage.TOKEN);
    page.await("the room", SOON, () -> page.roomTitles().contains("Midnight sneakers"));
    assertThat(page.address()).doesNotContain("token").endsWith("/console/#/");
    chromium.assertNoScriptBrokeAndNoPolicyWasMet();
  }

  @Test
  void threeVideosPlayAndAnEventAppearsWithoutReload() {
    page.open(Stage.TOKEN).openRoom(Broadcast.ROOM);
    page.mark();
    MARKETS.forEach(market -> page.awaitVideoAdvances(market, 2, PLAYING));
    assertThat(page.verdict()).contains("All 3 sub-rooms play");
    assertThat(page.roomStatus()).isEqualTo("LIVE");
    assertThat(page.why("de"))
        .contains(
            "eu-west-1 is the closest with room",
            "impossible",
            "no slot is free",
            "latency 0.3004",
            "agents 37 more");
    assertThat(page.relay("ap-southeast"))
        .contains("reads us-east", "0.0100 a GB", "falls back on eu-west");

    stage.broadcast().degrade("ID", "agent eu-west-1 is no longer heard");
    page.await("the event", SOON, () -> page.eventTypes().contains("sub_room.degraded"));
    page.await("the state", SOON, () -> page.subRoomStatus("id").equals("DEGRADED"));
    assertThat(page.verdict()).contains("1 of 3 sub-rooms not playing");
    assertThat(page.isMarked()).isTrue();
    chromium.assertNoScriptBrokeAndNoPolicyWasMet();
  }

  @Test
  void aSubRoomThatMovesSaysWhereToAndPlaysOn() {
    page.open(Stage.TOKEN).openRoom(Broadcast.ROOM);
    page.awaitVideoAdvances("de", 2, PLAYING);
    assertThat(page.movingTo("de")).isEmpty();

    stage.broadcast().move("DE", "us-east", "eu-west is evacuated");
    page.await("the move", SOON, () -> page.movingTo("de").contains("us-east"));
    assertThat(page.movingTo("de")).contains("eu-west is evacuated");
    assertThat(page.subRoomStatus("de")).isEqualTo("LIVE");
    assertThat(page.verdict()).contains("All 3 sub-rooms play");
    page.awaitVideoAdvances("de", 2, PLAYING);
    chromium.assertNoScriptBrokeAndNoPolicyWasMet();
  }

  @Test
  void anotherLineIsChosenAmongThoseThatThereAre() {
    page.open(Stage.TOKEN).openRoom(Broadcast.ROOM);
    page.await("the active line", SOON, () -> page.activeLine().equals("main"));
    page.switchLine("backup");
    page.await("the other line", SOON, () -> page.activeLine().equals("backup"));
    page.await("the event", SOON, () -> page.eventTypes().contains("line.switched"));
    chromium.assertNoScriptBrokeAndNoPolicyWasMet();
  }

  @Test
  void aVideoThatCannotPlaySaysSoAndPlaysOnceItCan() {
    stage.mediaIsThere(false);
    page.open(Stage.TOKEN).openRoom(Broadcast.ROOM);
    page.await("a stall", PLAYING, () -> page.videoPhase("de").equals("stalled"));
    page.await("the verdict", SOON, () -> page.verdict().contains("not playing"));

    stage.mediaIsThere(true);
    page.awaitVideoAdvances("de", 2, PLAYING);
    page.await("the verdict", SOON, () -> page.verdict().contains("All 3 sub-rooms play"));
  }

  @Test
  void aControlPlaneThatWasAwayIsJoinedAgainAndNoEventIsMissedOrSeenTwice() throws Exception {
    page.open(Stage.TOKEN).openRoom(Broadcast.ROOM);
    page.await("the stream", SOON, () -> page.eventsPhase().equals("Live"));
    page.mark();
    stage.stopNode();
    page.await("the loss", SOON, page::saysConnectionLost);
    MARKETS.forEach(market -> page.awaitVideoAdvances(market, 2, PLAYING));

    stage.broadcast().happens("line.switched", null, Map.of("from", "main", "to", "backup"));
    stage.startNode();
    page.await("the connection", PLAYING, () -> !page.saysConnectionLost());
    page.await("the missed event", PLAYING, () -> page.eventTypes().contains("line.switched"));
    assertThat(page.eventSequences()).containsExactly("2", "1");
    assertThat(page.isMarked()).isTrue();
  }

  @Test
  void anAgentIsDrainedFromItsRegionsPageWhichShowsHowFarItIsAndWhatWaits() throws Exception {
    page.open(Stage.TOKEN).openRegion("eu-west");
    page.mark();
    assertThat(page.agentText("eu-west-1")).contains("Encode", "Egress", "Slots", "4 assignments");
    page.askOfAgent("eu-west-1", "drain");
    page.fill("deadline", "15");
    page.fill("reason", "kernel update");
    page.confirm();
    page.await(
        "the drain",
        SOON,
        () -> page.progressOf("eu-west-1").startsWith("moved 0 of 4 · 0 moving"));
    assertThat(stage.fleet().asked())
        .isEqualTo(new MaintenanceRequest(15 * 60, "kernel update", null));
    assertThat(page.agentText("eu-west-1")).contains("kernel update", "DRAINING 0/4");

    stage.fleet().moves("de");
    page.await("a move", SOON, () -> page.progressOf("eu-west-1").contains("1 moving"));
    assertThat(page.agentText("eu-west-2")).contains("NEXT", "sub-room de");

    stage.fleet().waits("its publisher is sending to agent eu-west-1");
    page.await("the wait", SOON, () -> page.progressOf("eu-west-1").contains("1 waiting"));
    assertThat(page.agentText("eu-west-1")).contains("its publisher is sending to agent eu-west-1");
    page.await("the bar", SOON, () -> Math.abs(page.movedShare("eu-west-1") - 0.75) < 0.02);

    page.askOfAgent("eu-west-1", "restore");
    page.confirm();
    page.await("the end", SOON, () -> page.progressOf("eu-west-1").isEmpty());
    assertThat(page.isMarked()).isTrue();
    chromium.assertNoScriptBrokeAndNoPolicyWasMet();
  }

  @Test
  void theCalendarShowsWhatIsBookedAndWhereAPromoIsTooMany() {
    page.open(Stage.TOKEN).openCalendar();
    assertThat(page.address()).endsWith("#/calendar");
    assertThat(page.overbookedIn("eu-west"))
        .contains("Overbooked", "1.5 transcode units missing", "2 bookings", "room-2/de");
    assertThat(page.barsOf("eu-west", "rgb(255, 123, 114)")).isEqualTo(5);
    assertThat(page.barsOf("eu-west", "rgb(106, 174, 255)")).isEqualTo(6);
    chromium.assertNoScriptBrokeAndNoPolicyWasMet();
  }

  @Test
  void aRoomShowsWhichOfItsSubRoomsMoveAndWhereTo() {
    page.open(Stage.TOKEN).openRoom(Broadcast.ROOM);
    page.await("the room", SOON, () -> page.roomStatus().equals("LIVE"));
    assertThat(page.moves()).isEmpty();
    stage
        .fleet()
        .drainAgent(new Caller("test", "1"), "eu-west-1", new MaintenanceRequest(600, null, null));
    stage.fleet().moves("de");
    page.await("a move", SOON, () -> page.moves().contains("MOVING from eu-west-1"));
    assertThat(page.moves()).contains("DE").contains("to eu-west-2").doesNotContain("ID");

    stage.fleet().moved("de");
    page.await("the old place", SOON, () -> page.moves().contains("HAS MOVED from eu-west-1"));
  }
}
