package io.roomfleet.orchestrator.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.roomfleet.api.room.MeasuredSwitch;
import io.roomfleet.api.room.SwitchFigures;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SwitchWatchTest {
  private static final long T = 1_700_000_000;

  private final SwitchWatch watch = new SwitchWatch();
  private final List<MeasuredSwitch> seen = new ArrayList<>();

  /** In each second from one to before another so many viewers stall so much of their time. */
  private void viewers(String subRoom, int from, int to, int viewers, double stalled) {
    for (int second = from; second < to; second++) {
      long measured = viewers * 1000L;
      watch.viewers(
          "a-1",
          new Heard.Viewers(
              subRoom,
              T + second,
              viewers,
              measured,
              Math.round(measured * stalled),
              0,
              null,
              2300));
      seen.addAll(watch.due((T + second + 1) * 1000));
    }
  }

  private void plays(@Nullable String subRoom, String line, int second) {
    watch.plays(subRoom, line, (T + second) * 1000);
  }

  private MeasuredSwitch only() {
    assertThat(seen).hasSize(1);
    return seen.get(0);
  }

  @Test
  void viewers_stalled_before_and_do_not_after_so_it_helped() {
    plays("de", "main", 0);
    viewers("de", 0, 20, 120, 0);
    viewers("de", 20, 30, 120, 0.25);
    plays("de", "backup", 30);
    viewers("de", 30, 40, 120, 0.5);
    viewers("de", 40, 51, 100, 0);
    viewers("de", 40, 51, 100, 0); // A session broke off and its agent says it again.
    assertThat(seen).as("not before all is there").isEmpty();
    viewers("de", 51, 60, 100, 0);

    MeasuredSwitch it = only();
    assertThat(it.subRoomId()).isEqualTo("de");
    assertThat(it.from()).isEqualTo("main");
    assertThat(it.to()).isEqualTo("backup");
    assertThat(it.switchedAt().getEpochSecond()).isEqualTo(T + 30);
    assertThat(it.before().seconds()).isEqualTo(10);
    assertThat(it.before().viewers()).isEqualTo(120);
    assertThat(it.before().stallRatio()).as("8 of 10 s").isCloseTo(0.2, within(1e-9));
    assertThat(it.before().latencyMillis()).isEqualTo(2300);
    assertThat(it.after()).isEqualTo(new SwitchFigures(10, 100, 0.0, 2300));
    assertThat(it.helped()).isTrue();
    assertThat(it.detail())
        .isEqualTo(
            "120 viewers on line main stalled 20.0 % of the time;"
                + " 100 viewers on line backup stalled 0.0 % of the time");
  }

  @Test
  void who_stalls_as_before_was_not_helped() {
    plays("de", "main", 0);
    viewers("de", 0, 30, 50, 0.2);
    plays("de", "backup", 30);
    viewers("de", 30, 60, 50, 0.11);
    assertThat(only().helped()).isFalse();
  }

  @Test
  void who_stalls_only_since_was_harmed() {
    plays("de", "main", 0);
    viewers("de", 0, 30, 50, 0);
    plays("de", "backup", 30);
    viewers("de", 30, 60, 50, 0.02);
    assertThat(only().helped()).isFalse();
  }

  @Test
  void where_nobody_noticed_nothing_is_said_of_help() {
    plays("de", "main", 0);
    viewers("de", 0, 30, 50, 0.004);
    plays("de", "backup", 30);
    viewers("de", 30, 60, 50, 0.009);
    assertThat(only().helped()).isNull();
  }

  @Test
  void where_nobody_watched_there_are_no_figures() {
    plays("de", "main", 0);
    plays("de", "backup", 30);
    seen.addAll(watch.due((T + 60) * 1000));
    assertThat(only().before()).isNull();
    assertThat(only().after()).isNull();
    assertThat(only().detail())
        .isEqualTo("nobody watched on line main; nobody watched on line backup");
    assertThat(watch.due((T + 70) * 1000)).as("once").isEmpty();
  }

  @Test
  void a_room_is_its_sub_rooms_together_and_those_that_follow_are_no_switches_of_their_own() {
    plays(null, "main", 0);
    plays("de", "main", 0);
    plays("us", "main", 0);
    viewers("de", 0, 30, 100, 0.3);
    seen.clear();
    for (int second = 0; second < 30; second++) {
      watch.viewers("b-1", new Heard.Viewers("us", T + second, 300, 300_000, 0, 0, null, null));
    }
    plays("de", "backup", 30);
    plays("us", "backup", 31);
    plays(null, "backup", 32);
    for (int second = 30; second < 60; second++) {
      watch.viewers("b-1", new Heard.Viewers("us", T + second, 300, 300_000, 0, 0, null, null));
    }
    viewers("de", 30, 60, 100, 0);

    MeasuredSwitch it = only();
    assertThat(it.subRoomId()).isNull();
    assertThat(it.before().viewers()).isEqualTo(400);
    assertThat(it.before().stallRatio()).isCloseTo(0.075, within(1e-9));
    assertThat(it.before().latencyMillis()).as("of those who know it").isEqualTo(2300);
    assertThat(it.helped()).isTrue();
  }

  @Test
  void who_follows_a_room_late_is_part_of_its_switch_too() {
    plays(null, "main", 0);
    plays("de", "main", 0);
    plays(null, "backup", 30);
    plays("de", "backup", 39);
    viewers("de", 30, 90, 100, 0);
    assertThat(only().subRoomId()).isNull();
    seen.clear();
    plays("de", "main", 90);
    viewers("de", 90, 120, 100, 0);
    assertThat(only().subRoomId()).as("and one that it makes alone is not").isEqualTo("de");
  }

  @Test
  void a_line_that_is_left_again_is_judged_by_the_time_that_it_had() {
    plays("de", "main", 0);
    viewers("de", 0, 30, 100, 0.2);
    plays("de", "backup", 30);
    viewers("de", 30, 38, 100, 0.4);
    plays("de", "main", 38);
    viewers("de", 38, 42, 100, 0);

    MeasuredSwitch it = only();
    assertThat(it.after().seconds()).isEqualTo(7);
    assertThat(it.helped()).isFalse();
    assertThat(it.detail()).endsWith("; it was left again after 8 s");
    seen.clear();
    viewers("de", 42, 70, 100, 0);
    assertThat(only().from()).isEqualTo("backup");
  }

  @Test
  void what_is_not_of_the_room_is_forgotten() {
    plays("de", "main", 0);
    viewers("de", 0, 30, 100, 0.2);
    watch.keep(List.of("us"));
    plays("de", "backup", 30);
    assertThat(watch.due((T + 90) * 1000)).as("its line was not known").isEmpty();
  }
}
