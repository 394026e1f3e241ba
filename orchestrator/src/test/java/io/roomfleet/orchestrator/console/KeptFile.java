package io.roomfleet.orchestrator.console;

import java.time.Duration;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.WebDriver;

/**
 * A file that the console gave the browser to keep.
 *
 * @param name under which it would be kept
 */
record KeptFile(String name, String text) {
  private static final Duration SOON = Duration.ofSeconds(20);

  /** Presses a button, and takes what it would have the browser keep. */
  static KeptFile of(WebDriver driver, ConsolePage page, String button) {
    JavascriptExecutor scripts = (JavascriptExecutor) driver;
    scripts.executeScript(
        """
        window.kept = {};
        window.makeUrl ??= URL.createObjectURL;
        URL.createObjectURL = blob => {
          blob.text().then(text => { window.kept.text = text; });
          return window.makeUrl.call(URL, blob);
        };
        HTMLAnchorElement.prototype.click = function () { window.kept.name = this.download; };
        document.querySelector(`[data-testid=${arguments[0]}]`).click();
        """,
        button);
    page.await(
        "the file of " + button,
        SOON,
        () ->
            (boolean)
                scripts.executeScript(
                    "return Boolean(window.kept.name && window.kept.text !== undefined)"));
    return new KeptFile(
        (String) scripts.executeScript("return window.kept.name"),
        (String) scripts.executeScript("return window.kept.text"));
  }
}
