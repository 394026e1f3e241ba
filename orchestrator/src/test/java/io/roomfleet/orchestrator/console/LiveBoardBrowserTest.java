package io.roomfleet.orchestrator.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.api.agent.AudienceWindow;
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
    seen("de", 4321, 0, 2);
    page.await("the newest second", SOON, () -> row("de").contains("4,321"));
    KeptFile table = KeptFile.of(chromium.driver(), page, "live-csv");
    assertThat(table.name()).startsWith("metrics-" + Broadcast.ROOM);
    assertThat(table.text()).startsWith("from (UTC),").contains(",de,,", ",us,,");
    Path folder = Files.createDirectories(Path.of("target/screenshots"));
    Files.write(folder.resolve("live.png"), chromium.driver().getScreenshotAs(OutputType.BYTES));
    chromium.assertNoScriptBrokeAndNoPolicyWasMet();
  }
}
