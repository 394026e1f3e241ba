package io.roomfleet.orchestrator.console;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.WebDriver;

/** A room's timeline in a browser, in the words of those who use it. */
final class TimelineConsole {
  private static final Duration SOON = Duration.ofSeconds(15);

  private final WebDriver driver;
  private final ConsolePage page;

  TimelineConsole(WebDriver driver, ConsolePage page) {
    this.driver = driver;
    this.page = page;
  }

  /** From the page of a room. */
  void open() {
    page.await(
        "the link to the timeline",
        SOON,
        () ->
            number("return document.querySelectorAll('[data-testid=open-timeline]').length") == 1);
    script("document.querySelector('[data-testid=open-timeline]').click()");
    page.await(
        "the timeline",
        SOON,
        () -> number("return document.querySelectorAll('[data-testid=timeline-row]').length") > 0);
  }

  /** The states of a row's spans, such as of {@code SUB_ROOM de}, from left to right. */
  @SuppressWarnings("unchecked")
  List<String> states(String row) {
    return (List<String>)
        script(
            "return [...document.querySelectorAll(`[data-row='${arguments[0]}']"
                + " [data-testid=timeline-span]`)]"
                + ".sort((a, b) => a.getBoundingClientRect().left - b.getBoundingClientRect().left)"
                + ".map(span => span.dataset.state)",
            row);
  }

  /** What stands in a row's spans. */
  String words(String row) {
    return text(
        "return [...document.querySelectorAll(`[data-row='${arguments[0]}']"
            + " [data-testid=timeline-span]`)].map(span => span.textContent).join(' ')",
        row);
  }

  /** The types of a row's marks. */
  @SuppressWarnings("unchecked")
  List<String> marks(String row) {
    return (List<String>)
        script(
            "return [...document.querySelectorAll(`[data-row='${arguments[0]}']"
                + " [data-testid=timeline-mark]`)].map(mark => mark.dataset.type)",
            row);
  }

  /** Moves the slider, as a hand would, and waits for what stood there. */
  void slideTo(Instant at) {
    script(
        "const slider = document.querySelector('[data-testid=replay-slider]');"
            + "slider.value = arguments[0];"
            + "slider.dispatchEvent(new Event('input', { bubbles: true }))",
        at.toEpochMilli());
    awaitReplay(at);
  }

  void awaitReplay(Instant at) {
    page.await(
        "the replay of " + at,
        SOON,
        () ->
            text("return document.querySelector('[data-testid=replay]').dataset.at")
                .equals(Long.toString(at.toEpochMilli())));
  }

  void step(String button) {
    script("document.querySelector(`[data-testid=replay-${arguments[0]}]`).click()", button);
  }

  /** The instant that the slider stands on. */
  Instant slider() {
    return Instant.ofEpochMilli(
        (long)
            number("return Number(document.querySelector('[data-testid=replay-slider]').value)"));
  }

  /** How the sub-room stood there: state, region, agent and why in one line. */
  String subRoom(String id) {
    return text(
            "return document.querySelector(`[data-testid=replay-sub-room]"
                + "[data-sub-room='${arguments[0]}']`)?.innerText ?? ''",
            id)
        .replaceAll("\\s+", " ");
  }

  /** Which session had the room there; empty for none. */
  String session() {
    return text("return document.querySelector('[data-testid=replay-session]')?.innerText ?? ''");
  }

  String onAir() {
    return text("return document.querySelector('[data-testid=replay-on-air]').innerText");
  }

  /** Where the cursor stands over a row, 0 to 1 of its track. */
  double cursor() {
    return number(
        "const cursor = document.querySelector('[data-testid=timeline-cursor]');"
            + "const track = cursor.parentElement.getBoundingClientRect();"
            + "return (cursor.getBoundingClientRect().left + 1 - track.left) / track.width");
  }

  /**
   * Waits for the curves of a sub-room, or of the {@code room}.
   *
   * @return of how many steps something is known
   */
  int awaitCurves(String of) {
    page.await(
        "the curves of " + of,
        SOON,
        () ->
            Boolean.TRUE.equals(
                script(
                    "const curves = document.querySelector('[data-testid=curves]');"
                        + "return curves?.dataset.of === arguments[0]"
                        + " && Boolean(curves.querySelector('canvas'))",
                    of)));
    return (int)
        number("return Number(document.querySelector('[data-testid=curves]').dataset.points)");
  }

  void chooseFigures(String subRoomId) {
    script(
        "const choice = document.querySelector('[data-testid=curves-of]');"
            + "choice.value = arguments[0];"
            + "choice.dispatchEvent(new Event('change', { bubbles: true }))",
        subRoomId);
    awaitCurves(subRoomId);
  }

  /** What a curve is at the instant of the slider, in words. */
  String value(String curve) {
    return text(
        "return document.querySelector(`[data-testid=curve-value-${arguments[0]}]`).innerText",
        curve);
  }

  /** How many spans of the agenda or alerts, or switches of lines, are drawn behind the curves. */
  int behind(String what) {
    return Integer.parseInt(
        text("return document.querySelector('[data-testid=curves]').dataset[arguments[0]]", what));
  }

  /** How far the ends of a curve's plot are from those of the slider's track, pixels. */
  double offTrack(String curve) {
    return number(
        "const plot = document.querySelector('[data-testid=curve-"
            + curve
            + "] .u-over').getBoundingClientRect();"
            + "const track = document.querySelector('[data-testid=timeline-cursor]')"
            + ".parentElement.getBoundingClientRect();"
            + "return Math.max(Math.abs(plot.left - track.left), Math.abs(plot.right - track.right))");
  }

  /**
   * What the picture of the viewers shows where the cursor would be, read off the pixels of its
   * curve, and not where its data came from.
   *
   * @param share of the axis, 0 to 1
   */
  double drawnViewers(double share) {
    return ((Number)
            script(
                """
                const row = document.querySelector('[data-testid=curve-viewers]');
                const canvas = row.querySelector('canvas');
                const x = Math.round(canvas.width * arguments[0]);
                const pixels = canvas.getContext('2d').getImageData(x, 0, 1, canvas.height).data;
                let sum = 0;
                let weight = 0;
                for (let y = 0; y < canvas.height; y++) {
                  const light = Math.min(pixels[4 * y], pixels[4 * y + 1]) * pixels[4 * y + 3] / 255;
                  if (light > 110) {
                    sum += light * (y + 0.5);
                    weight += light;
                  }
                }
                const over = row.querySelector('.u-over').getBoundingClientRect();
                const top = over.top - canvas.getBoundingClientRect().top;
                const up = 1 - (sum / weight - top) / over.height;
                return up * Number(row.dataset.most);
                """,
                share))
        .doubleValue();
  }

  private String text(String source, Object... arguments) {
    return (String) script(source, arguments);
  }

  private double number(String source) {
    return ((Number) script(source)).doubleValue();
  }

  private Object script(String source, Object... arguments) {
    return ((JavascriptExecutor) driver).executeScript(source, arguments);
  }
}
