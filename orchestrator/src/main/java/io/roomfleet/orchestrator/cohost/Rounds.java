package io.roomfleet.orchestrator.cohost;

import static io.roomfleet.orchestrator.cohost.CohostReply.Refused.no;

import io.roomfleet.api.cohost.PkPhase;
import io.roomfleet.orchestrator.cohost.CohostCommand.Asker;
import io.roomfleet.orchestrator.cohost.CohostReply.Code;
import io.roomfleet.orchestrator.cohost.CohostReply.Refused;
import io.roomfleet.orchestrator.cohost.pk.PkBoard;
import io.roomfleet.orchestrator.cohost.pk.PkRules;
import io.roomfleet.orchestrator.cohost.pk.Score;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The rounds of a PK: points, more time, a rematch. Each adds an event, or answers why not. */
final class Rounds {
  private Rounds() {}

  /**
   * Counts points. What counts is when the session hears of them, by its own clock: from a round's
   * start, and before its end. What was counted before is done, also when the round is over.
   */
  static Optional<Refused> count(CohostDraft draft, List<Score> scores) {
    Optional<Refused> bad = fault(scores);
    if (bad.isPresent()) {
      return bad;
    }
    PkBoard board = draft.state().pk();
    List<Score> news = board == null ? scores : board.news(scores);
    if (news.isEmpty()) {
      return Optional.empty();
    }
    if (board == null || draft.state().status() != CohostStatus.SCORING) {
      return no(
          Code.NOT_SCORING,
          "session %s is %s (expected: SCORING)"
              .formatted(draft.state().id(), draft.state().status()));
    } else if (board.clock(draft.now()).phase() != PkPhase.RUNNING) {
      return no(
          Code.NOT_SCORING,
          "points count from %s to %s, and it is %s"
              .formatted(board.startsAt(), board.endsAt(), draft.now()));
    } else if (board.counted().size() + news.size() > PkBoard.MOST_SCORES) {
      return no(
          Code.TOO_MANY_SCORES,
          "scores of the session: %d (expected: <= %d)"
              .formatted(board.counted().size() + news.size(), PkBoard.MOST_SCORES));
    }
    Optional<Refused> stranger = notInRound(draft.state(), board, news);
    if (stranger.isEmpty()) {
      draft.add(new CohostEvent.PkScored(news, draft.now()));
    }
    return stranger;
  }

  private static Optional<Refused> fault(List<Score> scores) {
    int most = CohostCommand.Count.MOST_SCORES;
    if (scores.isEmpty() || scores.size() > most) {
      return no(Code.INVALID, "scores: %d (expected: 1 to %d)".formatted(scores.size(), most));
    }
    for (int i = 0; i < scores.size(); i++) {
      String fault = scores.get(i).fault();
      if (fault != null) {
        return no(Code.INVALID, "scores[%d].%s".formatted(i, fault));
      }
    }
    return Optional.empty();
  }

  /** A room whose host has gone keeps its points, and gets no more. */
  private static Optional<Refused> notInRound(CohostState state, PkBoard board, List<Score> news) {
    Set<String> rooms =
        state
            .active()
            .map(seat -> seat.spec().roomId())
            .filter(board.teams()::containsKey)
            .collect(Collectors.toCollection(TreeSet::new));
    return news.stream()
        .filter(score -> !rooms.contains(score.roomId()))
        .findFirst()
        .map(
            score ->
                new Refused(
                    Code.UNKNOWN_ROOM,
                    "score %s: roomId: %s (expected: %s)"
                        .formatted(score.eventId(), score.roomId(), String.join(" or ", rooms))));
  }

  static Optional<Refused> extend(CohostDraft draft, Duration more, Asker asker) {
    CohostState state = draft.state();
    if (state.status() != CohostStatus.SCORING) {
      return no(
          Code.WRONG_STATE,
          "session %s is %s (expected: SCORING)".formatted(state.id(), state.status()));
    }
    PkBoard board = state.board();
    Duration most = Duration.between(board.endsAt(), board.startsAt().plus(PkRules.LONGEST_ROUND));
    if (more.isNegative() || more.isZero() || more.compareTo(most) > 0) {
      return no(Code.INVALID, "more: %s (expected: over PT0S, to %s)".formatted(more, most));
    }
    draft.add(
        new CohostEvent.PkExtended(
            board.endsAt().plus(more), "asked for", asker.by(), asker.requestId(), draft.now()));
    return Optional.empty();
  }

  static Optional<Refused> rematch(CohostDraft draft, Seat seat, Asker asker) {
    CohostState state = draft.state();
    if (state.status() != CohostStatus.PUNISHMENT) {
      return no(
          Code.WRONG_STATE,
          "session %s is %s (expected: PUNISHMENT)".formatted(state.id(), state.status()));
    } else if (state.board().round() >= PkBoard.MOST_ROUNDS) {
      return no(
          Code.TOO_MANY_ROUNDS,
          "rounds: %d (expected: < %d)".formatted(state.board().round(), PkBoard.MOST_ROUNDS));
    }
    String room = seat.spec().roomId();
    if (!state.board().rematch().contains(room)) {
      draft.add(new CohostEvent.RematchAsked(room, asker.by(), asker.requestId(), draft.now()));
    }
    return Optional.empty();
  }

  /** A round that is on when its session is ended has no winner. */
  static void breakOff(CohostDraft draft) {
    PkBoard board = draft.state().pk();
    if (board != null && draft.state().status() == CohostStatus.SCORING) {
      draft.add(new CohostEvent.PkEnded(board.byForfeit(Set.of(), draft.now()), null, draft.now()));
    }
  }
}
