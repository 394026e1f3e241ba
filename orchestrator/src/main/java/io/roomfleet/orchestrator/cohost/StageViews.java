package io.roomfleet.orchestrator.cohost;

import io.roomfleet.api.cohost.CohostSeat;
import io.roomfleet.api.cohost.CohostSeatState;
import io.roomfleet.api.cohost.CohostSessionView;
import io.roomfleet.api.cohost.CohostStage;
import io.roomfleet.api.cohost.StageSeat;
import io.roomfleet.api.cohost.StageView;
import java.time.Instant;

/** A session as its people see it: without what only operators need. */
final class StageViews {
  private StageViews() {}

  /**
   * @param now the answer's moment
   */
  static StageView of(CohostReply.Admitted admitted, Instant now) {
    CohostSessionView session = admitted.session();
    CohostStage stage = session.stage();
    return new StageView(
        session.id(),
        session.mode(),
        session.status(),
        session.reason(),
        now,
        stage == null ? null : stage.url(),
        stage == null ? null : stage.reason(),
        admitted.seatId(),
        admitted.tokenUntil(),
        session.seats().stream()
            .filter(
                seat -> seat.state() != CohostSeatState.OUT || seat.id().equals(admitted.seatId()))
            .map(seat -> seat(seat, session.owner(), admitted.byBrowser().contains(seat.id())))
            .toList(),
        session.pk());
  }

  private static StageSeat seat(CohostSeat seat, String owner, boolean byBrowser) {
    return new StageSeat(
        seat.id(),
        SeatNames.of(seat.id()),
        seat.kind(),
        seat.roomId(),
        seat.name(),
        byBrowser,
        seat.team(),
        seat.id().equals(owner),
        seat.state(),
        seat.until(),
        seat.muted(),
        seat.mutedByOwner(),
        seat.place());
  }
}
