package io.roomfleet.orchestrator.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * A real Chromium without a window. Where none is installed the test is skipped, unless {@code
 * ROOMFLEET_REQUIRE_BROWSER=true}, which makes that a failure.
 */
public final class Chromium implements AutoCloseable {
  private static final List<Path> BROWSERS =
      List.of(
          Path.of("/usr/bin/chromium"),
          Path.of("/usr/bin/chromium-browser"),
          Path.of("/usr/bin/google-chrome"));
  private static final List<Path> DRIVERS =
      List.of(Path.of("/usr/bin/chromedriver"), Path.of("/usr/lib/chromium/chromedriver"));

  private final ChromeDriver driver;

  private Chromium(ChromeDriver driver) {
    this.driver = driver;
  }

  /**
   * @param width of the page, pixels
   * @param more arguments of the browser
   */
  public static Chromium start(int width, int height, String... more) {
    Path browser = installed("Chromium", BROWSERS);
    Path service = installed("chromedriver", DRIVERS);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(browser.toFile());
    options.addArguments(
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
        "--window-size=" + width + "," + height);
    options.addArguments(more);
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    return new Chromium(
        new ChromeDriver(
            new ChromeDriverService.Builder()
                .usingDriverExecutable(service.toFile())
                .usingAnyFreePort()
                .build(),
            options));
  }

  private static Path installed(String name, List<Path> places) {
    Path found = places.stream().filter(Files::isExecutable).findFirst().orElse(null);
    if (found == null && Boolean.parseBoolean(System.getenv("ROOMFLEET_REQUIRE_BROWSER"))) {
      throw new IllegalStateException(name + " is not installed (looked at " + places + ")");
    }
    assumeTrue(found != null, name + " is not installed");
    return found;
  }

  public ChromeDriver driver() {
    return driver;
  }

  /** Fails when the page met its content security policy, or a script of it broke. */
  public void assertNoScriptBrokeAndNoPolicyWasMet() {
    Stream<String> faults =
        driver.manage().logs().get(LogType.BROWSER).getAll().stream()
            .map(LogEntry::getMessage)
            .filter(
                message ->
                    message.contains("Content Security Policy") || message.contains("Uncaught"));
    assertThat(faults).isEmpty();
  }

  /** Ends the browser as a crash does: no page of it gets to say anything. */
  public void kill() {
    Map<?, ?> details = (Map<?, ?>) driver.getCapabilities().getCapability("chrome");
    String profile = String.valueOf(details.get("userDataDir"));
    ProcessHandle.current()
        .descendants()
        .filter(it -> it.info().commandLine().orElse("").contains(profile))
        .forEach(ProcessHandle::destroyForcibly);
  }

  @Override
  public void close() {
    driver.quit();
  }
}
