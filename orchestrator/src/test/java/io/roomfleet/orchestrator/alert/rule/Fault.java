package io.roomfleet.orchestrator.alert.rule;

import io.roomfleet.api.alert.AlertCause;
import io.roomfleet.api.alert.AlertSubject.Kind;
import java.util.List;
import java.util.Set;

/**
 * Something that goes wrong in a made-up evening, and what should be said of it.
 *
 * @param from seconds since the beginning, until {@code to}
 * @param subRooms that it touches
 * @param rules one of which should say it
 * @param kind of the alert's subject
 * @param size how strong it is, by the kind of fault
 */
public record Fault(
    What what,
    int from,
    int to,
    List<String> subRooms,
    Set<String> rules,
    Kind kind,
    AlertCause cause,
    double size) {

  /** Kinds of faults. */
  public enum What {
    STALLS,
    STALLS_BY_AGENT,
    STALLS_BY_COPY,
    MILD_STALLS,
    SLOW_JOINS,
    INPUT_LOST,
    BLACK,
    FROZEN,
    SILENCE,
    AV_OFFSET,
    LATENCY,
    VIEWERS_LEAVE,
    COMPLAINTS,
    FEWER_ORDERS,
    MORE_ORDERS,
    FIGURES_MISSING
  }

  boolean touches(String subRoom, int second) {
    return second >= from && second < to && subRooms.contains(subRoom);
  }
}
