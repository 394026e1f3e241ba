package io.roomfleet.orchestrator.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.roomfleet.api.agent.EncoderQuality;
import io.roomfleet.api.agent.LineQuality;
import io.roomfleet.api.alert.AlertSubject;
import io.roomfleet.api.alert.AlertSubject.Kind;
import io.roomfleet.orchestrator.alert.rule.Metric;
import io.roomfleet.orchestrator.alert.rule.Sample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RoomSensesTest {
  private static final Instant T = Instant.parse("2026-11-11T18:00:00Z");

  private final RoomSenses senses = new RoomSenses();
  private final List<Sample> samples = new ArrayList<>();

  private static RoomFacts facts(boolean hasVideo) {
    return new RoomFacts(
        true, false, T, T.plusSeconds(7200), "main", hasVideo, "us-1", "bags", List.of("de"));
  }

  private static long at(long second) {
    return T.plusSeconds(second).toEpochMilli();
  }

  private static Heard heard(
      String agent, List<Heard.Viewers> viewers, List<LineQuality> lines, Heard.Encoder... rest) {
    return new Heard(agent, "eu", 0.5, viewers, lines, List.of(rest));
  }

  private static Heard.Encoder silent(@Nullable Instant since) {
    return new Heard.Encoder(
        "de", new EncoderQuality("transcode/room-1/de", 25.0, 0.9, 0, null, null, since));
  }

  private static Heard.Viewers viewers(long second, int viewers) {
    return new Heard.Viewers(
        "de", T.getEpochSecond() + second, viewers, 1000, 100, 2, 2500.0, 4000);
  }

  private double value(Kind kind, String id, Metric metric) {
    AlertSubject of = new AlertSubject(kind, id);
    return samples.stream()
        .filter(it -> it.of().equals(of) && it.metric() == metric)
        .reduce((before, last) -> last)
        .map(Sample::value)
        .orElse(Double.NaN);
  }

  @Test
  void what_is_silent_goes_on_being_silent_without_another_word() {
    senses.facts(facts(true));
    senses.heard(
        heard("eu-1", List.of(), List.of(), silent(T.plusSeconds(5))), at(6), samples::add);
    senses.tick(at(25), samples::add);
    assertThat(value(Kind.SUB_ROOM, "de", Metric.SILENT)).isEqualTo(20);
    assertThat(value(Kind.SUB_ROOM, "de", Metric.BLACK)).isZero();
    assertThat(value(Kind.SUB_ROOM, "de", Metric.ENCODER_BEHIND))
        .isCloseTo(0.1, org.assertj.core.data.Offset.offset(1e-9));
  }

  @Test
  void what_was_silent_before_the_room_was_live_counts_from_then() {
    senses.facts(facts(true));
    senses.heard(
        heard("eu-1", List.of(), List.of(), silent(T.minusSeconds(500))), at(1), samples::add);
    senses.tick(at(4), samples::add);
    assertThat(value(Kind.SUB_ROOM, "de", Metric.SILENT)).isEqualTo(4);
  }

  @Test
  void a_room_that_is_only_prepared_has_no_figures_of_its_slate() {
    senses.facts(new RoomFacts(false, false, null, null, "main", false, null, null, List.of("de")));
    senses.heard(
        heard("eu-1", List.of(), List.of(), silent(T.minusSeconds(500))), at(1), samples::add);
    samples.clear();
    senses.tick(at(60), samples::add);
    assertThat(samples).isEmpty();
    assertThat(senses.layout("room-1", T).live()).isFalse();
  }

  @Test
  void the_line_is_lost_since_it_was_first_seen_without_video() {
    senses.facts(facts(true));
    senses.tick(at(10), samples::add);
    assertThat(value(Kind.LINE, "main", Metric.INPUT_LOST)).isZero();
    senses.facts(facts(false));
    senses.tick(at(20), samples::add);
    senses.tick(at(24), samples::add);
    assertThat(value(Kind.LINE, "main", Metric.INPUT_LOST)).isEqualTo(4);
    senses.facts(facts(true));
    senses.tick(at(25), samples::add);
    assertThat(value(Kind.LINE, "main", Metric.INPUT_LOST)).isZero();
  }

  @Test
  void viewers_of_two_agents_add_up_and_late_words_are_passed_over() {
    senses.facts(facts(true));
    senses.heard(heard("eu-1", List.of(viewers(0, 30)), List.of()), at(1), samples::add);
    senses.heard(heard("eu-2", List.of(viewers(1, 12)), List.of()), at(2), samples::add);
    assertThat(value(Kind.SUB_ROOM, "de", Metric.VIEWERS)).isEqualTo(42);
    assertThat(value(Kind.SUB_ROOM, "de", Metric.STALL_RATIO)).isEqualTo(0.1);
    assertThat(value(Kind.SUB_ROOM, "de", Metric.JOIN_TIME)).isEqualTo(2.5);
    assertThat(value(Kind.SUB_ROOM, "de", Metric.LATENCY)).isEqualTo(4);
    samples.clear();
    senses.heard(heard("eu-2", List.of(viewers(1, 99)), List.of()), at(40), samples::add);
    assertThat(value(Kind.SUB_ROOM, "de", Metric.VIEWERS)).isNaN();
  }

  @Test
  void sound_and_picture_count_where_the_line_comes_in_and_gaps_everywhere() {
    senses.facts(facts(true));
    LineQuality line = new LineQuality("room-1", "main", 2_000_000, 1, 300, 0, -400, 1.0);
    senses.heard(heard("us-1", List.of(), List.of(line)), at(1), samples::add);
    assertThat(value(Kind.LINE, "main", Metric.AV_OFFSET)).isEqualTo(0.4);
    LineQuality later = new LineQuality("room-1", "main", 2_000_000, 2, 800, 0, -400, 0.6);
    senses.heard(heard("us-1", List.of(), List.of(later)), at(2), samples::add);
    assertThat(value(Kind.AGENT, "us-1", Metric.LINE_GAPS)).isEqualTo(0.5);
    samples.clear();
    senses.heard(heard("eu-1", List.of(), List.of(line)), at(2), samples::add);
    assertThat(value(Kind.LINE, "main", Metric.AV_OFFSET)).isNaN();
  }

  @Test
  void a_sub_room_stays_where_it_is_while_another_agent_takes_it_over() {
    senses.facts(facts(true));
    senses.heard(heard("eu-1", List.of(), List.of(), silent(null)), at(1), samples::add);
    senses.heard(heard("eu-2", List.of(), List.of(), silent(T)), at(2), samples::add);
    senses.tick(at(9), samples::add);
    assertThat(value(Kind.SUB_ROOM, "de", Metric.SILENT)).isZero();
    assertThat(senses.layout("room-1", T).markets().get(0).agentId()).isEqualTo("eu-1");
    senses.heard(heard("eu-2", List.of(), List.of(), silent(T)), at(30), samples::add);
    assertThat(senses.layout("room-1", T).markets().get(0).agentId()).isEqualTo("eu-2");
  }

  @Test
  void orders_count_against_the_viewers_who_could_have_ordered() {
    senses.facts(facts(true));
    senses.heard(heard("eu-1", List.of(viewers(0, 30)), List.of()), at(1), samples::add);
    senses.counted(new Counted("de", at(0), 10, 2, 3, 5), at(13), samples::add);
    Sample orders = samples.get(samples.size() - 1);
    assertThat(orders.metric()).isEqualTo(Metric.ORDERS);
    assertThat(orders.value()).isEqualTo(3);
    assertThat(orders.weight()).isEqualTo(30);
  }

  private void plays(String agent, String line, @Nullable String left, long second) {
    senses.plays(new AlertCommand.Plays("de", "eu", agent, line, left), at(second));
  }

  @Test
  void what_does_not_come_in_time_of_a_line_is_missing_where_that_line_is_played() {
    senses.facts(facts(true));
    plays("eu-1", "main", null, 1);
    LineQuality main = new LineQuality("room-1", "main", 1_000_000, 0, 0, 0, null, 0.6);
    LineQuality backup = new LineQuality("room-1", "backup", 1_000_000, 0, 0, 0, null, 0.9);
    senses.heard(heard("eu-2", List.of(), List.of(main)), at(2), samples::add);
    assertThat(value(Kind.SUB_ROOM, "de", Metric.STARVED)).as("another agent").isNaN();
    senses.heard(heard("eu-1", List.of(), List.of(main, backup)), at(2), samples::add);
    assertThat(value(Kind.SUB_ROOM, "de", Metric.STARVED)).isCloseTo(0.4, within(1e-9));
    plays("eu-1", "backup", "line main brought 60 % of its video", 3);
    senses.heard(heard("eu-1", List.of(), List.of(main, backup)), at(4), samples::add);
    assertThat(value(Kind.SUB_ROOM, "de", Metric.STARVED)).isCloseTo(0.1, within(1e-9));
    senses.tick(at(9), samples::add);
    assertThat(value(Kind.SUB_ROOM, "de", Metric.LINE_LEFT)).isEqualTo(6);
    assertThat(senses.layout("room-1", T).markets().get(0).left())
        .isEqualTo("line main brought 60 % of its video; line backup is played there");
    plays("eu-1", "main", null, 40);
    senses.tick(at(41), samples::add);
    assertThat(value(Kind.SUB_ROOM, "de", Metric.LINE_LEFT)).isZero();
    samples.clear();
    senses.heard(heard("eu-1", List.of(), List.of(main)), at(45), samples::add);
    assertThat(value(Kind.SUB_ROOM, "de", Metric.STARVED)).as("its agent looks at it").isNaN();
    plays("eu-1", "backup", "line main is starved still", 52);
    senses.tick(at(53), samples::add);
    assertThat(value(Kind.SUB_ROOM, "de", Metric.LINE_LEFT)).as("as ever").isEqualTo(50);
  }

  @Test
  void a_sub_room_is_where_it_says_whoever_else_still_serves_its_viewers() {
    senses.facts(facts(true));
    senses.heard(heard("eu-1", List.of(), List.of(), silent(null)), at(1), samples::add);
    plays("eu-2", "main", null, 2);
    senses.heard(heard("eu-1", List.of(viewers(3, 10)), List.of(), silent(T)), at(3), samples::add);
    assertThat(senses.layout("room-1", T).markets().get(0).agentId()).isEqualTo("eu-2");
    senses.tick(at(20), samples::add);
    assertThat(value(Kind.SUB_ROOM, "de", Metric.SILENT)).as("of the one it left").isNaN();
  }
}
