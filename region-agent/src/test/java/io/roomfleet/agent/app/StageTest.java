package io.roomfleet.agent.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.roomfleet.agent.testing.Await;
import io.roomfleet.agent.testing.Recording;
import io.roomfleet.agent.testing.StageBrowser;
import io.roomfleet.api.agent.Assignment;
import io.roomfleet.api.agent.AssignmentState;
import io.roomfleet.api.agent.Canvas;
import io.roomfleet.api.agent.Seat;
import io.roomfleet.api.agent.StageState.SeatState;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Two Chromium, one red and one blue, on a stage of a real agent with a real Janus. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StageTest {
  private static final Duration SOON = Duration.ofSeconds(120);
  private static final Canvas CANVAS = new Canvas(320, 180, 25);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir static Path folder;
  private FakeControlPlane control;
  private TestAgent agent;
  private StageBrowser anna;
  private StageBrowser ben;

  @BeforeAll
  void start() throws Exception {
    StageBrowser.needJanus();
    anna = StageBrowser.start();
    ben = StageBrowser.start();
    control = new FakeControlPlane();
    agent = new TestAgent(control, folder, "stage", 21500);
    desire("s1", "token-of-");
    Await.until(SOON, "people can connect", () -> stage("s1") != null);
  }

  @AfterAll
  void stop() {
    if (agent != null) {
      agent.close();
      control.close();
    }
    if (ben != null) {
      ben.close();
    }
    if (anna != null) {
      anna.close();
    }
  }

  private static Seat seat(String id, double x, String token) throws Exception {
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest((token + id).getBytes(StandardCharsets.UTF_8));
    return new Seat(
        id,
        id,
        new Seat.Place(x, 0, 0.5, 1),
        false,
        new Seat.Input.WebRtc(HexFormat.of().formatHex(hash)));
  }

  private void desire(String session, String token) throws Exception {
    control.desire(
        new Assignment.Mix(
            "mix/" + session,
            1,
            session,
            Assignment.Mix.LINE,
            List.of(seat("anna", 0, token), seat("ben", 0.5, token)),
            CANVAS,
            null));
  }

  private AssignmentState state(String session) {
    return control.state("mix/" + session);
  }

  private String stage(String session) {
    URI url = state(session).stage().url();
    return url == null ? null : url.toString();
  }

  private SeatState of(String session, String seat) {
    return state(session).stage().seats().stream()
        .filter(each -> each.seatId().equals(seat))
        .findFirst()
        .orElseThrow();
  }

  private void bothPublish(String session) {
    assertThat(anna.publish(stage(session), "anna", "token-of-anna", "#e02020", 300, true))
        .isEqualTo("published");
    assertThat(ben.publish(stage(session), "ben", "token-of-ben", "#2020e0", 900, true))
        .isEqualTo("published");
    Await.until(SOON, "anna comes", () -> of(session, "anna").comes());
    Await.until(SOON, "ben comes", () -> of(session, "ben").comes());
  }

  private static String colour(int[] rgb) {
    boolean r = rgb[0] > 130 && rgb[2] < 120;
    boolean b = rgb[2] > 130 && rgb[0] < 120;
    return r ? "red" : b ? "blue" : "other";
  }

  private static String colour(String seen) {
    String[] parts = seen.split(" ");
    return parts.length < 3
        ? seen
        : colour(
            new int[] {
              Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2])
            });
  }

  private void awaitMix(Recording mix, String left, String right) {
    Await.until(
        SOON,
        left + " is left, " + right + " right",
        () ->
            colour(mix.lastColour(0.2, 0.5)).equals(left)
                && colour(mix.lastColour(0.7, 0.5)).equals(right));
  }

  @Test
  void twoWhoPublishAreInTheMixAndSeeEachOther() throws Exception {
    bothPublish("s1");
    Recording mix = new Recording(agent.media("/relay/s1/mix.ts"), folder.resolve("mix.ts"));
    awaitMix(mix, "red", "blue");
    assertThat(anna.watch(stage("s1"), "anna", "token-of-anna", "ben")).isEqualTo("watches");
    assertThat(ben.watch(stage("s1"), "ben", "token-of-ben", "anna")).isEqualTo("watches");
    Await.until(SOON, "anna sees ben", () -> colour(anna.seen()).equals("blue"));
    Await.until(SOON, "ben sees anna", () -> colour(ben.seen()).equals("red"));
    Await.value(
        SOON,
        "pictures and sound go on",
        () -> new ObjectMapper().readTree(ben.stats()),
        stats ->
            stats.path("frames").asInt() > 30
                && stats.path("audioPackets").asInt() > 50
                && stats.path("energy").asDouble() > 0);
    SeatState measured =
        Await.value(
            SOON, "anna is measured", () -> of("s1", "anna"), seat -> seat.webRtc() != null);
    assertThat(measured.webRtc().loss()).isBetween(0.0, 0.2);
    mix.close();
    assertThat(mix.faults().keySet()).noneMatch(key -> key.startsWith("black_"));
  }

  @Test
  void whoIsGoneIsNotComingAndComesBack() throws Exception {
    bothPublish("s1");
    ben.open();
    Await.until(SOON, "ben is gone", () -> !of("s1", "ben").comes());
    assertThat(of("s1", "anna").comes()).isTrue();
    assertThat(ben.publish(stage("s1"), "ben", "token-of-ben", "#2020e0", 900, true))
        .isEqualTo("published");
    Await.until(SOON, "ben is back", () -> of("s1", "ben").comes());
  }

  @Test
  void whoIsHeardAndNotSeenComesToo() throws Exception {
    assertThat(anna.publish(stage("s1"), "anna", "token-of-anna", "red", 300, false))
        .isEqualTo("published");
    Await.until(SOON, "anna comes", () -> of("s1", "anna").comes());
    Recording mix = new Recording(agent.media("/relay/s1/mix.ts"), folder.resolve("voice.ts"));
    Await.until(
        SOON, "a card is in her place", () -> colour(mix.lastColour(0.1, 0.2)).equals("other"));
    mix.close();
  }

  @Test
  void killedJanusComesBackAndNobodyComesUntilThen() throws Exception {
    bothPublish("s1");
    janus().destroyForcibly();
    Await.until(SOON, "nobody comes", () -> !of("s1", "anna").comes() && !of("s1", "ben").comes());
    Await.until(SOON, "people can connect again", () -> stage("s1") != null);
    bothPublish("s1");
  }

  @Test
  void janusThatHangsIsEndedAndComesBack() throws Exception {
    bothPublish("s1");
    ProcessHandle hangs = janus();
    new ProcessBuilder("kill", "-STOP", String.valueOf(hangs.pid())).start().waitFor();
    Await.until(SOON, "it is ended", () -> !hangs.isAlive());
    Await.until(
        SOON,
        "people can connect again",
        () ->
            stage("s1") != null
                && anna.publish(stage("s1"), "anna", "token-of-anna", "#e02020", 300, true)
                    .equals("published"));
    bothPublish("s1");
  }

  private static ProcessHandle janus() {
    List<ProcessHandle> janus =
        ProcessHandle.current()
            .descendants()
            .filter(p -> p.info().command().orElse("").endsWith("/janus"))
            .toList();
    assertThat(janus).hasSize(1);
    return janus.get(0);
  }

  @Test
  void onlyWhoHasTheTokenGetsIn() throws Exception {
    String stage = stage("s1");
    assertThat(status("POST", stage + "/anna/whip", null, "v=0", "application/sdp")).isEqualTo(401);
    assertThat(status("POST", stage + "/anna/whip", "token-of-ben", "v=0", "application/sdp"))
        .isEqualTo(401);
    assertThat(status("POST", stage + "/anna/whep/ben", "wrong", "", null)).isEqualTo(401);
    assertThat(status("POST", stage + "/carl/whip", "token-of-carl", "v=0", "application/sdp"))
        .isEqualTo(404);
    assertThat(status("POST", stage + "/anna/whep/carl", "token-of-anna", "", null)).isEqualTo(404);
    assertThat(status("POST", stage + "/anna/whip", "token-of-anna", "v=0", "text/plain"))
        .isEqualTo(415);
    assertThat(status("POST", stage + "/anna/whip", "token-of-anna", "", null)).isEqualTo(400);
    assertThat(status("POST", stage + "/anna/whip", "token-of-anna", "no sdp", "application/sdp"))
        .isEqualTo(422);
    assertThat(
            status(
                "POST",
                stage + "/anna/whip",
                "token-of-anna",
                "v".repeat(65_537),
                "application/sdp"))
        .isEqualTo(413);
    assertThat(status("GET", stage + "/anna/whip", "token-of-anna", "", null)).isEqualTo(405);
    assertThat(status("DELETE", stage + "/anna/connections/x", "token-of-anna", "", null))
        .isEqualTo(404);
    assertThat(status("POST", stage + "/anna/dance", "token-of-anna", "", null)).isEqualTo(404);
  }

  private static int status(String method, String url, String token, String body, String type)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(Duration.ofSeconds(20))
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    if (type != null) {
      request.header("Content-Type", type);
    }
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  @Test
  void oldTokenIsWorthNothingWhenThereIsAnother() throws Exception {
    desire("s1", "other-token-of-");
    Await.until(
        SOON,
        "the old token is refused",
        () ->
            status("POST", stage("s1") + "/anna/whip", "token-of-anna", "x", "application/sdp")
                == 401);
    desire("s1", "token-of-");
    Await.until(
        SOON,
        "it is taken again",
        () ->
            status("POST", stage("s1") + "/anna/whip", "token-of-anna", "x", "application/sdp")
                == 422);
  }
}
