package io.roomfleet.agent.mix;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roomfleet.api.agent.Assignment;
import io.roomfleet.api.agent.Canvas;
import io.roomfleet.api.agent.PkBar;
import io.roomfleet.api.agent.Seat;
import java.net.URI;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class MixRulesTest {
  private static final Canvas CANVAS = new Canvas(640, 360, 25);
  private static final Seat.Input RELAY =
      new Seat.Input.Upstream(URI.create("http://a/r.ts"), null);
  private static final Seat SEAT = new Seat("a", "A", null, false, RELAY);

  private static void refused(Assignment.Mix mix, String... words) {
    assertThatThrownBy(() -> MixRules.check(mix))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(words);
  }

  private static Assignment.Mix mix(Canvas canvas, PkBar bar, Seat... seats) {
    return new Assignment.Mix("m", 1, "s", "mix", List.of(seats), canvas, bar);
  }

  private static Seat at(double x, double y, double w, double h) {
    return new Seat("a", "A", new Seat.Place(x, y, w, h), false, RELAY);
  }

  private static PkBar bar(Integer winner, long... points) {
    return new PkBar(
        java.util.Arrays.stream(points).mapToObj(p -> new PkBar.Team("T", p)).toList(),
        PkBar.Phase.SCORING,
        Instant.EPOCH,
        Instant.EPOCH,
        winner);
  }

  @Test
  void whatCanBeMixedIsTaken() {
    assertThatCode(() -> MixRules.check(mix(CANVAS, bar(1, 0, 5), at(2.0 / 3, 0, 1.0 / 3, 1))))
        .doesNotThrowAnyException();
    assertThatCode(
            () ->
                MixRules.check(
                    mix(
                        CANVAS,
                        null,
                        new Seat("a", "", null, true, new Seat.Input.WebRtc("0a".repeat(32))))))
        .doesNotThrowAnyException();
  }

  @Test
  void everyWrongValueIsNamed() {
    refused(new Assignment.Mix("m", 1, "..", "mix", List.of(SEAT), CANVAS, null), "roomId: ..");
    refused(new Assignment.Mix("m", 1, "s", "main", List.of(SEAT), CANVAS, null), "lineId: main");
    refused(mix(new Canvas(641, 360, 25), null, SEAT), "641x360");
    refused(mix(new Canvas(640, 360, 90), null, SEAT), "frameRate: 90");
    refused(mix(null, null, SEAT), "canvas: null");
    refused(mix(CANVAS, null), "seats: 0");
    refused(
        new Assignment.Mix("m", 1, "s", "mix", Collections.nCopies(10, SEAT), CANVAS, null),
        "seats: 10");
    refused(mix(CANVAS, null, SEAT, SEAT), "seatId: a twice");
    refused(mix(CANVAS, null, new Seat("a/b", "A", null, false, RELAY)), "seatId: a/b");
    refused(mix(CANVAS, null, new Seat("a", null, null, false, RELAY)), "seat a: name: null");
    refused(mix(CANVAS, null, new Seat("a", "A", null, false, null)), "seat a: input: null");
    for (Seat seat :
        List.of(at(-0.1, 0, 1, 1), at(0, 0, 0, 1), at(0.5, 0, 0.51, 1), at(Double.NaN, 0, 1, 1))) {
      refused(mix(CANVAS, null, seat), "seat a: place", "expected: within 0 to 1");
    }
    refused(
        mix(CANVAS, null, new Seat("a", "A", null, false, new Seat.Input.WebRtc("AB"))),
        "seat a: tokenHash");
    refused(
        mix(
            CANVAS,
            null,
            new Seat("a", "A", null, false, new Seat.Input.Upstream(URI.create("file:/x"), null))),
        "upstream url: file:");
    refused(mix(CANVAS, bar(null, 1), SEAT), "bar.teams: 1");
    refused(mix(CANVAS, bar(2, 1, 1), SEAT), "bar.winner: 2");
    refused(mix(CANVAS, bar(null, 1, -1), SEAT), "bar.teams", "points=-1");
  }
}
