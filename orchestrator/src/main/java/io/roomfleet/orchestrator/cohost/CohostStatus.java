package io.roomfleet.orchestrator.cohost;

import java.util.EnumSet;
import java.util.Set;

/**
 * The life of a session.
 *
 * <pre>
 * INVITED --enough have accepted--> ACCEPTED --their rooms are in it--> CONNECTING
 * CONNECTING --those who are left are connected--> LIVE --(longest time, :end)--> ENDED
 * LIVE --in a PK at once--> SCORING --its time is over--> PUNISHMENT --(time)--> ENDED
 * PUNISHMENT --all want a rematch--> SCORING
 * INVITED --> DECLINED, EXPIRED
 * INVITED, ACCEPTED, CONNECTING --> FAILED
 * any that is not final --(:end, too few are left)--> ENDED
 * </pre>
 */
public enum CohostStatus {
  INVITED,
  ACCEPTED,
  CONNECTING,
  LIVE,
  SCORING,
  PUNISHMENT,
  ENDED,
  DECLINED,
  EXPIRED,
  FAILED;

  public boolean isFinal() {
    return next().isEmpty();
  }

  /** True when a session may go from here to there. */
  public boolean mayBecome(CohostStatus to) {
    return next().contains(to);
  }

  private Set<CohostStatus> next() {
    return switch (this) {
      case INVITED -> EnumSet.of(ACCEPTED, DECLINED, EXPIRED, FAILED, ENDED);
      case ACCEPTED -> EnumSet.of(CONNECTING, FAILED, ENDED);
      case CONNECTING -> EnumSet.of(LIVE, FAILED, ENDED);
      case LIVE -> EnumSet.of(SCORING, ENDED);
      case SCORING -> EnumSet.of(PUNISHMENT, ENDED);
      case PUNISHMENT -> EnumSet.of(SCORING, ENDED);
      case ENDED, DECLINED, EXPIRED, FAILED -> EnumSet.noneOf(CohostStatus.class);
    };
  }
}
