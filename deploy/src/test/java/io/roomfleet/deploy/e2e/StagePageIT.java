package io.roomfleet.deploy.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.roomfleet.orchestrator.console.Chromium;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Two hosts of two regions on the stage's page, each in a Chromium with devices that are made up,
 * on a fleet with a real Janus. On a fleet of its own: an agent is killed.
 */
class StagePageIT {
  private static final Duration SOON = Duration.ofSeconds(150);
  private static final String[] BROWSER = {
    "--use-fake-device-for-media-stream=fps=5",
    "--use-fake-ui-for-media-stream",
    "--autoplay-policy=no-user-gesture-required",
    "--disable-background-timer-throttling",
    "--disable-renderer-backgrounding"
  };

  private DevFleetProcess fleet;
  private Api api;
  private String path;
  private Chromium anna;
  private Chromium ben;

  @BeforeEach
  void start() {
    boolean required = Boolean.parseBoolean(System.getenv("ROOMFLEET_REQUIRE_JANUS"));
    assumeTrue(required || Files.isExecutable(Path.of("/usr/bin/janus")), "janus is not installed");
    anna = Chromium.start(900, 700, BROWSER);
    ben = Chromium.start(900, 700, BROWSER);
    fleet =
        DevFleetProcess.start(
            DevFleetProcess.freshFolder("stage"),
            Map.of("ROOMFLEET_AGENT_SUSPECT_AFTER", "5s", "ROOMFLEET_AGENT_LOST_AFTER", "8s"),
            "--agent-transcode-units",
            "4");
    api = fleet.api();
  }

  @AfterEach
  void stop() {
    for (Chromium browser : new Chromium[] {anna, ben}) {
      if (browser != null) {
        browser.close();
      }
    }
    if (fleet != null) {
      fleet.close();
    }
  }

  /** In rooms into which nobody publishes otherwise: that is cheap. */
  private void begin() {
    String later = Instant.now().plusSeconds(3600).toString();
    String own = api.room("Anna sells", "rtmp", later);
    String other = api.room("Ben sells", "rtmp", later, "us-east");
    api.post("/v1/rooms/" + own + ":start", null);
    api.post("/v1/rooms/" + other + ":start", null);
    JsonNode session =
        api.post(
            "/v1/cohost-sessions",
            Map.of(
                "mode",
                "PK",
                "seats",
                List.of(
                    Map.of("id", "anna", "roomId", own, "name", "Anna"),
                    Map.of("id", "ben", "roomId", other, "name", "Ben")),
                "canvas",
                Map.of("width", 320, "height", 180, "frameRate", 10),
                "times",
                Map.of("connectSeconds", 120, "reconnectSeconds", 300, "reserveSeconds", 60),
                "rules",
                Map.of("countdownSeconds", 0, "durationSeconds", 1800)));
    path = "/v1/cohost-sessions/" + session.get("id").asText();
    api.post(path + ":accept", Map.of("seatId", "ben"));
  }

  private void join(Chromium browser, String seatId) {
    String token = api.post(path + ":join", Map.of("seatId", seatId)).get("token").asText();
    String sessionId = path.substring(path.lastIndexOf('/') + 1);
    browser
        .driver()
        .get(
            fleet.apiUrl() + "/console/stage/" + sessionId + "#seat=" + seatId + "&token=" + token);
    Await.until(
        "the button of " + seatId,
        SOON,
        () ->
            browser
                .driver()
                .executeScript("document.querySelector('[data-testid=stage-join]').click()"));
  }

  private JsonNode session() {
    return api.get(path);
  }

  private String agent() {
    return session().at("/stage/agentId").asText();
  }

  private void awaitBothThere() {
    Await.until(
        "both on the stage",
        SOON,
        () ->
            assertThat(session().get("seats"))
                .extracting(seat -> seat.get("state").asText())
                .as(() -> said(anna) + said(ben))
                .containsOnly("JOINED"));
  }

  private static String said(Chromium browser) {
    return browser.driver().executeScript("return document.body.innerText").toString();
  }

  /** The picture of another one comes and moves, and is no black one. */
  private static void awaitSees(Chromium browser, String seatId) {
    String look =
        """
        const video = document.querySelector('[data-testid=stage-tile][data-seat=%s][data-link=up] video');
        if (!video || !video.videoWidth) return null;
        const canvas = document.createElement('canvas');
        canvas.width = 1; canvas.height = 1;
        const to = canvas.getContext('2d');
        to.drawImage(video, 0, 0, 1, 1);
        const [red, green, blue] = to.getImageData(0, 0, 1, 1).data;
        return [video.currentTime, green - Math.max(red, blue)];
        """
            .formatted(seatId);
    List<?> first = Await.get("a picture of " + seatId, SOON, () -> looked(browser, look));
    Await.until(
        "that " + seatId + " moves",
        SOON,
        () -> {
          List<?> then = looked(browser, look);
          assertThat(number(then, 0)).isNotEqualTo(number(first, 0));
          assertThat(number(then, 1))
              .as("green, as the browsers' made-up device is")
              .isGreaterThan(40);
        });
  }

  private static List<?> looked(Chromium browser, String look) {
    Object seen = browser.driver().executeScript(look);
    if (seen == null) {
      throw new AssertionError("none yet: " + said(browser));
    }
    return (List<?>) seen;
  }

  private static double number(List<?> seen, int at) {
    return ((Number) seen.get(at)).doubleValue();
  }

  private static String attribute(Chromium browser, String css, String name) {
    Object found =
        browser
            .driver()
            .executeScript(
                "const found = document.querySelector(arguments[0]);"
                    + "return found ? String(found.dataset[arguments[1]] ?? found.innerText) : ''",
                css,
                name);
    return String.valueOf(found);
  }

  @Test
  void twoHostsSeeEachOtherAlsoAfterAReloadAndOnAnotherAgent() {
    begin();
    join(anna, "anna");
    join(ben, "ben");
    awaitBothThere();
    awaitSees(anna, "ben");
    awaitSees(ben, "anna");

    String room = session().at("/seats/1/roomId").asText();
    Map<String, Object> gift = Map.of("eventId", "g1", "roomId", room, "points", 42);
    api.post(path + ":score", Map.of("scores", List.of(gift)));
    String team = "[data-testid=score-team][data-team='" + room + "']";
    Await.until(
        "the points at Anna's",
        SOON,
        () -> assertThat(attribute(anna, team, "points")).isEqualTo("42"));

    ben.driver().navigate().refresh();
    awaitSees(anna, "ben");
    awaitSees(ben, "anna");
    awaitBothThere();

    String killed = agent();
    fleet.kill(killed);
    Await.until("another agent", SOON, () -> assertThat(agent()).isNotEmpty().isNotEqualTo(killed));
    awaitBothThere();
    awaitSees(anna, "ben");
    awaitSees(ben, "anna");

    api.post(path + ":end", null);
    Await.until(
        "the end at Ben's",
        SOON,
        () ->
            assertThat(attribute(ben, "[data-testid=stage-story]", "-"))
                .startsWith("The session is over"));
    anna.assertNoScriptBrokeAndNoPolicyWasMet();
    ben.assertNoScriptBrokeAndNoPolicyWasMet();
  }
}
