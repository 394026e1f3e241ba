package io.roomfleet.orchestrator.rebalance;

import io.roomfleet.api.rebalance.RebalanceMove.State;
import io.roomfleet.api.rebalance.RebalanceState;
import io.roomfleet.orchestrator.placement.fleet.FleetFigures;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A rebalance: what it moves, and how far it is. Immutable.
 *
 * @param id of the request, or of the fleet's own making
 * @param by who asked for it
 * @param cause why it began
 * @param summary what it moves and what that brings
 * @param picture what its moves were planned on
 * @param running sub-rooms that ran then: its pace is a share of them
 * @param ending why no more move begins, and what it will be then; null while it runs
 * @param after null before its end, and when the fleet could not be asked
 */
public record Rebalance(
    String id,
    RebalanceState state,
    String by,
    String cause,
    String summary,
    Picture picture,
    int running,
    List<Move> moves,
    FleetFigures before,
    FleetFigures expected,
    @Nullable FleetFigures after,
    @Nullable Ending ending,
    Instant startedAt,
    @Nullable Instant endedAt) {

  static final int MOST_TRIES = 3;
  static final Duration BETWEEN_TRIES = Duration.ofSeconds(10);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  public Rebalance {
    moves = List.copyOf(moves);
  }

  /**
   * A move and how far it is.
   *
   * @param tries how often it was begun
   * @param begunAt of the newest try
   * @param endedAt of the newest try, null while that is under way
   * @param outcome why the newest try came to nothing; null otherwise
   */
  public record Move(
      PlannedMove plan,
      State state,
      int tries,
      @Nullable Instant begunAt,
      @Nullable Instant endedAt,
      @Nullable String outcome) {

    static Move waiting(PlannedMove plan) {
      return new Move(plan, State.WAITING, 0, null, null, null);
    }

    boolean isOver() {
      return state == State.DONE || state == State.FAILED || state == State.SKIPPED;
    }

    private boolean mayBegin(Instant now) {
      return state == State.WAITING
          && (endedAt == null || !now.isBefore(endedAt.plus(BETWEEN_TRIES)));
    }
  }

  /**
   * That it comes to its end.
   *
   * @param state what it is to be then
   * @param reason why; null when all was done
   */
  public record Ending(RebalanceState state, @Nullable String reason) {}

  /** True while it may still move something. */
  public boolean isOpen() {
    return state == RebalanceState.RUNNING || state == RebalanceState.STOPPING;
  }

  /**
   * True while moves are still to begin: what is under way is finished however the fleet changes.
   */
  boolean hasMore() {
    return state == RebalanceState.RUNNING
        && moves.stream().anyMatch(move -> move.state() == State.WAITING);
  }

  /** True when nothing is under way and nothing more is to begin. */
  boolean isSettled() {
    return moves.stream().noneMatch(move -> move.state() == State.MOVING)
        && (state == RebalanceState.STOPPING || moves.stream().allMatch(Move::isOver));
  }

  /** Indexes of the moves that are under way. */
  List<Integer> moving() {
    return IntStream.range(0, moves.size())
        .filter(i -> moves.get(i).state() == State.MOVING)
        .boxed()
        .toList();
  }

  /**
   * Indexes of the moves to begin now, in their order: of those that began within the last minute
   * and are under way there are never more than so many.
   */
  List<Integer> toBegin(int perMinute, Instant now) {
    if (state != RebalanceState.RUNNING) {
      return List.of();
    }
    long lately =
        moves.stream()
            .filter(
                move ->
                    move.state() == State.MOVING
                        || (move.begunAt() != null && now.isBefore(move.begunAt().plus(MINUTE))))
            .count();
    return IntStream.range(0, moves.size())
        .filter(i -> moves.get(i).mayBegin(now))
        .limit(Math.max(0, perMinute - lately))
        .boxed()
        .toList();
  }

  Rebalance begun(int index, Instant at) {
    return changed(
        index, m -> new Move(m.plan(), State.MOVING, m.tries() + 1, at, null, m.outcome()));
  }

  /** A try is over; WAITING when there will be another. */
  Rebalance over(int index, State state, @Nullable String outcome, Instant at) {
    return changed(index, m -> new Move(m.plan(), state, m.tries(), m.begunAt(), at, outcome));
  }

  private Rebalance changed(int index, UnaryOperator<Move> change) {
    List<Move> changed = new ArrayList<>(moves);
    changed.set(index, change.apply(changed.get(index)));
    return with(state, changed, ending, after, endedAt);
  }

  /** No further move begins. */
  Rebalance stopping(Ending why) {
    return with(RebalanceState.STOPPING, moves, why, after, endedAt);
  }

  /** It is over; what did not begin is skipped. */
  Rebalance ended(Ending how, @Nullable FleetFigures figures, Instant at) {
    List<Move> last = new ArrayList<>();
    for (Move move : moves) {
      last.add(
          move.isOver()
              ? move
              : new Move(
                  move.plan(), State.SKIPPED, move.tries(), move.begunAt(), at, how.reason()));
    }
    return with(how.state(), last, how, figures, at);
  }

  private Rebalance with(
      RebalanceState newState,
      List<Move> newMoves,
      @Nullable Ending newEnding,
      @Nullable FleetFigures newAfter,
      @Nullable Instant newEnd) {
    return new Rebalance(
        id, newState, by, cause, summary, picture, running, newMoves, before, expected, newAfter,
        newEnding, startedAt, newEnd);
  }
}
