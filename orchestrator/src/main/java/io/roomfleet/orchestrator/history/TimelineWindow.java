package io.roomfleet.orchestrator.history;

import io.roomfleet.api.history.TimelineKind;
import io.roomfleet.api.history.TimelineMark;
import io.roomfleet.api.history.TimelineSpan;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What of a timeline is asked for.
 *
 * @param from null for the beginning
 * @param to the first instant that is not looked at; null for none
 */
record TimelineWindow(@Nullable Instant from, @Nullable Instant to, Set<TimelineKind> kinds) {
  /** A span that took no time at all is in no window. */
  boolean has(TimelineSpan span) {
    boolean beganBefore = to == null || span.from().isBefore(to);
    boolean endsAfter = span.to() == null || from == null || span.to().isAfter(from);
    return kinds.contains(span.kind())
        && beganBefore
        && endsAfter
        && !span.from().equals(span.to());
  }

  boolean has(TimelineMark mark) {
    return kinds.contains(mark.kind())
        && (from == null || !mark.at().isBefore(from))
        && (to == null || mark.at().isBefore(to));
  }
}
