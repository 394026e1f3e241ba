package io.roomfleet.deploy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.orchestrator.console.Chromium;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A host in a browser: a Chromium on the stage's page, whose camera and microphone play a file.
 * Costs as much as a small encoder.
 */
final class StagePage implements AutoCloseable {
  private static final Duration SOON = SharedFleet.SOON;

  /** Small: without a graphics processor each picture of a page costs by its size. */
  private static final int WIDTH = 400;

  private static final int HEIGHT = 300;

  private final Chromium chromium;
  private final String apiUrl;

  /**
   * Starts a browser.
   *
   * @param camera a Y4M file, played over and over
   * @param microphone a WAV file, likewise
   */
  StagePage(String apiUrl, Path camera, Path microphone) {
    this.apiUrl = apiUrl;
    this.chromium =
        Chromium.start(
            WIDTH,
            HEIGHT,
            "--use-fake-device-for-media-stream",
            "--use-file-for-fake-video-capture=" + camera,
            "--use-file-for-fake-audio-capture=" + microphone,
            "--use-fake-ui-for-media-stream",
            "--autoplay-policy=no-user-gesture-required",
            "--disable-background-timer-throttling",
            "--disable-renderer-backgrounding");
  }

  /** Takes a seat. */
  void join(Pk pk, String seatId) {
    String fragment = "#seat=" + seatId + "&token=" + pk.token(seatId);
    chromium.driver().get(apiUrl + "/console/stage/" + pk.id() + fragment);
    Await.until("the button of " + seatId, SOON, () -> script("$('stage-join').click()"));
  }

  void reload() {
    chromium.driver().navigate().refresh();
  }

  /** The picture of another one comes, moves, and has this colour. */
  void awaitSees(String seatId, String colour) {
    String look =
        """
        const video = document.querySelector('[data-testid=stage-tile][data-seat=%s][data-link=up] video');
        if (!video || !video.videoWidth) return null;
        const canvas = document.createElement('canvas');
        canvas.width = 1; canvas.height = 1;
        const to = canvas.getContext('2d');
        to.drawImage(video, 0, 0, 1, 1);
        return [video.currentTime, ...to.getImageData(0, 0, 1, 1).data];
        """
            .formatted(seatId);
    List<?> first = Await.get("a picture of " + seatId, SOON, () -> looked(look));
    Await.until(
        "that " + seatId + " moves",
        SOON,
        () -> {
          List<?> then = looked(look);
          assertThat(number(then, 0)).isGreaterThan(number(first, 0));
          int[] rgb = {(int) number(then, 1), (int) number(then, 2), (int) number(then, 3)};
          assertThat(AudienceOfPkIT.host(rgb)).as("%s", then).isEqualTo(colour);
        });
  }

  private List<?> looked(String look) {
    Object seen = script(look);
    if (seen == null) {
      throw new AssertionError("none yet: " + said());
    }
    return (List<?>) seen;
  }

  private static double number(List<?> seen, int at) {
    return ((Number) seen.get(at)).doubleValue();
  }

  private Object script(String text) {
    return chromium
        .driver()
        .executeScript(
            "const $ = (id) => document.querySelector('[data-testid=' + id + ']');" + text);
  }

  /** All that the page says in words. */
  String said() {
    return String.valueOf(script("return document.body.innerText"));
  }

  /** What an element's data say, or its text; empty when it is not there. */
  String attribute(String css, String name) {
    return String.valueOf(
        chromium
            .driver()
            .executeScript(
                "const found = document.querySelector(arguments[0]);"
                    + "return found ? String(found.dataset[arguments[1]] ?? found.innerText) : ''",
                css,
                name));
  }

  void assertNothingBroke() {
    chromium.assertNoScriptBrokeAndNoPolicyWasMet();
  }

  /** As when its machine loses power: it says good-bye to nobody. */
  void kill() {
    chromium.kill();
  }

  @Override
  public void close() {
    chromium.close();
  }
}
