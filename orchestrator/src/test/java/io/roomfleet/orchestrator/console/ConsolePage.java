package io.roomfleet.orchestrator.console;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * The console in a browser, in the words of those who use it. Each {@code await} fails with what it
 * waited for, after the time that it is given. Nothing here sleeps.
 *
 * <p>The page redraws itself, so elements are looked up anew for each question, and a question is
 * answered inside the page where that can be done.
 */
public final class ConsolePage {
  private final WebDriver driver;
  private final URI console;

  /**
   * @param console the address of the console, such as {@code http://127.0.0.1:8080/console/}
   */
  public ConsolePage(WebDriver driver, URI console) {
    this.driver = driver;
    this.console = console;
  }

  /** Opens it with a token in the address, as {@code roomfleet dev} prints it. */
  public ConsolePage open(String token) {
    // A change behind the # alone would not load the page.
    driver.get("about:blank");
    driver.get(console + "#token=" + token);
    return this;
  }

  /** Opens it as somebody without a token. */
  public ConsolePage openWithoutToken() {
    driver.get("about:blank");
    driver.get(console.toString());
    return this;
  }

  public void signIn(String token) {
    await("the sign-in form", Duration.ofSeconds(10), () -> count("sign-in-token") == 1);
    WebElement field = find("[data-testid=sign-in-token]");
    replace(field, token);
    find("[data-testid=sign-in-submit]").click();
  }

  public String signInMessage() {
    return text("[data-testid=sign-in-message]");
  }

  public String address() {
    return driver.getCurrentUrl();
  }

  /** Titles of the rooms in the list, in its order. */
  @SuppressWarnings("unchecked")
  public List<String> roomTitles() {
    return (List<String>)
        script(
            "return [...document.querySelectorAll('[data-testid=room-row] .room-title b')]"
                + ".map(title => title.textContent)");
  }

  /** From the list to the room of this id. */
  public void openRoom(String roomId) {
    String row = "[data-testid=room-row][data-room='" + roomId + "']";
    await("room " + roomId + " in the list", Duration.ofSeconds(15), () -> has(row));
    // By script: the list redraws each second, and a row that moves away under a click is stale.
    script("document.querySelector(arguments[0]).click()", row);
  }

  /** Asks for another line of the room, and says which. */
  public void switchLine(String lineId) {
    script("document.querySelector('[data-testid=room-switch-line]').click()");
    await("the lines", Duration.ofSeconds(15), () -> count("line-dialog") == 1);
    script(
        "document.querySelector('[data-testid=line-choice][value=' + arguments[0] + ']').click()",
        lineId);
    await(
        "the button", Duration.ofSeconds(15), () -> has("[data-testid=line-yes]:not([disabled])"));
    script("document.querySelector('[data-testid=line-yes]').click()");
  }

  /** The line that is marked as active; empty when none is. */
  public String activeLine() {
    return (String)
        script(
            "return document.querySelector('[data-testid=line]:has(.tag-on)')?.dataset.line ?? ''");
  }

  /** To the page of a region, by its tile. */
  public void openRegion(String region) {
    String tile = "[data-testid=region-tile][data-region='" + region + "']";
    await("region " + region, Duration.ofSeconds(15), () -> has(tile));
    script("document.querySelector(arguments[0]).click()", tile);
    await("the page of " + region, Duration.ofSeconds(15), () -> count("region-page") == 1);
  }

  /** To the calendar, from wherever it is. */
  public void openCalendar() {
    String link = "[data-testid=open-calendar]";
    await("the link to the calendar", Duration.ofSeconds(15), () -> has(link));
    script("document.querySelector(arguments[0]).click()", link);
    await("the calendar", Duration.ofSeconds(15), () -> count("calendar-region") > 0);
  }

  /** What is said of a region's overbooked windows. */
  public String overbookedIn(String region) {
    return text(calendarOf(region) + " [data-testid=calendar-over]");
  }

  /** How many bars of a region's picture have this colour, as the browser computed it. */
  public long barsOf(String region, String colour) {
    return ((Number)
            script(
                "return [...document.querySelectorAll(arguments[0])]"
                    + ".filter(bar => bar.getBoundingClientRect().height > 0"
                    + " && getComputedStyle(bar).fill === arguments[1]).length",
                calendarOf(region) + " rect",
                colour))
        .longValue();
  }

  private static String calendarOf(String region) {
    return "[data-testid=calendar-region][data-region='" + region + "']";
  }

  /** Opens the question behind an agent's button, such as {@code drain}. */
  public void askOfAgent(String agentId, String verb) {
    String button = agent(agentId) + " [data-testid=verb-" + verb + "]";
    await(verb + " of " + agentId, Duration.ofSeconds(15), () -> has(button));
    script("document.querySelector(arguments[0]).click()", button);
    await("the question", Duration.ofSeconds(5), () -> count("confirm") == 1);
  }

  /** Fills a field of the question that is open, such as {@code reason}. */
  public void fill(String field, String text) {
    WebElement input = find("[data-testid=confirm-" + field + "]");
    replace(input, text);
  }

  /**
   * As a person does: a field that WebDriver clears tells the page nothing, which writes it anew.
   */
  private static void replace(WebElement field, String text) {
    field.sendKeys(Keys.chord(Keys.CONTROL, "a"), text);
  }

  public void confirm() {
    find("[data-testid=confirm-yes]").click();
  }

  /** How far an agent's drain is, in words; empty without one. */
  public String progressOf(String agentId) {
    return text(agent(agentId) + " [data-testid=maintenance-progress]");
  }

  /** Share of the bar that has moved, 0 to 1. */
  public double movedShare(String agentId) {
    return ((Number)
            script(
                "const bar = document.querySelector(arguments[0]);"
                    + "return bar.firstElementChild.getBoundingClientRect().width"
                    + " / bar.getBoundingClientRect().width",
                agent(agentId) + " [role=progressbar]"))
        .doubleValue();
  }

  /** All that the card of an agent says. */
  public String agentText(String agentId) {
    return text(agent(agentId));
  }

  /** What the room that is open says of sub-rooms that move; empty when none does. */
  public String moves() {
    return text("[data-testid=moves]").replaceAll("\\s+", " ");
  }

  /** Of the room that is open. */
  public String roomStatus() {
    return text(".room-head [data-testid=room-status]");
  }

  public String verdict() {
    return text("[data-testid=verdict] .verdict-words");
  }

  /** As the card says it: LIVE, DEGRADED and so on; empty without such a card. */
  public String subRoomStatus(String subRoomId) {
    return (String)
        script(
            "return document.querySelector(arguments[0])?.dataset.status ?? ''", card(subRoomId));
  }

  /** Seconds on the clock of the sub-room's video; -1 without a card. */
  public double videoTime(String subRoomId) {
    return ((Number)
            script(
                "return document.querySelector(arguments[0] + ' video')?.currentTime ?? -1",
                card(subRoomId)))
        .doubleValue();
  }

  /** idle, blocked, loading, playing or stalled; empty without a card. */
  public String videoPhase(String subRoomId) {
    return (String)
        script(
            "return document.querySelector(arguments[0] + ' video')?.dataset.phase ?? ''",
            card(subRoomId));
  }

  /**
   * Waits until the video has moved on by so many seconds. A jump counts for nothing: the player
   * attaches anew and then starts from another time.
   */
  public void awaitVideoAdvances(String subRoomId, double seconds, Duration within) {
    double[] seen = {-1, 0};
    await(
        "the video of " + subRoomId + " to advance by " + seconds + " s",
        within,
        () -> {
          double time = videoTime(subRoomId);
          double step = time - seen[0];
          seen[1] += seen[0] >= 0 && step > 0 && step < 3 ? step : 0;
          seen[0] = time;
          return seen[1] >= seconds;
        });
  }

  /** Types of the events that are shown, newest first. */
  @SuppressWarnings("unchecked")
  public List<String> eventTypes() {
    return (List<String>)
        script(
            "return [...document.querySelectorAll('[data-testid=event-row]')]"
                + ".map(row => row.dataset.type)");
  }

  /** Sequences of the events that are shown, newest first. */
  @SuppressWarnings("unchecked")
  public List<String> eventSequences() {
    return (List<String>)
        script(
            "return [...document.querySelectorAll('[data-testid=event-row]')]"
                + ".map(row => row.dataset.sequence)");
  }

  /** Live, Connecting, or Cut, joining again. */
  public String eventsPhase() {
    return text("[data-testid=events-phase]").strip();
  }

  /** Opens "Why here" of a sub-room and answers what it says. */
  public String why(String subRoomId) {
    String why = card(subRoomId) + " [data-testid=why-here]";
    script("document.querySelector(arguments[0]).open = true", why);
    return text(why);
  }

  /** Where the sub-room's card says that it is moving to; empty when it says nothing. */
  public String movingTo(String subRoomId) {
    String move = card(subRoomId) + " [data-testid=sub-room-move]";
    return (String) script("return document.querySelector(arguments[0])?.textContent ?? ''", move);
  }

  /** How a region gets the line; empty when that is not shown. */
  public String relay(String region) {
    String hop = "[data-testid=relay][data-region=" + region + "]";
    return (String) script("return document.querySelector(arguments[0])?.textContent ?? ''", hop);
  }

  public boolean saysConnectionLost() {
    return count("connection-lost") == 1;
  }

  /** Puts a mark into the page that a reload would wipe out. */
  public void mark() {
    script("window.markOfTest = true");
  }

  public boolean isMarked() {
    return Boolean.TRUE.equals(script("return window.markOfTest === true"));
  }

  public void await(String what, Duration within, BooleanSupplier condition) {
    new WebDriverWait(driver, within, Duration.ofMillis(200))
        .withMessage((Supplier<String>) () -> what + "; the page says: " + shortened())
        .until(any -> condition.getAsBoolean());
  }

  private String shortened() {
    String all = text("body").replaceAll("\\s+", " ");
    return all.substring(0, Math.min(all.length(), 1500));
  }

  private static String agent(String agentId) {
    return "[data-testid=agent][data-agent='" + agentId + "']";
  }

  private static String card(String subRoomId) {
    return "[data-testid=sub-room-card][data-sub-room='" + subRoomId + "']";
  }

  private boolean has(String css) {
    return !driver.findElements(By.cssSelector(css)).isEmpty();
  }

  private int count(String testId) {
    return driver.findElements(By.cssSelector("[data-testid=" + testId + "]")).size();
  }

  private WebElement find(String css) {
    return driver.findElement(By.cssSelector(css));
  }

  private String text(String css) {
    return (String) script("return document.querySelector(arguments[0])?.innerText ?? ''", css);
  }

  private Object script(String source, Object... arguments) {
    return ((JavascriptExecutor) driver).executeScript(source, arguments);
  }
}
