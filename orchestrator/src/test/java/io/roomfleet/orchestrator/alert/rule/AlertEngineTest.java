package io.roomfleet.orchestrator.alert.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.api.alert.AlertCause;
import io.roomfleet.api.alert.AlertSubject;
import io.roomfleet.api.alert.AlertSubject.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AlertEngineTest {
  private static final AlertSubject DE = new AlertSubject(Kind.SUB_ROOM, "de");
  private static final AlertSubject FR = new AlertSubject(Kind.SUB_ROOM, "fr");
  private static final AlertSubject JP = new AlertSubject(Kind.SUB_ROOM, "jp");
  private static final AlertSubject LINE = new AlertSubject(Kind.LINE, "main");

  private final AlertEngine engine = new AlertEngine(AlertEngine.RuleSource.READY);
  private final List<String> raised = new ArrayList<>();
  private Set<String> open = new HashSet<>();
  private List<Finding> found = List.of();
  private int second;
  private Layout layout = live(true);

  private static Layout live(boolean live) {
    return new Layout(
        live,
        false,
        "room-1",
        "main",
        "studio",
        "the red bag",
        List.of(
            new Layout.Market("de", "eu", "eu-1"),
            new Layout.Market("fr", "eu", "eu-2"),
            new Layout.Market("jp", "asia", "asia-1")));
  }

  /** So many seconds, each with the figures that are given. */
  private void play(int seconds, IntConsumer figures) {
    for (int until = second + seconds; second < until; second++) {
      figures.accept(second);
      found = engine.findings(second * 1000L, layout, open);
      Set<String> now = new HashSet<>();
      for (Finding finding : found) {
        now.add(finding.key());
        if (!open.contains(finding.key())) {
          raised.add(finding.key());
        }
      }
      open = now;
    }
  }

  private void say(AlertSubject of, Metric metric, double value) {
    engine.take(new Sample(of, metric, second * 1000L, value, 1000));
  }

  private void stalls(double de, double fr, double jp) {
    say(DE, Metric.STALL_RATIO, de);
    say(FR, Metric.STALL_RATIO, fr);
    say(JP, Metric.STALL_RATIO, jp);
  }

  @Nested
  class Flapping {
    @Test
    void noise_about_the_threshold_raises_once_at_most() {
      Random random = new Random(4);
      play(
          3600,
          s -> {
            double noisy = Math.max(0, 0.05 + 0.02 * random.nextGaussian());
            stalls(noisy, 0.004, 0.004);
          });
      assertThat(raised).filteredOn(key -> key.startsWith("stall")).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void what_comes_and_goes_every_minute_is_raised_less_and_less_often() {
      play(3600, s -> stalls(s / 40 % 2 == 0 ? 0.2 : 0, 0, 0));
      assertThat(raised).hasSizeLessThanOrEqualTo(3).isNotEmpty();
    }
  }

  @Nested
  class Scope {
    @Test
    void all_markets_are_one_alert_of_the_room_and_its_source() {
      play(30, s -> stalls(0.2, 0.2, 0.2));
      assertThat(raised).containsExactly("stall-ratio/ROOM/room-1");
      assertThat(found.get(0).cause()).isEqualTo(AlertCause.SOURCE);
      assertThat(found.get(0).subRooms()).containsExactly("de", "fr", "jp");
    }

    @Test
    void one_region_names_the_region() {
      play(30, s -> stalls(0.004, 0.004, 0.2));
      assertThat(raised).containsExactly("stall-ratio/REGION/asia");
      assertThat(found.get(0).cause()).isEqualTo(AlertCause.REGION);
      assertThat(found.get(0).causeText()).contains("asia-1");
    }

    @Test
    void one_of_two_agents_of_a_region_names_that_agent() {
      play(30, s -> stalls(0.2, 0.004, 0.004));
      assertThat(raised).containsExactly("stall-ratio/SUB_ROOM/de");
      assertThat(found.get(0).cause()).isEqualTo(AlertCause.AGENT);
    }

    @Test
    void a_hot_agent_is_the_cause_where_it_is_hot() {
      play(
          30,
          s -> {
            say(new AlertSubject(Kind.AGENT, "asia-1"), Metric.AGENT_BUSY, 0.97);
            stalls(0.004, 0.004, 0.2);
          });
      assertThat(raised).containsExactly("stall-ratio/REGION/asia");
      assertThat(found.get(0).causeText()).contains("asia-1", "97 %");
    }

    @Test
    void one_that_was_the_rooms_stays_the_rooms_until_all_is_well() {
      play(30, s -> stalls(0.2, 0.2, 0.2));
      play(60, s -> stalls(0.2, 0, 0));
      assertThat(open).containsExactly("stall-ratio/ROOM/room-1");
      play(60, s -> stalls(0, 0, 0));
      assertThat(open).isEmpty();
      assertThat(raised).hasSize(1);
    }
  }

  @Nested
  class Symptoms {
    @Test
    void a_lost_line_explains_silence_still_picture_and_stalls() {
      play(
          60,
          s -> {
            say(LINE, Metric.INPUT_LOST, s);
            for (AlertSubject of : List.of(DE, FR, JP)) {
              say(of, Metric.SILENT, s);
              say(of, Metric.FROZEN, s);
            }
            stalls(0.2, 0.2, 0.2);
          });
      assertThat(raised).containsExactly("input-lost/LINE/main");
      assertThat(found.get(0).symptoms()).contains("frozen", "silence", "stall-ratio");
    }

    @Test
    void a_black_picture_is_still_and_that_is_not_said() {
      play(
          30,
          s -> {
            say(DE, Metric.BLACK, s);
            say(DE, Metric.FROZEN, s);
            say(FR, Metric.BLACK, 0);
            say(JP, Metric.BLACK, 0);
          });
      assertThat(raised).containsExactly("black/SUB_ROOM/de");
    }

    @Test
    void viewers_who_leave_where_nothing_stalls_leave_because_of_what_is_on() {
      play(200, s -> viewers(1000, 1000, 1000));
      play(60, s -> viewers(500, 500, 500));
      assertThat(raised).containsExactly("viewers-dropping/ROOM/room-1");
      assertThat(found.get(0).cause()).isEqualTo(AlertCause.CONTENT);
      assertThat(found.get(0).causeText()).contains("the red bag");
    }

    @Test
    void viewers_who_leave_where_it_stalls_are_part_of_that() {
      play(200, s -> viewers(1000, 1000, 1000));
      play(
          60,
          s -> {
            viewers(500, 1000, 1000);
            stalls(0.2, 0, 0);
          });
      assertThat(raised).containsExactly("stall-ratio/SUB_ROOM/de");
      assertThat(found.get(0).symptoms()).contains("viewers-dropping");
      play(
          300,
          s -> {
            viewers(500, 1000, 1000);
            stalls(0, 0, 0);
          });
      assertThat(raised).hasSize(1);
    }

    private void viewers(double de, double fr, double jp) {
      engine.take(new Sample(DE, Metric.VIEWERS, second * 1000L, de, de));
      engine.take(new Sample(FR, Metric.VIEWERS, second * 1000L, fr, fr));
      engine.take(new Sample(JP, Metric.VIEWERS, second * 1000L, jp, jp));
    }
  }

  @Nested
  class Gates {
    @Test
    void nothing_is_wrong_with_a_room_that_is_not_live() {
      layout = live(false);
      play(60, s -> say(LINE, Metric.INPUT_LOST, s));
      assertThat(raised).isEmpty();
    }

    @Test
    void figures_that_never_came_are_not_missed_and_those_that_stop_are() {
      play(60, s -> say(DE, Metric.STALL_RATIO, 0));
      assertThat(raised).isEmpty();
      engine.take(new Sample(DE, Metric.VIEWERS, second * 1000L, 50, 50));
      play(60, s -> say(DE, Metric.AGENT_BUSY, 0));
      assertThat(raised).containsExactly("figures-missing/REGION/eu");
    }

    @Test
    void a_sub_room_that_is_closed_is_forgotten() {
      play(30, s -> stalls(0.2, 0, 0));
      layout = new Layout(true, false, "room-1", "main", "studio", null, List.of());
      play(2, s -> {});
      assertThat(open).isEmpty();
    }
  }

  @Nested
  class OnStage {
    private static final AlertSubject ANNA = new AlertSubject(Kind.SEAT, "anna");
    private static final AlertSubject GUY = new AlertSubject(Kind.SEAT, "guy");

    private void stage(Layout.Person... people) {
      Layout now = live(true);
      layout =
          new Layout(
              true,
              false,
              now.roomId(),
              now.lineId(),
              now.lineAgent(),
              now.agendaItem(),
              now.markets(),
              List.of(people));
    }

    private void both() {
      stage(
          new Layout.Person("anna", "host Anna", "agent eu-1 in eu"),
          new Layout.Person("guy", "guest Guy", "agent eu-1 in eu"));
    }

    @Test
    void lost_packets_are_an_alert_with_the_way_as_its_cause() {
      both();
      play(30, s -> say(ANNA, Metric.HOST_LOSS, 0.04));
      assertThat(raised).as("what NACK makes good").isEmpty();
      play(30, s -> say(ANNA, Metric.HOST_LOSS, 0.12));
      assertThat(raised).containsExactly("host-loss/SEAT/anna");
      Finding finding = found.get(0);
      assertThat(finding.cause()).isEqualTo(AlertCause.SOURCE);
      assertThat(finding.causeText()).contains("host Anna", "agent eu-1 in eu");
      assertThat(finding.value()).isEqualTo("12.0 %");
      assertThat(finding.subRooms()).containsExactly("de", "fr", "jp");
      play(60, s -> say(ANNA, Metric.HOST_LOSS, 0.001));
      assertThat(open).isEmpty();
    }

    @Test
    void packets_that_come_unevenly_are() {
      both();
      play(40, s -> say(ANNA, Metric.HOST_JITTER, 30));
      assertThat(raised).isEmpty();
      play(40, s -> say(ANNA, Metric.HOST_JITTER, 80));
      assertThat(raised).containsExactly("host-jitter/SEAT/anna");
      assertThat(found.get(0).value()).isEqualTo("80 ms");
      assertThat(found.get(0).expected()).isEqualTo("below 50 ms");
    }

    @Test
    void a_long_round_trip_is_and_explains_no_viewers() {
      both();
      play(
          60,
          s -> {
            say(ANNA, Metric.HOST_ROUND_TRIP, 300);
            say(DE, Metric.VIEWERS, 1000);
          });
      assertThat(raised).isEmpty();
      play(
          90,
          s -> {
            say(ANNA, Metric.HOST_ROUND_TRIP, 600);
            say(DE, Metric.VIEWERS, 500);
          });
      assertThat(raised)
          .containsExactly("host-round-trip/SEAT/anna", "viewers-dropping/SUB_ROOM/de");
    }

    @Test
    void loss_explains_the_rest_of_the_same_one_and_nothing_of_another_one() {
      both();
      play(
          60,
          s -> {
            say(ANNA, Metric.HOST_LOSS, 0.2);
            say(ANNA, Metric.HOST_JITTER, 90);
            say(GUY, Metric.HOST_JITTER, 90);
            say(GUY, Metric.HOST_LOSS, 0);
          });
      assertThat(raised).containsExactlyInAnyOrder("host-loss/SEAT/anna", "host-jitter/SEAT/guy");
      assertThat(found)
          .filteredOn(finding -> finding.subject().equals(ANNA))
          .flatExtracting(Finding::symptoms)
          .containsExactly("host-jitter");
    }

    @Test
    void who_is_not_on_stage_any_more_has_none() {
      both();
      play(40, s -> say(ANNA, Metric.HOST_LOSS, 0.2));
      assertThat(open).containsExactly("host-loss/SEAT/anna");
      stage();
      play(1, s -> {});
      assertThat(open).isEmpty();
    }
  }

  @Test
  void an_alert_from_before_a_restart_is_open_until_it_is_seen_to_be_over() {
    engine.restore("stall-ratio", new AlertSubject(Kind.REGION, "asia"), List.of("jp"), 0);
    open.add("stall-ratio/REGION/asia");
    play(10, s -> {});
    assertThat(open).containsExactly("stall-ratio/REGION/asia");
    play(40, s -> stalls(0, 0, 0));
    assertThat(open).isEmpty();
    assertThat(raised).isEmpty();
  }

  @Test
  void a_rule_can_be_changed_or_be_off() {
    engine.rules(
        (id, of) -> {
          Rule ready = ReadyRules.byId().get(id);
          if (id.equals("silence")) {
            return null;
          }
          return id.equals("stall-ratio") && ready != null
              ? ready.with(0.5, Duration.ofSeconds(60))
              : ready;
        });
    play(
        90,
        s -> {
          stalls(0.3, 0.3, 0.3);
          say(DE, Metric.SILENT, s);
        });
    assertThat(raised).isEmpty();
    play(90, s -> stalls(0.7, 0.7, 0.7));
    assertThat(raised).containsExactly("stall-ratio/ROOM/room-1");
  }

  @Test
  void of_agents_each_is_for_itself() {
    AlertSubject agent = new AlertSubject(Kind.AGENT, "eu-1");
    List<Finding> hot = List.of();
    for (int s = 0; s < 60; s++) {
      engine.take(new Sample(agent, Metric.AGENT_BUSY, s * 1000L, 0.99, 1));
      hot = engine.agents(s * 1000L, Map.of("eu-1", "eu"));
    }
    assertThat(hot).extracting(Finding::key).containsExactly("agent-hot/AGENT/eu-1");
    assertThat(hot.get(0).regions()).containsExactly("eu");
  }
}
