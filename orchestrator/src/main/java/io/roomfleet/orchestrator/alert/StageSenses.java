package io.roomfleet.orchestrator.alert;

import io.roomfleet.api.alert.AlertSubject;
import io.roomfleet.api.alert.AlertSubject.Kind;
import io.roomfleet.orchestrator.alert.rule.Layout;
import io.roomfleet.orchestrator.alert.rule.Metric;
import io.roomfleet.orchestrator.alert.rule.Sample;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who of a room is on the stage of its session, and how well they come in. A session says it on
 * each change, and each 10 s; of whom it says nothing any more is not there. Pure; mutable, of one
 * owner.
 */
final class StageSenses {
  private static final long GONE = 30_000;

  /** More than sessions have seats. */
  private static final int MOST = 32;

  private final Map<String, Heard> seats = new TreeMap<>();

  private record Heard(Layout.Person person, OnStage.@Nullable Way way, long at) {}

  /** There was an alert about a seat before this was made: it may be there still. */
  void expect(AlertSubject seat, long now) {
    seats.put(seat.id(), new Heard(Layout.Person.unknown(seat.id()), null, now));
  }

  void heard(OnStage said, long now) {
    String id = said.person().seatId();
    if (said.way() == null) {
      seats.remove(id);
    } else if (seats.size() < MOST || seats.containsKey(id)) {
      seats.put(id, new Heard(said.person(), said.way(), now));
    }
  }

  List<Layout.Person> people() {
    return seats.values().stream().map(Heard::person).toList();
  }

  void tick(long now, Consumer<Sample> to) {
    seats.values().removeIf(heard -> now - heard.at() >= GONE);
    seats.forEach(
        (id, heard) -> {
          OnStage.Way way = heard.way();
          if (way != null) {
            to.accept(sample(id, Metric.HOST_LOSS, now, way.loss()));
            to.accept(sample(id, Metric.HOST_JITTER, now, way.jitterMillis()));
            Integer roundTrip = way.roundTripMillis();
            if (roundTrip != null) {
              to.accept(sample(id, Metric.HOST_ROUND_TRIP, now, roundTrip));
            }
          }
        });
  }

  private static Sample sample(String id, Metric metric, long now, double value) {
    return new Sample(new AlertSubject(Kind.SEAT, id), metric, now, value, 1);
  }
}
