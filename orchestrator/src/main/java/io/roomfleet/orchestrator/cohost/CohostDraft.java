package io.roomfleet.orchestrator.cohost;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A session while a decision about it is made: the events so far, and the state after them. */
final class CohostDraft {
  private final Instant now;
  private final List<CohostEvent> events = new ArrayList<>();
  private CohostState state;

  /** Begins with what is due, so that no deadline depends on who looks first. */
  CohostDraft(CohostState state, Instant now) {
    this.state = state;
    this.now = now;
    CohostEvent due = CohostDeadlines.next(state, now);
    while (due != null) {
      if (due instanceof CohostEvent.Ended) {
        Rounds.breakOff(this);
      }
      add(due);
      settle();
      due = CohostDeadlines.next(this.state, now);
    }
  }

  CohostState state() {
    return state;
  }

  Instant now() {
    return now;
  }

  List<CohostEvent> events() {
    return List.copyOf(events);
  }

  void add(CohostEvent event) {
    events.add(event);
    state = CohostSession.apply(state, event);
  }

  /** Adds all that follows by itself. Of a state to which nothing was added nothing does. */
  void settle() {
    if (events.isEmpty()) {
      return;
    }
    CohostEvent next = Consequences.next(state, now);
    while (next != null) {
      add(next);
      next = Consequences.next(state, now);
    }
  }

  /** Nobody asked for it. */
  void out(Seat seat, Seat.Exit exit, String reason) {
    add(new CohostEvent.SeatLeft(seat.id(), exit, reason, null, null, now));
  }
}
