package io.roomfleet.orchestrator.cohost;

import io.roomfleet.orchestrator.cohost.pk.PkBoard;
import io.roomfleet.orchestrator.cohost.pk.PkRules;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a session does when a deadline has come. Pure.
 *
 * <ol>
 *   <li>An invitation that nobody answered expires, and so does a viewer's wish to come up.
 *   <li>Who has accepted and whose room is not in the session in time is out.
 *   <li>Who is not connected in time is out, and who dropped and is not back in time.
 *   <li>A round that is over ends, or goes on for some time on a draw.
 *   <li>The time after a round is over: the session ends.
 *   <li>A session that has lasted for its longest time ends.
 * </ol>
 *
 * <p>Each in the order of time; of two at the same instant the round's goes first, so that a host
 * who drops out as it ends does not decide it. New deadlines count from when the old one was seen:
 * after an hour without a control plane nobody finds all of them over at once.
 */
final class CohostDeadlines {
  private CohostDeadlines() {}

  /** The event of the deadline that came first; null when none has come. */
  static @Nullable CohostEvent next(CohostState state, Instant now) {
    Instant due = state.dueAt();
    if (due == null || due.isAfter(now)) {
      return null;
    } else if (due.equals(state.roundDueAt())) {
      return state.status() == CohostStatus.SCORING ? roundOver(state, now) : punished(state, now);
    }
    for (Seat seat : state.seats().values()) {
      if (due.equals(seat.until())) {
        return seatDue(state, seat, now);
      }
    }
    String reason = "it lasted for its longest time, " + state.spec().times().longest();
    return new CohostEvent.Ended(CohostStatus.ENDED, reason, "schedule", null, now);
  }

  private static CohostEvent roundOver(CohostState state, Instant now) {
    PkBoard board = state.board();
    PkRules rules = Objects.requireNonNull(state.spec().pk());
    boolean draw = board.leaders().size() != 1;
    if (draw && board.extraTimes() < rules.mostExtraTimes()) {
      String cause =
          "a draw between %s with %d points each"
              .formatted(
                  String.join(" and ", board.leaders()),
                  board.totals().get(board.leaders().get(0)));
      return new CohostEvent.PkExtended(now.plus(rules.extraTime()), cause, null, null, now);
    }
    Duration after = rules.punishment();
    return new CohostEvent.PkEnded(
        board.byPoints(board.endsAt()), after.isZero() ? null : now.plus(after), now);
  }

  private static CohostEvent punished(CohostState state, Instant now) {
    return new CohostEvent.Ended(
        CohostStatus.ENDED,
        "the time after round %d is over, and not all wanted another one"
            .formatted(state.board().round()),
        "schedule",
        null,
        now);
  }

  private static CohostEvent seatDue(CohostState state, Seat seat, Instant now) {
    CohostTimes times = state.spec().times();
    return switch (seat.state()) {
      case INVITED -> out(seat, Seat.Exit.EXPIRED, "no answer within " + times.inviteFor(), now);
      case ASKING ->
          out(seat, Seat.Exit.EXPIRED, "the owner gave no answer in " + times.inviteFor(), now);
      case ACCEPTED ->
          out(
              seat,
              Seat.Exit.ROOM_SILENT,
              "room %s was not in the session within %s"
                  .formatted(seat.spec().roomId(), times.reserveFor()),
              now);
      case CONNECTING ->
          out(seat, Seat.Exit.NOT_CONNECTED, "not connected within " + times.connectFor(), now);
      case RECONNECTING ->
          out(seat, Seat.Exit.DROPPED, "not back within " + times.reconnectFor(), now);
      case JOINED, OUT -> throw new IllegalStateException(seat + " has no deadline");
    };
  }

  private static CohostEvent out(Seat seat, Seat.Exit exit, String reason, Instant now) {
    return new CohostEvent.SeatLeft(seat.id(), exit, reason, null, null, now);
  }
}
