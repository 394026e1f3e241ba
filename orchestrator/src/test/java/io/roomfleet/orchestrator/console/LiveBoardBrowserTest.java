package io.roomfleet.orchestrator.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.api.agent.AudienceWindow;
import io.roomfleet.api.alert.AlertState;
import io.roomfleet.orchestrator.http.FakeAlerts;
import io.roomfleet.sketch.Percentiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;

/** A room's live board in a real browser, on the node's real HTTP server and the real figures. */
class LiveBoardBrowserTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String VIEWERS = "[data-testid=chart-viewers]";

  /** Columns of a picture of which a good part is #ff5c5c: a line of dashes fills half of one. */
  private static final String RED_LINES =
      """
      const canvas = document.querySelector(`${arguments[0]} canvas`);
      const { width, height } = canvas;
      const pixels = canvas.getContext('2d').getImageData(0, 0, width, height).data;
      const near = (value, wanted) => Math.abs(value - wanted) < 12;
      const isRed = i => pixels[i + 3] > 40 && near(pixels[i], 255) && near(pixels[i + 1], 92) && near(pixels[i + 2], 92);
      const lines = [];
      for (let x = 0; x < width; x++) {
        let red = 0;
        for (let y = 0; y < height; y++) red += isRed(4 * (y * width + x)) ? 1 : 0;
        if (red > height / 6) lines.push(x / width);
      }
      return lines;
      """;

  private Chromium chromium;
  private Stage stage;
  private ConsolePage page;

  @BeforeEach
  void open() throws Exception {
    chromium = Chromium.start(1280, 1100);
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

  /** An agent says so for each of the last seconds. */
  private void seen(String subRoom, int viewers, long stalledMillis, int seconds) {
    Percentiles joins = new Percentiles();
    joins.add(1_800);
    long now = Instant.now().getEpochSecond();
    for (long second = now - seconds; second < now; second++) {
      stage
          .telemetry()
          .viewing
          .seen(
              "eu-west-1",
              new AudienceWindow(
                  Broadcast.ROOM,
                  subRoom,
                  "boot",
                  second,
                  viewers,
                  1,
                  0,
                  viewers,
                  0,
                  1_000L * viewers,
                  stalledMillis * viewers,
                  List.of(),
                  Map.of(),
                  null,
                  Base64.getEncoder().encodeToString(joins.encode()),
                  null,
                  null,
                  null));
    }
  }

  private List<WebElement> all(String css) {
    return chromium.driver().findElements(By.cssSelector(css));
  }

  private String row(String subRoom) {
    List<WebElement> rows = all("[data-testid=live-row][data-sub-room=" + subRoom + "]");
    return rows.isEmpty() ? "" : rows.get(0).getText();
  }

  @Test
  void theRoomSaysWhereItsViewersAreSentAndWhy() throws Exception {
    page.open(Stage.TOKEN).openRoom(Broadcast.ROOM);
    page.await("the way to it", SOON, () -> !all("[data-testid=routes] summary").isEmpty());
    all("[data-testid=routes] summary").get(0).click();
    page.await(
        "the ways of the first sub-room",
        SOON,
        () ->
            all("[data-testid=route-row][data-sub-room=de]").stream()
                .map(WebElement::getText)
                .anyMatch(row -> row.contains("25 %") && row.contains("as a fallback")));
    chromium.assertNoScriptBrokeAndNoPolicyWasMet();
  }

  @Test
  void theBoardMovesWithWhatAgentsSee() throws Exception {
    seen("de", 120, 80, 40);
    seen("us", 75, 0, 40);
    page.open(Stage.TOKEN).openRoom(Broadcast.ROOM);
    page.await("the way to it", SOON, () -> !all("[data-testid=open-live]").isEmpty());
    all("[data-testid=open-live]").get(0).click();
    page.await("the board", SOON, () -> row("de").contains("8 %") && row("us").contains("0 %"));
    assertThat(page.address()).endsWith(Broadcast.ROOM + "/live");
    assertThat(row("de")).contains("1.8 s");
    page.await(
        "the curves", SOON, () -> !all("[data-testid=chart-viewers] .chart canvas").isEmpty());
    awaitSeen("de", 4321, 0, "4,321");
    KeptFile table = KeptFile.of(chromium.driver(), page, "live-csv");
    assertThat(table.name()).startsWith("metrics-" + Broadcast.ROOM);
    assertThat(table.text()).startsWith("from (UTC),").contains(",de,,", ",us,,");
    keepAPicture("live.png");
    chromium.assertNoScriptBrokeAndNoPolicyWasMet();
  }

  @Test
  void anAlertAppearsOnTheBoardAndTheSliderShowsThePast() throws Exception {
    seen("de", 120, 0, 40);
    page.open(Stage.TOKEN).openRoom(Broadcast.ROOM);
    page.await("the way to it", SOON, () -> !all("[data-testid=open-live]").isEmpty());
    all("[data-testid=open-live]").get(0).click();
    awaitSeen("de", 120, 0, "120");
    page.await("the curves", SOON, () -> !all(VIEWERS + " .chart canvas").isEmpty());
    assertThat(redLines()).isEmpty();
    assertThat(all("[data-testid=alert-badge]")).isEmpty();
    page.mark();

    String id = Broadcast.ROOM + ".1";
    stage.evening().viewersStall(id);
    stage.alerts().put(FakeAlerts.alert(id, AlertState.RAISED, Broadcast.ROOM));
    awaitSeen("de", 97, 124, "97");
    page.await(
        "the number of alerts",
        SOON,
        () -> all("[data-testid=alert-badge]").stream().anyMatch(it -> it.getText().equals("1")));
    // It is later than all that was counted.
    page.await("the mark", SOON, () -> redLines().stream().anyMatch(it -> it > 0.5));
    keepAPicture("live-alert.png");

    all(".back").get(0).click();
    TimelineConsole timeline = new TimelineConsole(chromium.driver(), page);
    timeline.open();
    assertThat(timeline.states("ALERT stall-ratio eu-west")).containsExactly("CRITICAL");
    assertThat(timeline.marks("ALERT stall-ratio eu-west")).containsExactly("alert.raised");
    timeline.slideTo(stage.evening().start().plusSeconds(546));
    assertThat(timeline.subRoom("de")).contains("DEGRADED", "agent eu-west-1 was lost");
    timeline.slideTo(stage.evening().start().plusSeconds(900));
    assertThat(timeline.subRoom("de")).contains("LIVE");
    assertThat(page.isMarked()).as("the page was not loaded again").isTrue();
    chromium.assertNoScriptBrokeAndNoPolicyWasMet();
  }

  /** What is of now is shown for five seconds; so it is said until it is shown. */
  private void awaitSeen(String subRoom, int viewers, long stalled, String shown) {
    page.await(
        "the newest second",
        SOON,
        () -> {
          seen(subRoom, viewers, stalled, 2);
          return row(subRoom).contains(shown);
        });
  }

  /** Where lines in the colour of alerts stand in the picture of viewers, 0 left to 1 right. */
  @SuppressWarnings("unchecked")
  private List<Double> redLines() {
    List<Number> lines = (List<Number>) chromium.driver().executeScript(RED_LINES, VIEWERS);
    return lines.stream().map(Number::doubleValue).toList();
  }

  private void keepAPicture(String name) throws Exception {
    Path folder = Files.createDirectories(Path.of("target/screenshots"));
    Files.write(folder.resolve(name), chromium.driver().getScreenshotAs(OutputType.BYTES));
  }
}
