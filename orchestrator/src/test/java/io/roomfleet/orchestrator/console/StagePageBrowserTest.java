package io.roomfleet.orchestrator.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The page of one on a stage in a real browser, on the node's real HTTP server. There is no agent
 * behind it: whether pictures come is tested where there are agents.
 */
class StagePageBrowserTest {
  private static final String DEVICES = "--use-fake-device-for-media-stream";
  private static final String ALLOWED = "--use-fake-ui-for-media-stream";
  private static final String REFUSED = "--deny-permission-prompts";
  private static final String PK =
      "\"mode\":\"PK\",\"rules\":{\"countdownSeconds\":0,\"durationSeconds\":60}";

  /** Nothing listens there. */
  private static final URI NO_AGENT = URI.create("http://127.0.0.1:9");

  private Stage stage;
  private Chromium chromium;

  @BeforeEach
  void open() throws Exception {
    stage = new Stage();
  }

  @AfterEach
  void close() throws Exception {
    if (chromium != null) {
      chromium.close();
    }
    stage.close();
  }

  private StageHost host(String mode, String... arguments) throws Exception {
    chromium = Chromium.start(1100, 800, arguments);
    return new StageHost(chromium.driver(), stage.console(), mode);
  }

  /** Ben, who has joined with camera and microphone, in a session that all are in. */
  private StageHost joined(String mode) throws Exception {
    StageHost ben = host(mode, DEVICES, ALLOWED);
    stage.sessions().place(ben.sessionId, NO_AGENT);
    stage.sessions().connect(ben.sessionId);
    ben.open("ben", ben.tokenOf("ben")).click("stage-join");
    return ben;
  }

  @Test
  void onlyALinkWithAGoodTokenOpensIt() throws Exception {
    StageHost ben = host(PK, DEVICES, ALLOWED);
    ben.open("").await("what is missing", () -> ben.fault().equals("link"));
    String other = ben.tokenOf("anna");
    ben.open("ben", other).await("what is wrong", () -> ben.fault().equals("token"));
    assertThat(ben.address()).doesNotContain(other);
    String token = ben.tokenOf("ben");
    ben.open("ben", token)
        .await("the tile of Anna", () -> ben.seat("anna", "state").equals("CONNECTING"));
    assertThat(ben.address()).endsWith("/stage/" + ben.sessionId);
    ben.reload();
    ben.await("the same without the link", () -> ben.seat("anna", "state").equals("CONNECTING"));
    assertThat(ben.fault()).isEmpty();
    chromium.assertNoScriptBrokeAndNoPolicyWasMet();
  }

  @Test
  void aTokenThatEndsSoonIsRenewed() throws Exception {
    StageHost ben = host("\"mode\":\"COHOST\"", DEVICES, ALLOWED);
    stage.sessions().connect(ben.sessionId);
    String token = ben.tokenOf("ben");
    stage.sessionsLater(Duration.ofSeconds(200));
    ben.open("ben", token);
    ben.await("the end of the first token", () -> statusIs401(ben, token));
    ben.reload();
    ben.await("the page to go on", () -> ben.seat("ben", "state").equals("JOINED"));
    assertThat(ben.fault()).isEmpty();
  }

  @Test
  void renewingDoesNotBringBackTheTokenOfAFormerLink() throws Exception {
    StageHost ben = host("\"mode\":\"COHOST\"", DEVICES, ALLOWED);
    stage.sessions().connect(ben.sessionId);
    String former = ben.tokenOf("ben");
    ben.open("ben", former).await("the first", () -> ben.seat("ben", "state").equals("JOINED"));
    String newest = ben.tokenOf("ben");
    ben.follow("ben", newest);
    ben.await("the page again", () -> ben.seat("ben", "state").equals("JOINED"));
    stage.sessionsLater(Duration.ofSeconds(200));
    ben.await("the end of its token", () -> statusIs401(ben, newest));
    assertThat(ben.statusBy("ben", former)).isEqualTo(401);
    ben.awaitLook("ben");
    assertThat(ben.fault()).isEmpty();
  }

  @Test
  void anotherLinkInTheSameTabIsTaken() throws Exception {
    StageHost page = host(PK, DEVICES, ALLOWED);
    page.open("ben", page.tokenOf("ben"));
    page.await("Ben", () -> page.attribute(".stage-tile-own", "seat").equals("ben"));
    String other = page.tokenOf("anna");
    page.follow("anna", other);
    page.await("Anna", () -> page.attribute(".stage-tile-own", "seat").equals("anna"));
    assertThat(page.address()).doesNotContain(other);
  }

  @Test
  void howItEndedStays() throws Exception {
    StageHost ben = host("\"mode\":\"COHOST\"", DEVICES, ALLOWED);
    stage.sessions().connect(ben.sessionId);
    ben.open("ben", ben.tokenOf("ben"));
    ben.await("the page", () -> ben.seat("ben", "state").equals("JOINED"));
    ben.told("end", "{\"reason\":\"enough\"}");
    ben.await("the end", () -> ben.text("stage-story").equals("The session is over: enough."));
    stage.sessionsLater(Duration.ofSeconds(200));
    ben.awaitLook("ben");
    ben.awaitLook("ben");
    assertThat(ben.asked(":renew")).isZero();
    assertThat(ben.fault()).isEmpty();
    stage.sessionsLater(Duration.ofSeconds(200));
    ben.await("the end of its token", () -> ben.kept().contains("\"tokens\":[]"));
    assertThat(ben.fault()).isEmpty();
    assertThat(ben.text("stage-story")).isEqualTo("The session is over: enough.");
  }

  /** The audience sees the mix for a while longer: it must not freeze meanwhile. */
  @Test
  void theCameraStaysOpenForAMomentAfterTheEnd() throws Exception {
    StageHost ben = joined("\"mode\":\"COHOST\"");
    ben.await(
        "the camera",
        () ->
            ben.run(
                    "window.own = document.querySelector('.stage-tile-own video')?.srcObject;"
                        + "return Boolean(window.own)")
                .equals(true));
    String state = "window.own.getVideoTracks()[0].readyState";
    ben.run(
        "const story = () => document.querySelector('[data-testid=stage-story]')?.innerText ?? '';"
            + "new MutationObserver((seen, itself) => {"
            + "  if (!story().startsWith('The session is over')) return;"
            + "  itself.disconnect();"
            + "  setTimeout(() => { window.then = %s; }, 1000);".formatted(state)
            + "}).observe(document.body, {subtree: true, childList: true, characterData: true});");
    ben.told("end", "{}");
    ben.await(
        "a second after",
        () -> ben.run("return window.then ?? ''") instanceof String then && !then.isEmpty());
    assertThat(ben.run("return window.then")).isEqualTo("live");
    ben.await("that it is closed", () -> ben.run("return " + state).equals("ended"));
  }

  @Test
  void whoComesByAnEncoderIsNotAskedOfTheStage() throws Exception {
    StageHost ben = joined("\"mode\":\"COHOST\"");
    ben.await("an agent that is not there", () -> ben.fault().equals("connection"));
    assertThat(ben.seat("anna", "link")).isEqualTo("none");
    assertThat(ben.seat("anna", "innerText")).contains("by an encoder");
    ben.tokenOf("anna");
    ben.await("Anna by browser", () -> ben.seat("anna", "link").equals("cut"));
    assertThat(ben.seat("anna", "innerText")).doesNotContain("by an encoder");
  }

  @Test
  void withoutItsCameraTheMicrophoneIsClosedToo() throws Exception {
    StageHost ben = host(PK, DEVICES, ALLOWED);
    ben.open("ben", ben.tokenOf("ben")).click("stage-join");
    String open =
        "const stream = document.querySelector('.stage-tile-own video')?.srcObject ?? window.was;"
            + "window.was = stream;"
            + "return stream?.getTracks().filter(it => it.readyState === 'live').length ?? 0";
    ben.await("both", () -> ben.run(open).equals(2L));
    ben.run("window.was.getVideoTracks()[0].dispatchEvent(new Event('ended'))");
    ben.await("what is gone", () -> ben.text("stage-fault").contains("The camera is gone"));
    assertThat(ben.run(open)).isEqualTo(0L);
    ben.click("devices-again");
    ben.await("both again", () -> ben.run(open).equals(2L));
  }

  private static boolean statusIs401(StageHost host, String token) {
    try {
      return host.statusBy("ben", token) == 401;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void itSaysThatTheStageHasNoPlaceAndWhy() throws Exception {
    StageHost ben = host(PK, DEVICES, ALLOWED);
    stage.sessions().refusePlace(ben.sessionId, "eu-west: 2 transcode units missing");
    ben.open("ben", ben.tokenOf("ben")).click("stage-join");
    ben.await("why", () -> ben.text("stage-fault").contains("eu-west: 2 transcode units missing"));
    stage.sessions().place(ben.sessionId, NO_AGENT);
    ben.await("an agent that is not there", () -> ben.fault().equals("connection"));
    assertThat(ben.text("stage-fault")).contains("tried again");
  }

  @Test
  void itSaysThatTheBrowserRefusesTheCamera() throws Exception {
    StageHost ben = host(PK, DEVICES, REFUSED);
    stage.sessions().place(ben.sessionId, NO_AGENT);
    ben.open("ben", ben.tokenOf("ben")).click("stage-join");
    ben.await("what is refused", () -> ben.fault().equals("devices"));
    assertThat(ben.text("stage-fault")).contains("camera and the microphone").contains("Allow");
    ben.click("without-camera");
    ben.await(
        "that the microphone is refused too",
        () -> ben.text("stage-fault").contains("the microphone."));
  }

  @Test
  void aHostSeesTheRoundIsMutedAndLeaves() throws Exception {
    StageHost ben = joined(PK);
    ben.await("the round", () -> ben.attribute("[data-testid=score]", "phase").equals("running"));
    assertThat(ben.text("score-clock")).matches("00:[0-5][0-9]|01:00");
    ben.told(
        "score",
        "{\"scores\":[{\"eventId\":\"g\",\"roomId\":\"%s\",\"points\":70}]}"
            .formatted(StageHost.ROOM_OF_BEN));
    String team = "[data-testid=score-team][data-team=" + StageHost.ROOM_OF_BEN + "]";
    ben.await("the points", () -> ben.attribute(team, "points").equals("70"));

    ben.click("stage-mute");
    ben.await("that Ben is muted", () -> ben.seat("ben", "innerText").contains("muted"));
    ben.told("mute", "{\"seatId\":\"ben\",\"muted\":false}");
    ben.told("mute", "{\"seatId\":\"ben\",\"muted\":true}");
    ben.await("by whom", () -> ben.seat("ben", "innerText").contains("muted by the owner"));
    stage.sessions().media(ben.sessionId, "anna", false);
    ben.await("that Anna is away", () -> ben.seat("anna", "innerText").contains("reconnecting"));
    stage.sessions().media(ben.sessionId, "anna", true);

    stage.sessionsLater(Duration.ofSeconds(60));
    ben.await("who won", () -> ben.text("score-verdict").equals("Ben won"));
    ben.click("stage-rematch");
    ben.await("that one waits", () -> ben.text("stage-rematch").equals("Waiting for the others"));
    ben.click("stage-leave");
    ben.await("the end", () -> ben.text("stage-story").startsWith("You have left"));
    assertThat(ben.fault()).isEmpty();
    chromium.assertNoScriptBrokeAndNoPolicyWasMet();
  }
}
