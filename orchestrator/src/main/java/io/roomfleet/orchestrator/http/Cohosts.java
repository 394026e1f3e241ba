package io.roomfleet.orchestrator.http;

import io.roomfleet.api.cohost.CohostEndRequest;
import io.roomfleet.api.cohost.CohostExtendRequest;
import io.roomfleet.api.cohost.CohostJoin;
import io.roomfleet.api.cohost.CohostLayoutRequest;
import io.roomfleet.api.cohost.CohostLockRequest;
import io.roomfleet.api.cohost.CohostMuteRequest;
import io.roomfleet.api.cohost.CohostSeatAction;
import io.roomfleet.api.cohost.CohostSeatRequest;
import io.roomfleet.api.cohost.CohostSessionPage;
import io.roomfleet.api.cohost.CohostSessionView;
import io.roomfleet.api.cohost.CohostStatus;
import io.roomfleet.api.cohost.CreateCohostSessionRequest;
import io.roomfleet.api.cohost.PkScoreRequest;
import io.roomfleet.api.cohost.StageView;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What the HTTP API needs of co-host and PK sessions. Most answer with the session as it is. */
public interface Cohosts {
  /** What one is asked for, when it names a seat and nothing else. */
  enum SeatStep {
    ACCEPT,
    DECLINE,
    LEAVE,
    REMOVE,
    HAND_OVER,
    REMATCH
  }

  /**
   * Which sessions; null for any.
   *
   * @param roomId of somebody who is, or was, in it or invited
   * @param seatId of one who is, or was, in it or invited
   * @param withSeat of another such one: what two hosts have played so far
   */
  record Filter(
      @Nullable CohostStatus status,
      @Nullable String roomId,
      @Nullable String seatId,
      @Nullable String withSeat) {}

  CompletionStage<Outcome<CohostSessionView>> create(
      Caller caller, CreateCohostSessionRequest request);

  /** Or 404 {@code session_not_found}. */
  CompletionStage<Outcome<CohostSessionView>> get(String sessionId);

  /**
   * Newest first.
   *
   * @param viewToken where the page begins, in this port's words; null for the first
   * @return a page whose {@code nextPageToken} is in this port's words
   */
  CompletionStage<Outcome<CohostSessionPage>> list(
      Filter filter, int pageSize, @Nullable String viewToken);

  CompletionStage<Outcome<CohostSessionView>> invite(
      Caller caller, String sessionId, CohostSeatRequest request, @Nullable Long expectedRevision);

  CompletionStage<Outcome<CohostSessionView>> ask(
      Caller caller, String sessionId, CohostSeatRequest request, @Nullable Long expectedRevision);

  CompletionStage<Outcome<CohostSessionView>> step(
      Caller caller,
      String sessionId,
      SeatStep step,
      CohostSeatAction action,
      @Nullable Long expectedRevision);

  /** What one needs to connect by browser. Each answer has another token, also of a repeat. */
  CompletionStage<Outcome<CohostJoin>> join(
      Caller caller, String sessionId, CohostSeatAction action, @Nullable Long expectedRevision);

  CompletionStage<Outcome<CohostSessionView>> mute(
      Caller caller, String sessionId, CohostMuteRequest request, @Nullable Long expectedRevision);

  CompletionStage<Outcome<CohostSessionView>> lock(
      Caller caller, String sessionId, CohostLockRequest request, @Nullable Long expectedRevision);

  CompletionStage<Outcome<CohostSessionView>> arrange(
      Caller caller,
      String sessionId,
      CohostLayoutRequest request,
      @Nullable Long expectedRevision);

  CompletionStage<Outcome<CohostSessionView>> extend(
      Caller caller,
      String sessionId,
      CohostExtendRequest request,
      @Nullable Long expectedRevision);

  CompletionStage<Outcome<CohostSessionView>> score(
      Caller caller, String sessionId, PkScoreRequest request, @Nullable Long expectedRevision);

  CompletionStage<Outcome<CohostSessionView>> end(
      Caller caller, String sessionId, CohostEndRequest request, @Nullable Long expectedRevision);

  /** One on a stage, who has no other token than that of the seat. */
  record StageAsker(String sessionId, String seatId, String token) {
    /** Without the token. */
    @Override
    public String toString() {
      return "StageAsker[" + sessionId + ", " + seatId + "]";
    }
  }

  /** What one on a stage may do for oneself. */
  sealed interface StageWish {
    /** See how it is. */
    record Look() implements StageWish {}

    /** Have another token, that the client made, in place of the one that is used. */
    record Renew(String next) implements StageWish {
      @Override
      public String toString() {
        return "Renew[]";
      }
    }

    record Mute(boolean muted) implements StageWish {}

    record Rematch() implements StageWish {}

    record Leave() implements StageWish {}

    /** One case each. */
    interface Cases<T> {
      T look();

      T renew(String next);

      T mute(boolean muted);

      T rematch();

      T leave();
    }

    default <T> T match(Cases<T> cases) {
      if (this instanceof Renew renew) {
        return cases.renew(renew.next());
      } else if (this instanceof Mute mute) {
        return cases.mute(mute.muted());
      } else if (this instanceof Rematch) {
        return cases.rematch();
      } else if (this instanceof Leave) {
        return cases.leave();
      } else {
        return cases.look();
      }
    }
  }

  /** For one who has the token of a seat; 401 {@code unauthenticated} for who has not. */
  CompletionStage<Outcome<StageView>> onStage(StageAsker asker, StageWish wish);
}
