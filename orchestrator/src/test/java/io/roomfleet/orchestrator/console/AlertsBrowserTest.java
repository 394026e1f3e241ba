package io.roomfleet.orchestrator.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.api.alert.AlertState;
import io.roomfleet.orchestrator.http.FakeAlerts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;

/** Alerts in a real browser, on the node's real HTTP server. */
class AlertsBrowserTest {
  private static final Duration SOON = Duration.ofSeconds(30);

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

  private List<WebElement> all(String css) {
    return chromium.driver().findElements(By.cssSelector(css));
  }

  private String text(String css) {
    List<WebElement> found = all(css);
    return found.isEmpty() ? "" : found.get(0).getText();
  }

  @Test
  void anAlertAppearsIsAcknowledgedAndCounted() throws Exception {
    String id = Broadcast.ROOM + ".1";
    stage.alerts().put(FakeAlerts.alert("fleet.7", AlertState.RESOLVED, null));
    page.open(Stage.TOKEN);
    page.await("the way to alerts", SOON, () -> !all("[data-testid=open-alerts]").isEmpty());
    assertThat(all("[data-testid=alert-badge]")).isEmpty();

    stage.alerts().put(FakeAlerts.alert(id, AlertState.RAISED, Broadcast.ROOM));
    page.await("the number", SOON, () -> text("[data-testid=alert-badge]").equals("1"));
    all("[data-testid=open-alerts]").get(0).click();
    page.await("both", SOON, () -> all("[data-testid=alert]").size() == 2);
    String raised = text("[data-testid=alert][data-state=RAISED]");
    assertThat(raised).contains("Critical", "viewers stall", "Likely cause: only in eu-west");
    Path folder = Files.createDirectories(Path.of("target/screenshots"));
    Files.write(folder.resolve("alerts.png"), chromium.driver().getScreenshotAs(OutputType.BYTES));

    all("[data-testid=acknowledge]").get(0).click();
    page.await("the question", SOON, () -> !all("[data-testid=acknowledge-yes]").isEmpty());
    all("[data-testid=note]").get(0).sendKeys("on it");
    all("[data-testid=acknowledge-yes]").get(0).click();
    page.await(
        "who looks into it",
        SOON,
        () -> text("[data-testid=alert][data-state=ACKNOWLEDGED]").contains("looks into it"));
    page.await("no number", SOON, () -> all("[data-testid=alert-badge]").isEmpty());

    WebElement state = all("[data-testid=filter-state]").get(0);
    state.findElement(By.cssSelector("option[value=RESOLVED]")).click();
    page.await(
        "those that are over",
        SOON,
        () ->
            all("[data-testid=alert]").size() == 1
                && text("[data-testid=alert]").contains("over since"));
    chromium.assertNoScriptBrokeAndNoPolicyWasMet();
  }
}
