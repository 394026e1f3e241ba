package io.roomfleet.orchestrator.placement;

import io.roomfleet.api.room.Candidate;
import io.roomfleet.orchestrator.placement.price.Bill;
import java.math.BigDecimal;

/** How candidates are told of: what each costs, and how it compares to the chosen one. */
final class Candidates {
  private Candidates() {}

  static Candidate of(String kind, String id, Bill bill, String verdict, String reason) {
    return new Candidate(kind, id, Bill.rounded(bill.total()), verdict, reason, bill.terms());
  }

  /**
   * One that was possible and not chosen.
   *
   * @param than the chosen one's id
   */
  static Candidate costlier(
      String kind, String id, Bill bill, String facts, String than, Bill chosen) {
    double more = Bill.rounded(bill.total() - chosen.total());
    String compared =
        more == 0
            ? "costs the same as " + than
            : "$" + BigDecimal.valueOf(more).toPlainString() + " an hour more than " + than;
    return of(kind, id, bill, "costlier", compared + ": " + facts);
  }

  static Candidate impossible(String kind, String id, String why) {
    return new Candidate(kind, id, null, "impossible", why, null);
  }
}
