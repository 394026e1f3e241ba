package io.roomfleet.orchestrator.rebalance;

import io.roomfleet.api.rebalance.RebalanceMove;
import io.roomfleet.api.rebalance.RebalanceState;
import io.roomfleet.orchestrator.platform.JournalEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The newest rebalances. At most one of them is carried out at a time. Immutable.
 *
 * @param newestFirst at most {@link #KEPT}; older ones are in the journal alone
 */
public record Rebalances(List<Rebalance> newestFirst) implements JournalEvent {
  static final int KEPT = 30;
  static final Rebalances NONE = new Rebalances(List.of());

  public Rebalances {
    newestFirst = List.copyOf(newestFirst);
  }

  Optional<Rebalance> byId(String id) {
    return newestFirst.stream().filter(one -> one.id().equals(id)).findFirst();
  }

  /** The one that is carried out; null when none is. */
  @Nullable Rebalance open() {
    return newestFirst.stream().filter(Rebalance::isOpen).findFirst().orElse(null);
  }

  /** The newest suggestion that still stands; null when there is none. */
  @Nullable Rebalance suggested() {
    return newestFirst.stream()
        .filter(one -> one.state() == RebalanceState.SUGGESTED)
        .findFirst()
        .orElse(null);
  }

  /**
   * Takes a plan in: to be carried out, or as a suggestion in the place of an older one.
   *
   * @param planned RUNNING without moves is COMPLETED at once
   */
  List<RebalanceEvent> plan(Rebalance planned, Instant now) {
    List<RebalanceEvent> events = new ArrayList<>();
    Rebalance older = suggested();
    if (older != null) {
      String reason = "there is a newer plan";
      events.add(
          new RebalanceEvent.Ended(
              older.id(), new Rebalance.Ending(RebalanceState.EXPIRED, reason), null, now));
    }
    events.add(new RebalanceEvent.Planned(planned, now));
    if (planned.isOpen() && planned.moves().isEmpty()) {
      events.add(
          new RebalanceEvent.Ended(
              planned.id(),
              new Rebalance.Ending(RebalanceState.COMPLETED, null),
              planned.before(),
              now));
    }
    return events;
  }

  /** Ends a suggestion that is older than that. */
  List<RebalanceEvent> expire(Duration age, Instant now) {
    Rebalance suggested = suggested();
    return suggested == null || now.isBefore(suggested.startedAt().plus(age))
        ? List.of()
        : List.of(
            new RebalanceEvent.Ended(
                suggested.id(),
                new Rebalance.Ending(RebalanceState.EXPIRED, "nobody took it up"),
                null,
                now));
  }

  /** No further move of a rebalance that is carried out begins. */
  List<RebalanceEvent> stop(String id, RebalanceState then, String reason, Instant now) {
    Rebalance open = open();
    return open == null || !open.id().equals(id) || open.state() == RebalanceState.STOPPING
        ? List.of()
        : List.of(new RebalanceEvent.Stopping(id, new Rebalance.Ending(then, reason), now));
  }

  /**
   * A try of a move came to its end.
   *
   * @param state WAITING for another try, which is refused after {@link Rebalance#MOST_TRIES}
   */
  List<RebalanceEvent> over(
      String id, int index, RebalanceMove.State state, @Nullable String outcome, Instant now) {
    Rebalance open = open();
    if (open == null
        || !open.id().equals(id)
        || open.moves().get(index).state() != RebalanceMove.State.MOVING) {
      return List.of();
    }
    boolean last = open.moves().get(index).tries() >= Rebalance.MOST_TRIES;
    RebalanceMove.State then =
        state == RebalanceMove.State.WAITING && last ? RebalanceMove.State.FAILED : state;
    return List.of(new RebalanceEvent.MoveOver(id, index, then, outcome, now));
  }

  /** The state after an event. */
  public Rebalances apply(RebalanceEvent event) {
    return event.match(new Fold());
  }

  private final class Fold implements RebalanceEvent.Cases<Rebalances> {
    @Override
    public Rebalances planned(RebalanceEvent.Planned event) {
      List<Rebalance> more = new ArrayList<>();
      more.add(event.rebalance());
      more.addAll(newestFirst);
      return new Rebalances(more.subList(0, Math.min(KEPT, more.size())));
    }

    @Override
    public Rebalances moveBegun(RebalanceEvent.MoveBegun event) {
      return with(event.id(), one -> one.begun(event.index(), event.at()));
    }

    @Override
    public Rebalances moveOver(RebalanceEvent.MoveOver event) {
      return with(
          event.id(), one -> one.over(event.index(), event.state(), event.outcome(), event.at()));
    }

    @Override
    public Rebalances stopping(RebalanceEvent.Stopping event) {
      return with(event.id(), one -> one.stopping(event.ending()));
    }

    @Override
    public Rebalances ended(RebalanceEvent.Ended event) {
      return with(event.id(), one -> one.ended(event.ending(), event.after(), event.at()));
    }

    private Rebalances with(String id, UnaryOperator<Rebalance> change) {
      return new Rebalances(
          newestFirst.stream().map(one -> one.id().equals(id) ? change.apply(one) : one).toList());
    }
  }
}
