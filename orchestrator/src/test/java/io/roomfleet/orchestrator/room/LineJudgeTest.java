package io.roomfleet.orchestrator.room;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.api.room.LineInput;
import io.roomfleet.api.room.LineKind;
import io.roomfleet.api.room.LineSwitching;
import io.roomfleet.api.room.MeasuredSwitch;
import io.roomfleet.api.room.RoomMode;
import io.roomfleet.api.room.SwitchBack;
import io.roomfleet.orchestrator.platform.Json;
import io.roomfleet.orchestrator.room.RoomCommand.Asker;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A room leaves a line that brings no video, and comes back, by itself. */
class LineJudgeTest {
  private static final Instant NOW = Instant.parse("2026-11-11T20:00:00Z");

  private LiveRoomState room = live(LineSwitching.DEFAULT);
  private Instant now = NOW;
  private final List<RoomEvent> made = new ArrayList<>();

  private static LiveRoomState live(LineSwitching policy) {
    List<RoomSpec.LineSpec> lines =
        List.of("main", "backup", "third").stream()
            .map(id -> new RoomSpec.LineSpec(id, LineKind.RTMP, null, "secretsecret"))
            .toList();
    RoomSpec spec =
        new RoomSpec(
            "Promo",
            "host-1",
            RoomMode.SINGLE_HOST,
            NOW,
            null,
            Duration.ofMinutes(10),
            "eu-west",
            lines,
            null,
            policy);
    Asker asker = new Asker("token:x", "c", null);
    LiveRoomState state = fold(null, LiveRoom.create(null, "r", spec, asker, NOW).events());
    state = fold(state, LiveRoom.due(state, NOW));
    for (RoomSpec.LineSpec line : lines) {
      URI url = URI.create("http://" + line.id());
      state =
          fold(
              state,
              List.of(
                  new RoomEvent.LineAssigned(
                      line.id(), "eu-west", line.id(), 1, 1, url, "ordered", "why", NOW)));
    }
    return state;
  }

  private static LiveRoomState fold(LiveRoomState state, List<? extends RoomEvent> events) {
    LiveRoomState next = state;
    for (RoomEvent event : events) {
      next = LiveRoom.apply(next, Json.read(Json.write(event), RoomEvent.class));
    }
    return next;
  }

  private void comes(String line, boolean video) {
    LineInput input = video ? LineInput.LIVE : LineInput.SLATE;
    room = fold(room, List.of(new RoomEvent.LineChanged(line, line, null, input, null, now)));
  }

  /** Lets time pass, and the room look every half second. */
  private void pass(int seconds) {
    for (int i = 0; i < 2 * seconds; i++) {
      now = now.plusMillis(500);
      List<RoomEvent> due = LineJudge.due(room, now);
      assertThat(due.isEmpty() || LineJudge.isOpen(room)).as("it would have looked").isTrue();
      made.addAll(due);
      room = fold(room, due);
    }
  }

  private List<String> types() {
    return made.stream().map(RoomEventMapper::typeOf).toList();
  }

  @Test
  void shouldLeaveALineThatBringsNoVideoAndSayWhetherThatHelped() {
    comes("main", true);
    comes("third", true);
    pass(10);
    assertThat(made).isEmpty();
    comes("main", false);
    pass(1);
    assertThat(room.activeLine()).as("backup brings nothing").isEqualTo("third");
    pass(10);
    assertThat(types()).containsExactly("line.switched", "line.switch_checked");
    assertThat(((RoomEvent.LineSwitchChecked) made.get(1)).helped()).isTrue();
  }

  @Test
  void shouldGoBackWhenTheChosenLineWasClearAndTheHoldIsOver() {
    comes("main", true);
    comes("backup", true);
    comes("main", false);
    pass(2);
    comes("main", true);
    pass(29);
    assertThat(room.activeLine()).isEqualTo("backup");
    comes("main", false);
    comes("main", true);
    pass(29);
    assertThat(room.activeLine()).as("there was a break").isEqualTo("backup");
    pass(2);
    assertThat(room.activeLine()).isEqualTo("main");
  }

  @Test
  void shouldStayWhereItIsWhenItIsToldTo() {
    LineSwitching never = new LineSwitching(true, 500, 20, SwitchBack.NEVER, 30);
    room = live(never);
    comes("main", true);
    comes("backup", true);
    comes("main", false);
    pass(2);
    comes("main", true);
    pass(300);
    assertThat(room.activeLine()).isEqualTo("backup");
    room = live(new LineSwitching(false, 500, 20, SwitchBack.NEVER, 30));
    comes("main", true);
    comes("backup", true);
    comes("main", false);
    pass(60);
    assertThat(room.activeLine()).as("by hand alone").isEqualTo("main");
  }

  @Test
  void shouldNotCallALineThatSomebodyChoseTheOneToLeaveForTheFirst() {
    comes("main", true);
    comes("backup", true);
    Asker asker = new Asker("token:x", "q", null);
    room = fold(room, LiveRoom.switchLine(room, "backup", "asked", asker, now).events());
    pass(300);
    assertThat(room.activeLine()).isEqualTo("backup");
    assertThat(made).isEmpty();
  }

  @Test
  void shouldLeaveALineThatDidNotHelpWithoutWaitingForTheHold() {
    comes("main", true);
    comes("backup", true);
    comes("main", false);
    pass(1);
    comes("backup", false);
    comes("third", true);
    pass(6);
    assertThat(room.activeLine()).isEqualTo("third");
    assertThat(types()).startsWith("line.switched", "line.switch_checked", "line.switched");
    assertThat(((RoomEvent.LineSwitchChecked) made.get(1)).helped()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
  void shouldNeverFlapNorGoToALineWithoutVideo(long seed) {
    Random random = new Random(seed);
    Instant last = null;
    boolean helped = true;
    int switches = 0;
    for (int step = 0; step < 2_000; step++) {
      if (random.nextInt(4) == 0) {
        comes(List.of("main", "backup", "third").get(random.nextInt(3)), random.nextBoolean());
      }
      made.clear();
      pass(1 + random.nextInt(8));
      for (RoomEvent event : made) {
        if (event instanceof RoomEvent.LineSwitched switched) {
          assertThat(room.lines().get(switched.to()).isLive()).as("seed " + seed).isTrue();
          if (last != null && helped) {
            assertThat(Duration.between(last, switched.at()))
                .as("seed " + seed)
                .isGreaterThanOrEqualTo(Duration.ofSeconds(LineSwitching.DEFAULT.holdSeconds()));
          }
          last = switched.at();
          helped = true;
          switches++;
        } else if (event instanceof RoomEvent.LineSwitchChecked checked) {
          helped = checked.helped();
        }
      }
    }
    assertThat(switches).as("or it means nothing").isGreaterThan(50);
  }

  private void told(String line, String to) {
    List<RoomEvent> events =
        LineJudge.told(room, new RoomCommand.LeaveLine(line, to, "it is black", "alert:r.1"), now);
    made.addAll(events);
    room = fold(room, events);
  }

  @Test
  void shouldLeaveALineThatItsAlertsFindBadAndNotComeBackToItByItself() {
    comes("main", true);
    comes("third", true);
    told("backup", null);
    assertThat(made).as("it does not play that").isEmpty();
    told("main", null);
    assertThat(room.activeLine()).isEqualTo("third");
    told("main", null);
    assertThat(types()).containsExactly("line.switched");
    pass(600);
    assertThat(room.activeLine()).as("nobody sees whether main is good again").isEqualTo("third");
  }

  @Test
  void shouldKeepHowViewersSawASwitchOnce() {
    MeasuredSwitch measured =
        new MeasuredSwitch("de", "main", "backup", now, null, null, null, "nobody watched");
    for (int i = 0; i < 2; i++) {
      LiveRoom.Decision decision = LineJudge.measured(room, measured, now);
      made.addAll(decision.events());
      room = fold(room, decision.events());
    }
    assertThat(made).containsExactly(new RoomEvent.LineSwitchMeasured(measured, now));
    var shown = RoomEventMapper.toDto("r", 7, made.get(0));
    assertThat(shown.type()).isEqualTo("line.switch_measured");
    assertThat(shown.subRoomId()).isEqualTo("de");
    assertThat(shown.data())
        .containsEntry("detail", "nobody watched")
        .containsEntry("from", "main");
  }

  @Test
  void shouldTakeASwitchBackThatDidNotHelp() {
    comes("main", true);
    comes("backup", true);
    told("main", null);
    pass(6);
    told("backup", "main");
    assertThat(room.activeLine()).isEqualTo("main");
    assertThat(types())
        .containsExactly(
            "line.switched", "line.switch_checked", "line.switch_checked", "line.switched");
    pass(120);
    assertThat(room.activeLine()).isEqualTo("main");
  }

  @Test
  void shouldWaitForTheFirstVideoOfItsLineWhenItBeginsAndThenSaySinceWhenThereWasNone() {
    Asker asker = new Asker("token:x", "s", null);
    room = fold(room, LiveRoom.start(room, asker, now).events());
    comes("backup", true);
    pass(4);
    assertThat(room.activeLine()).isEqualTo("main");
    pass(1);
    assertThat(room.activeLine()).isEqualTo("backup");
    assertThat(((RoomEvent.LineSwitched) made.get(0)).cause())
        .startsWith("line main brought no video for 5.0 s");
  }

  @Test
  void shouldNotTakeBackWhatSomebodyChoseSince() {
    comes("main", true);
    comes("backup", true);
    comes("third", true);
    told("main", null);
    Asker asker = new Asker("token:x", "q", null);
    room = fold(room, LiveRoom.switchLine(room, "third", "by hand", asker, now).events());
    told("third", "main");
    assertThat(room.activeLine()).isEqualTo("third");
  }

  @Test
  void shouldNotTakeASwitchBackToALineThatIsLostByThen() {
    comes("main", true);
    comes("backup", true);
    told("main", null);
    comes("main", false);
    told("backup", "main");
    assertThat(room.activeLine()).isEqualTo("backup");
  }

  @Test
  void shouldStayWhereNoOtherLineBringsVideo() {
    comes("main", true);
    told("main", null);
    assertThat(made).isEmpty();
  }
}
