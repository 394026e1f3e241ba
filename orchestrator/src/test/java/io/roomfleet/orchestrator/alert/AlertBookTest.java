package io.roomfleet.orchestrator.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.api.alert.Alert;
import io.roomfleet.api.alert.AlertCause;
import io.roomfleet.api.alert.AlertSeverity;
import io.roomfleet.api.alert.AlertState;
import io.roomfleet.api.alert.AlertSubject;
import io.roomfleet.api.alert.AlertSubject.Kind;
import io.roomfleet.orchestrator.alert.rule.Finding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AlertBookTest {
  private static final Instant T = Instant.parse("2026-11-11T18:00:00Z");

  private AlertBook book = AlertBook.empty("room-1");

  static Finding finding(String rule, Kind kind, String id, List<String> symptoms) {
    return new Finding(
        rule,
        AlertSeverity.CRITICAL,
        new AlertSubject(kind, id),
        List.of("de"),
        List.of("eu"),
        AlertCause.REGION,
        "only in eu",
        symptoms,
        "12 %",
        "below 5 %",
        T.toEpochMilli());
  }

  private static Finding stalls() {
    return finding("stall-ratio", Kind.REGION, "eu", List.of());
  }

  private List<AlertEvent> look(long second, Finding... findings) {
    List<AlertEvent> events = book.look(List.of(findings), T.plusSeconds(second));
    events.forEach(event -> book = book.apply(event));
    return events;
  }

  private Alert only() {
    assertThat(book.open()).hasSize(1);
    return book.open().values().iterator().next();
  }

  @Test
  void what_is_wrong_is_raised_once_and_resolved_when_it_is_not() {
    assertThat(look(0, stalls())).hasSize(1);
    assertThat(only().state()).isEqualTo(AlertState.RAISED);
    assertThat(only().id()).isEqualTo("room-1.1");
    assertThat(look(1, stalls())).isEmpty();
    look(2);
    assertThat(book.open()).isEmpty();
    Alert over = Objects.requireNonNull(book.alert("room-1.1"));
    assertThat(over.state()).isEqualTo(AlertState.RESOLVED);
    assertThat(over.resolvedAt()).isEqualTo(T.plusSeconds(2));
  }

  @Test
  void one_that_another_one_explains_becomes_part_of_it() {
    look(0, stalls());
    look(5, finding("input-lost", Kind.LINE, "main", List.of("stall-ratio")));
    assertThat(Objects.requireNonNull(book.alert("room-1.1")).partOf())
        .isEqualTo(only().id())
        .isNotNull();
  }

  @Test
  void more_that_is_known_of_it_is_kept_and_not_each_second() {
    look(0, stalls());
    Finding more = finding("stall-ratio", Kind.REGION, "eu", List.of("join-time"));
    List<AlertEvent> soon = book.look(List.of(more), T.plusSeconds(2));
    assertThat(soon).hasSize(1);
    assertThat(book.paced(soon, T.plusSeconds(2))).isEmpty();
    look(6, more);
    assertThat(only().symptoms()).containsExactly("join-time");
    assertThat(look(7, stalls())).isEmpty();
  }

  @Test
  void an_acknowledged_one_says_by_whom_and_a_repeat_changes_nothing() {
    look(0, stalls());
    List<AlertEvent> events = book.acknowledge("room-1.1", "on it", "anna", "r1", T);
    events.forEach(event -> book = book.apply(event));
    assertThat(only().state()).isEqualTo(AlertState.ACKNOWLEDGED);
    assertThat(Objects.requireNonNull(only().acknowledged()).note()).isEqualTo("on it");
    assertThat(book.acknowledge("room-1.1", "me too", "bob", "r2", T)).isEmpty();
    assertThat(look(9, stalls())).isEmpty();
    look(10);
    assertThat(Objects.requireNonNull(book.alert("room-1.1")).acknowledged()).isNotNull();
  }

  @Test
  void a_host_is_prompted_of_what_a_host_can_do_something_about() {
    look(0, finding("input-lost", Kind.LINE, "main", List.of()), stalls());
    assertThat(book.prompts()).hasSize(1);
    assertThat(book.prompts().get(0).text()).contains("encoder");
    look(5);
    assertThat(book.prompts().get(0).overAt()).isEqualTo(T.plusSeconds(5));
    assertThat(book.prompt("Smile", "anna", "r3", T)).hasSize(1);
  }

  @Test
  void when_its_room_is_over_so_is_all() {
    look(0, stalls(), finding("black", Kind.SUB_ROOM, "de", List.of()));
    book.close("room over", T).forEach(event -> book = book.apply(event));
    assertThat(book.open()).isEmpty();
    assertThat(book.over()).extracting(Alert::resolution).containsOnly("room over");
  }

  @Test
  void it_stays_bounded_whatever_happens() {
    Random random = new Random(3);
    for (int i = 0; i < 500; i++) {
      List<Finding> now = new ArrayList<>();
      for (int k = random.nextInt(100); k > 0; k--) {
        now.add(finding("black", Kind.SUB_ROOM, "m" + random.nextInt(200), List.of()));
      }
      List<Finding> distinct = now.stream().distinct().toList();
      look(i, distinct.toArray(Finding[]::new));
      book.prompt("x", "anna", "r" + i, T).forEach(event -> book = book.apply(event));
      assertThat(book.open()).hasSizeLessThanOrEqualTo(AlertBook.MOST_OPEN);
      assertThat(book.revisedAt().keySet()).isEqualTo(book.open().keySet());
    }
    assertThat(book.over()).hasSize(AlertBook.MOST_OVER);
    assertThat(book.prompts()).hasSize(AlertBook.MOST_PROMPTS);
    assertThat(book.handled()).hasSize(AlertBook.MOST_HANDLED);
  }
}
