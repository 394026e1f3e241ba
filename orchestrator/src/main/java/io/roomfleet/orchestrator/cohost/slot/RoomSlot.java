package io.roomfleet.orchestrator.cohost.slot;

import io.roomfleet.orchestrator.platform.JournalEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a room keeps of the session that has it: none, held for a session until an instant, or in a
 * session. That a room is in one session at most is true by this form alone; what has to be proved
 * is that sessions know it. Immutable, without a clock.
 *
 * <ol>
 *   <li>A hold counts before its {@code until} and not from then on, whether or not somebody looked
 *       in time. What is late is refused, so an old call brings nothing back to life.
 *   <li>Only a hold that counts can be confirmed. From then on nothing but a release by the same
 *       session, of the same attempt or a newer one, or the end of the room frees it.
 *   <li>When the room ends, the session that had it is told so, again and again, until it answers.
 * </ol>
 *
 * @param holder who has it; null while nobody does
 * @param closed why no session can have it any more; null while one can
 * @param telling who had it when it was closed, and has not answered yet; null when nobody is to be
 *     told
 */
public record RoomSlot(@Nullable Holder holder, @Nullable String closed, @Nullable Holder telling)
    implements JournalEvent {
  public static final RoomSlot FREE = new RoomSlot(null, null, null);

  /**
   * A reservation.
   *
   * @param until when it lapses; null once the room is in the session
   */
  public record Holder(String sessionId, long attempt, @Nullable Instant until) {
    boolean is(SlotCall call) {
      return sessionId.equals(call.sessionId()) && attempt == call.attempt();
    }

    boolean hasLapsed(Instant now) {
      return until != null && !now.isBefore(until);
    }

    private String inWords() {
      return until == null
          ? "is in session " + sessionId
          : "is held for session " + sessionId + " until " + until;
    }
  }

  /** Events to keep, and the word to say after that. */
  public record Answer(List<SlotEvent> events, SlotWord word) {
    static Answer of(SlotWord word, SlotEvent... events) {
      return new Answer(List.of(events), word);
    }
  }

  /**
   * Answers a session.
   *
   * @param notNow why the room can be in no session now; null when it can. Does not count against
   *     what is held already.
   */
  public Answer answer(SlotCall call, @Nullable String notNow, Instant now) {
    if (call instanceof SlotCall.Hold hold) {
      return hold(hold, notNow, now);
    } else if (call instanceof SlotCall.Confirm confirm) {
      return confirm(confirm, now);
    } else {
      return release((SlotCall.Release) call, now);
    }
  }

  private Answer hold(SlotCall.Hold call, @Nullable String notNow, Instant now) {
    Holder one = holder;
    boolean same = one != null && one.sessionId().equals(call.sessionId());
    if (one != null && same && one.attempt() > call.attempt()) {
      return Answer.of(new SlotWord.Freed(call.sessionId(), call.attempt()));
    } else if (one != null && one.is(call) && !one.hasLapsed(now)) {
      return Answer.of(word(one));
    }
    if (!call.until().isAfter(now)) {
      String detail = "until: %s (expected: after %s)".formatted(call.until(), now);
      return refused(call, SlotWord.Code.LATE, detail);
    }
    String against = closed != null ? closed : notNow;
    if (against != null) {
      return refused(call, SlotWord.Code.NOT_ON_AIR, against);
    } else if (one != null && !same && !one.hasLapsed(now)) {
      return refused(call, SlotWord.Code.TAKEN, "it " + one.inWords());
    }
    List<SlotEvent> events = new ArrayList<>(due(now));
    events.add(new SlotEvent.Held(call.sessionId(), call.attempt(), call.until(), now));
    return new Answer(
        List.copyOf(events), new SlotWord.Held(call.sessionId(), call.attempt(), call.until()));
  }

  private static Answer refused(SlotCall.Hold call, SlotWord.Code code, String detail) {
    return Answer.of(new SlotWord.Refused(call.sessionId(), call.attempt(), code, detail));
  }

  private Answer confirm(SlotCall.Confirm call, Instant now) {
    Holder one = holder;
    if (one == null || !one.is(call)) {
      String why = closed != null ? closed : one == null ? "it is not held" : "it " + one.inWords();
      return Answer.of(new SlotWord.Lost(call.sessionId(), call.attempt(), why));
    } else if (one.hasLapsed(now)) {
      String why = "it was held until %s, and confirmed at %s".formatted(one.until(), now);
      return new Answer(due(now), new SlotWord.Lost(call.sessionId(), call.attempt(), why));
    }
    SlotWord in = new SlotWord.In(call.sessionId(), call.attempt());
    return one.until() == null
        ? Answer.of(in)
        : Answer.of(in, new SlotEvent.Entered(call.sessionId(), call.attempt(), now));
  }

  private Answer release(SlotCall.Release call, Instant now) {
    SlotWord freed = new SlotWord.Freed(call.sessionId(), call.attempt());
    if (isOf(holder, call)) {
      return Answer.of(
          freed, new SlotEvent.Freed(call.sessionId(), call.attempt(), call.reason(), now));
    } else if (isOf(telling, call)) {
      return Answer.of(freed, new SlotEvent.Told(call.sessionId(), call.attempt(), now));
    }
    return Answer.of(freed);
  }

  private static boolean isOf(@Nullable Holder one, SlotCall.Release call) {
    return one != null
        && one.sessionId().equals(call.sessionId())
        && one.attempt() <= call.attempt();
  }

  /** The room is over. Said twice it changes nothing. */
  public List<SlotEvent> close(String reason, Instant now) {
    return closed != null ? List.of() : List.of(new SlotEvent.Closed(reason, now));
  }

  /** What is due by itself. */
  public List<SlotEvent> due(Instant now) {
    return holder != null && holder.hasLapsed(now)
        ? List.of(new SlotEvent.Lapsed(holder.sessionId(), holder.attempt(), now))
        : List.of();
  }

  /** When it will do something by itself; null when nothing is due. */
  public @Nullable Instant dueAt() {
    return holder == null ? null : holder.until();
  }

  /** What is said again from time to time, to the session that it names; null while nothing is. */
  public @Nullable SlotWord renewal() {
    if (telling != null) {
      return new SlotWord.Lost(telling.sessionId(), telling.attempt(), String.valueOf(closed));
    }
    return holder == null ? null : word(holder);
  }

  private static SlotWord word(Holder one) {
    return one.until() == null
        ? new SlotWord.In(one.sessionId(), one.attempt())
        : new SlotWord.Held(one.sessionId(), one.attempt(), one.until());
  }

  /** The slot after an event. */
  public RoomSlot apply(SlotEvent event) {
    return event.match(new SlotFold(this));
  }
}
