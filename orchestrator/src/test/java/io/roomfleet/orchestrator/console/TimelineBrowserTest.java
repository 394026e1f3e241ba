package io.roomfleet.orchestrator.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.OutputType;

/** A room's timeline in a real browser, on the node's real HTTP server and the real folds. */
class TimelineBrowserTest {
  private Chromium chromium;
  private Stage stage;
  private ConsolePage page;
  private TimelineConsole timeline;

  @BeforeEach
  void open() throws Exception {
    chromium = Chromium.start(1280, 900);
    stage = new Stage();
    page = new ConsolePage(chromium.driver(), stage.console());
    timeline = new TimelineConsole(chromium.driver(), page);
    page.open(Stage.TOKEN).openRoom(Broadcast.ROOM);
    timeline.open();
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

  private Instant minute(double minute) {
    return stage.evening().start().plusMillis(Math.round(60_000 * minute));
  }

  @Test
  void theEveningIsSpansAndMarksOnOneAxis() {
    assertThat(page.address()).endsWith(Broadcast.ROOM + "/timeline");
    assertThat(timeline.states("SUB_ROOM de"))
        .containsExactly(
            "REQUESTED",
            "PLACING",
            "STARTING",
            "READY",
            "LIVE",
            "DEGRADED",
            "DEGRADED",
            "DEGRADED",
            "DEGRADED",
            "LIVE");
    assertThat(timeline.states("SUB_ROOM id")).contains("FAILED").endsWith("LIVE");
    assertThat(timeline.states("LINE main")).endsWith("SLATE", "LIVE", "SLATE", "LIVE");
    assertThat(timeline.states("AGENDA agenda"))
        .containsExactly("opening", "runners", "runners", "high-tops");
    assertThat(timeline.states("SESSION session")).containsExactly("cohost-" + "a".repeat(26));
    assertThat(timeline.words("SESSION session"))
        .isEqualTo("PK with Ben of room-b; ENDED: Ben won");
    assertThat(timeline.marks("SUB_ROOM us")).contains("sub_room.moving", "sub_room.moved");
    chromium.assertNoScriptBrokeAndNoPolicyWasMet();
  }

  @Test
  void theSliderShowsHowEverythingStood() throws Exception {
    timeline.slideTo(minute(1));
    assertThat(timeline.subRoom("de")).contains("LIVE", "eu-west-1");
    assertThat(timeline.subRoom("id")).contains("FAILED", "no region has room for it");
    assertThat(timeline.onAir()).contains("opening", "by the plan");

    timeline.slideTo(minute(9.1));
    assertThat(timeline.subRoom("de")).contains("DEGRADED", "agent eu-west-1 was lost");
    assertThat(timeline.onAir()).contains("runners", "sku-1001");
    assertThat(timeline.cursor()).isCloseTo(14.1 / 25, within(0.02));
    keepAPicture("timeline");

    timeline.slideTo(minute(13.5));
    assertThat(timeline.subRoom("us")).contains("eu-west-2", "moves to us-east");
    assertThat(timeline.session()).isEmpty();
    timeline.slideTo(minute(17));
    assertThat(timeline.session()).contains("in session cohost-a");
    timeline.slideTo(minute(15));
    assertThat(timeline.subRoom("us")).contains("us-east-1").doesNotContain("moves to");
    chromium.assertNoScriptBrokeAndNoPolicyWasMet();
  }

  @Test
  void theFiguresAreCurvesOnTheAxisOfTheSlider() throws Exception {
    stage.evening().viewersOfDeStalled();
    new StageAudience(stage).watched().ordered(stage.console(), minute(15.05), 7);
    page.open(Stage.TOKEN).openRoom(Broadcast.ROOM);
    timeline.open();
    // Twenty minutes in steps of ten seconds, and what has passed since.
    assertThat(timeline.awaitCurves("room")).isBetween(119, 140);
    assertThat(timeline.offTrack("viewers")).isLessThan(1);
    assertThat(timeline.offTrack("orders")).isLessThan(1);
    assertThat(timeline.behind("agenda")).isEqualTo(4);
    assertThat(timeline.behind("alerts")).isEqualTo(1);
    assertThat(timeline.behind("switches")).isEqualTo(2);

    timeline.slideTo(minute(5));
    assertThat(timeline.value("viewers")).isEqualTo("180");
    assertThat(timeline.value("stalled")).isEqualTo("0 %");
    assertThat(timeline.value("orders")).isEqualTo("0");
    assertThat(timeline.drawnViewers(timeline.cursor())).isCloseTo(180, within(8.0));
    timeline.slideTo(minute(15.05));
    // Seven within ten seconds.
    assertThat(timeline.value("orders")).isEqualTo("42");
    timeline.slideTo(minute(-2));
    assertThat(timeline.value("viewers")).isEqualTo("–");
    timeline.slideTo(minute(9.5));
    assertThat(timeline.value("viewers")).isEqualTo("100");
    assertThat(timeline.value("stalled")).isEqualTo("6 %");
    assertThat(timeline.drawnViewers(timeline.cursor())).isCloseTo(100, within(8.0));
    keepAPicture("timeline-curves");

    timeline.chooseFigures("de");
    assertThat(timeline.value("viewers")).isEqualTo("20");
    assertThat(timeline.value("stalled")).isEqualTo("30 %");
    assertThat(timeline.drawnViewers(timeline.cursor())).isCloseTo(20, within(5.0));
    chromium.assertNoScriptBrokeAndNoPolicyWasMet();
  }

  @Test
  void figuresAndEventsAreKeptAsTables() throws Exception {
    new StageAudience(stage).watched();
    KeptFile events = KeptFile.of(chromium.driver(), page, "timeline-csv");
    assertThat(events.name()).matches("timeline-" + Broadcast.ROOM + "-\\d{8}T\\d{6}Z\\.csv");
    assertThat(events.text()).startsWith("what,kind,").contains("line.switched");
    KeptFile figures = KeptFile.of(chromium.driver(), page, "figures-csv");
    assertThat(figures.name()).startsWith("metrics-" + Broadcast.ROOM);
    assertThat(figures.text()).startsWith("from (UTC),").contains(",de,,", ",id,,", ",us,,");
    chromium.assertNoScriptBrokeAndNoPolicyWasMet();
  }

  @Test
  void theButtonsGoFromChangeToChange() {
    timeline.slideTo(minute(13.5));
    timeline.step("before");
    timeline.awaitReplay(minute(13));
    assertThat(timeline.slider()).isEqualTo(minute(13));
    timeline.step("after");
    timeline.awaitReplay(minute(14));
    assertThat(timeline.subRoom("us")).contains("us-east-1");
    timeline.step("latest");
    page.await(
        "the present",
        Duration.ofSeconds(15),
        () -> timeline.slider().isAfter(minute(19.9)) && timeline.subRoom("de").contains("LIVE"));
  }

  /** For those who want to see it. */
  private void keepAPicture(String name) throws Exception {
    Path folder = Files.createDirectories(Path.of("target/screenshots"));
    Files.write(folder.resolve(name + ".png"), chromium.driver().getScreenshotAs(OutputType.BYTES));
  }
}
