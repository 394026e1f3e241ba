package io.roomfleet.orchestrator.history;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Folds the journal of one entity up to a point. Mutable; the events come in their order, and only
 * the newest state is held.
 *
 * @param <S> the entity's state
 * @param <E> its events
 */
final class JournalFold<S, E> {
  /** The entity's own fold; {@code state} is null before the first event. */
  interface Apply<S, E> {
    S apply(@Nullable S state, E event);
  }

  /** Says whether an event lies beyond the point. */
  interface Beyond<S> {
    /**
     * @param state before the event; null before the first
     * @param sequence of the event
     * @param at of the event, or the latest of those before it when that is later
     */
    boolean isBeyond(@Nullable S state, long sequence, Instant at);
  }

  private final Apply<S, E> apply;
  private final Beyond<S> beyond;
  private @Nullable S state;
  private long sequence;
  private Instant lastEventAt = Instant.MIN;
  private boolean isCut;

  JournalFold(Apply<S, E> apply, Beyond<S> beyond) {
    this.apply = apply;
    this.beyond = beyond;
  }

  /**
   * Takes the next event in, unless it lies beyond the point: then the fold is done. Clocks of
   * nodes differ, so an entity that moved may have an event with an earlier time than the one
   * before; it counts as having happened at the time of that one, and the journal's order stays.
   *
   * @return false when nothing more is to come
   */
  boolean take(long itsSequence, Instant itsAt, E event) {
    Instant at = itsAt.isAfter(lastEventAt) ? itsAt : lastEventAt;
    if (isCut || beyond.isBeyond(state, itsSequence, at)) {
      isCut = true;
      return false;
    }
    state = apply.apply(state, event);
    sequence = itsSequence;
    lastEventAt = at;
    return true;
  }

  /** The state at the point; null when the entity was not there yet. */
  @Nullable S state() {
    return state;
  }

  /** Of the last event that is in it, 0 for none. */
  long sequence() {
    return sequence;
  }

  /** When the last event that is in it happened; {@link Instant#MIN} for none. */
  Instant lastEventAt() {
    return lastEventAt;
  }

  /** True when there are events beyond the point. */
  boolean isCut() {
    return isCut;
  }
}
