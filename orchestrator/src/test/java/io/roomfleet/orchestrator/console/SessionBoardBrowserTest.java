package io.roomfleet.orchestrator.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The list of sessions and one session's board in a real browser. */
class SessionBoardBrowserTest {
  private static final String PK =
      "\"mode\":\"PK\",\"rules\":{\"countdownSeconds\":0,\"durationSeconds\":60}";

  private Stage stage;
  private Chromium chromium;
  private StageHost board;

  @BeforeEach
  void open() throws Exception {
    stage = new Stage();
    chromium = Chromium.start(1500, 1300);
    board = new StageHost(chromium.driver(), stage.console(), PK);
  }

  @AfterEach
  void close() throws Exception {
    if (chromium != null) {
      chromium.close();
    }
    stage.close();
  }

  private String seat(String seatId, String name) {
    return board.attribute(row(seatId), name);
  }

  private static String row(String seatId) {
    return "[data-testid=session-seat][data-seat=" + seatId + "]";
  }

  private void press(String seatId, String button) {
    board.run(
        "document.querySelector(arguments[0]).click()",
        row(seatId) + " [data-testid=" + button + "]");
  }

  @Test
  void itIsFoundFromTheListAndFromItsRoom() {
    board.openConsole("sessions");
    String row = "[data-testid=session-row][data-session=" + board.sessionId + "]";
    board.await("the session in the list", () -> board.has(row));
    board.run("document.querySelector(arguments[0]).click()", row);
    board.await("its board", () -> board.has("[data-testid=session-page]"));
    board.openConsole("rooms/" + Broadcast.ROOM);
    board.await("the session at its room", () -> board.has("[data-testid=open-session]"));
    board.click("open-session");
    board.await("its board", () -> board.has("[data-testid=session-page]"));
    assertThat(board.address()).endsWith("#/sessions/" + board.sessionId);
  }

  @Test
  void itShowsTheStageTheRoundAndThePicture() throws Exception {
    stage.sessions().refusePlace(board.sessionId, "eu-west: 2 transcode units missing");
    board.openConsole("sessions/" + board.sessionId);
    board.await("why not", () -> board.text("session-stage").contains("2 transcode units missing"));
    stage.sessions().place(board.sessionId, URI.create("http://127.0.0.1:9"));
    board.await("where it is", () -> board.text("session-stage").contains("eu-west-1"));
    stage.sessions().connect(board.sessionId);
    board.await(
        "the round", () -> board.attribute("[data-testid=score]", "phase").equals("running"));
    board.told(
        "score",
        "{\"scores\":[{\"eventId\":\"g\",\"roomId\":\"%s\",\"points\":7}]}"
            .formatted(StageHost.ROOM_OF_BEN));
    String team = "[data-testid=score-team][data-team=" + StageHost.ROOM_OF_BEN + "]";
    board.await("the points", () -> board.attribute(team, "points").equals("7"));
    board.await(
        "the picture",
        () -> board.attribute("[data-testid=session-mixed] video", "phase").equals("playing"));
    assertThat(board.attribute("[data-testid=layout-seat][data-seat=ben]", "offsetLeft"))
        .isNotEqualTo("0");
    stage.sessionsLater(Duration.ofSeconds(60));
    board.await("who won", () -> board.text("score-verdict").equals("Ben won"));
    assertThat(board.text("results")).contains("Ben 7");
    board.click("session-end");
    board.click("confirm-yes");
    board.await("the end", () -> board.text("session-status").equals("ENDED"));
    chromium.assertNoScriptBrokeAndNoPolicyWasMet();
  }

  @Test
  void anOperatorModerates() throws Exception {
    stage.sessions().connect(board.sessionId);
    board.openConsole("sessions/" + board.sessionId);
    board.await("both", () -> seat("ben", "state").equals("JOINED"));
    press("ben", "seat-mute");
    board.await("that Ben is muted", () -> seat("ben", "innerText").contains("muted"));
    board.click("session-lock");
    board.await("that it is locked", () -> board.has("[data-testid=session-locked]"));
    String before = board.seen().get("pk").get("endsAt").asText();
    board.click("session-extend");
    board.run(
        "const kind = document.querySelector('[data-testid=session-kind]');"
            + "kind.value = 'PICTURE_IN_PICTURE';"
            + "kind.dispatchEvent(new Event('change', { bubbles: true }));");
    board.await(
        "the other layout",
        () -> board.attribute("[data-testid=session-layout]", "kind").equals("PICTURE_IN_PICTURE"));
    assertThat(board.seen().get("pk").get("endsAt").asText()).isGreaterThan(before);

    press("anna", "seat-link");
    board.click("link-make");
    board.await("the link", () -> !board.text("join-link").isEmpty());
    String link = board.text("join-link");
    assertThat(link).contains("/console/stage/" + board.sessionId + "#seat=anna&token=");
    assertThat(board.statusBy("anna", link.substring(link.indexOf("token=") + 6))).isEqualTo(200);
    board.run("document.querySelector('[data-testid=link-dialog]').close()");

    press("ben", "seat-remove");
    board.click("confirm-yes");
    board.await("that Ben is out", () -> seat("ben", "state").equals("OUT"));
    board.await("the end of a PK of one", () -> board.text("session-status").equals("ENDED"));
    chromium.assertNoScriptBrokeAndNoPolicyWasMet();
  }
}
