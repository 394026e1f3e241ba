package io.roomfleet.orchestrator.console;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.openqa.selenium.support.ui.WebDriverWait;

/** Reports in a real browser, on the node's real HTTP server; what is in them is made up. */
class ReportsBrowserTest {
  private Chromium chromium;
  private Stage stage;

  @BeforeEach
  void open() throws Exception {
    chromium = Chromium.start(1280, 900);
    stage = new Stage();
    new ConsolePage(chromium.driver(), stage.console()).open(Stage.TOKEN);
    find("open-reports").click();
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

  private WebElement find(String testId) {
    return new WebDriverWait(chromium.driver(), Duration.ofSeconds(30))
        .until(driver -> driver.findElement(By.cssSelector("[data-testid='" + testId + "']")));
  }

  private List<WebElement> all(String testId) {
    find(testId);
    return chromium.driver().findElements(By.cssSelector("[data-testid='" + testId + "']"));
  }

  @Test
  void oneBroadcastIsShownInParts() {
    all("report-room").get(0).click();
    find("report-part");
    chromium.driver().findElement(By.cssSelector("[data-cut='PRODUCT']")).click();
    new WebDriverWait(chromium.driver(), Duration.ofSeconds(30))
        .until(driver -> all("report-part").get(0).getText().startsWith("shoes"));
    assertThat(all("report-part"))
        .extracting(WebElement::getText)
        .anySatisfy(text -> assertThat(text).contains("Conversion +30 %"));
    chromium.assertNoScriptBrokeAndNoPolicyWasMet();
  }

  @Test
  void twoStandBesideEachOtherAndNoiseIsCalledNoise() throws Exception {
    find("reports-page");
    chromium.driver().executeScript("location.hash = '#/reports/room-a,room-b'");
    assertThat(all("report-figure"))
        .extracting(it -> it.getAttribute("data-figure") + " " + it.getAttribute("data-verdict"))
        .containsExactly("CONVERSION DIFFERENT", "STALL_RATIO NOISE", "COVER_CTR TOO_LITTLE");
    assertThat(find("report-comparison").getText()).contains("120 viewers came again", "±50");
    Path picture = Path.of("target", "screenshots", "reports.png");
    Files.createDirectories(picture.getParent());
    Files.write(picture, chromium.driver().getScreenshotAs(OutputType.BYTES));
    chromium.assertNoScriptBrokeAndNoPolicyWasMet();
  }
}
