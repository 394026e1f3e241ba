package io.roomfleet.orchestrator.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.WebDriverWait;

/** One on the stage's page, and the business that sends that one there. */
final class StageHost {
  static final Duration SOON = Duration.ofSeconds(30);
  static final String ROOM_OF_ANNA = Broadcast.ROOM;
  static final String ROOM_OF_BEN = "room-" + "b".repeat(26);

  private static final JsonMapper JSON = new JsonMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final ChromeDriver driver;
  private final URI console;
  final String sessionId;

  /** A session of Anna and Ben, who has accepted. */
  StageHost(ChromeDriver driver, URI console, String modeAndMore) throws Exception {
    this.driver = driver;
    this.console = console;
    String body =
        "{%s,\"seats\":[{\"id\":\"anna\",\"roomId\":\"%s\",\"name\":\"Anna\"},{\"id\":\"ben\",\"roomId\":\"%s\",\"name\":\"Ben\"}]}"
            .formatted(modeAndMore, ROOM_OF_ANNA, ROOM_OF_BEN);
    sessionId = send("", body).get("id").asText();
    send("/" + sessionId + ":accept", "{\"seatId\":\"ben\"}");
  }

  private JsonNode send(String path, String body) throws Exception {
    HttpResponse<String> answer =
        CLIENT.send(
            HttpRequest.newBuilder(console.resolve("/v1/cohost-sessions" + path))
                .header("Authorization", "Bearer " + Stage.TOKEN)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
    return JSON.readTree(answer.body());
  }

  /** A verb of the session, by an operator. */
  JsonNode told(String verb, String body) throws Exception {
    return send("/" + sessionId + ":" + verb, body);
  }

  String tokenOf(String seatId) throws Exception {
    return told("join", "{\"seatId\":\"" + seatId + "\"}").get("token").asText();
  }

  /** What the control plane answers one with this token. */
  int statusBy(String seatId, String token) throws Exception {
    String path = "/v1/cohost-sessions/%s/stage/%s".formatted(sessionId, seatId);
    HttpRequest request =
        HttpRequest.newBuilder(console.resolve(path))
            .header("Authorization", "Bearer " + token)
            .build();
    return CLIENT.send(request, BodyHandlers.discarding()).statusCode();
  }

  StageHost open(String fragment) {
    driver.get("about:blank");
    driver.get(console + "stage/" + sessionId + fragment);
    return this;
  }

  /** Opens the link of a seat. */
  StageHost open(String seatId, String token) {
    return open("#seat=" + seatId + "&token=" + token);
  }

  /** Opens the link of a seat in the tab in which the page is. */
  void follow(String seatId, String token) {
    run("location.hash = arguments[0]", "seat=" + seatId + "&token=" + token);
    await("the link to be taken", () -> !address().contains("#"));
  }

  /** Opens the console, as an operator. */
  StageHost openConsole(String page) {
    driver.get("about:blank");
    driver.get(console + "#token=" + Stage.TOKEN + "&/" + page);
    return this;
  }

  Object run(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /** How often the page has asked for what ends like this. */
  long asked(String ending) {
    return (Long)
        run(
            "return performance.getEntriesByType('resource').filter(it =>"
                + " it.name.endsWith(arguments[0])).length",
            ending);
  }

  /** Until the page has looked again, whatever was under way. */
  void awaitLook(String seatId) {
    long before = asked("/stage/" + seatId);
    await("that it looks", () -> asked("/stage/" + seatId) > before + 1);
  }

  /** What the page keeps of its link. */
  String kept() {
    return (String)
        run("return sessionStorage.getItem(arguments[0])", "roomfleet.stage." + sessionId);
  }

  JsonNode seen() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(console.resolve("/v1/cohost-sessions/" + sessionId))
            .header("Authorization", "Bearer " + Stage.TOKEN)
            .build();
    return JSON.readTree(CLIENT.send(request, BodyHandlers.ofString()).body());
  }

  String address() {
    return driver.getCurrentUrl();
  }

  void reload() {
    driver.navigate().refresh();
  }

  void click(String testId) {
    await(testId, () -> has("[data-testid=" + testId + "]"));
    driver.executeScript(
        "document.querySelector(arguments[0]).click()", "[data-testid=" + testId + "]");
  }

  /** Words of what has this test id; empty without it. */
  String text(String testId) {
    return attribute("[data-testid=" + testId + "]", "innerText");
  }

  String attribute(String css, String name) {
    return (String)
        driver.executeScript(
            "const found = document.querySelector(arguments[0]);return String(found ?"
                + " found[arguments[1]] ?? found.dataset[arguments[1]] ?? '' : '')",
            css,
            name);
  }

  /** Of one's tile. */
  String seat(String seatId, String name) {
    return attribute("[data-testid=stage-tile][data-seat=" + seatId + "]", name);
  }

  /** What is wrong, by its kind; empty when nothing is. */
  String fault() {
    return attribute("[data-testid=stage-fault]", "kind");
  }

  boolean has(String css) {
    return !driver.findElements(By.cssSelector(css)).isEmpty();
  }

  void await(String what, BooleanSupplier condition) {
    new WebDriverWait(driver, SOON, Duration.ofMillis(200))
        .withMessage(() -> what + "; the page says: " + attribute("body", "innerText"))
        .until(any -> condition.getAsBoolean());
  }
}
