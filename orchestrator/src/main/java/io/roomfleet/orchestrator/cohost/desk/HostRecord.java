package io.roomfleet.orchestrator.cohost.desk;

import io.roomfleet.api.cohost.CohostSeat;
import io.roomfleet.api.cohost.CohostSeatKind;
import io.roomfleet.api.cohost.CohostSessionView;
import io.roomfleet.api.cohost.PkResult;
import io.roomfleet.api.cohost.PkRound;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What a host's last sessions say of it.
 *
 * @param wins rounds that were won
 * @param losses rounds that another team won
 * @param recent hosts that it met in those rounds, the last ones
 */
record HostRecord(int wins, int losses, Set<String> recent) {
  /** More say little of today. */
  static final int SESSIONS = 20;

  private static final int MOST_RECENT = 5;

  /**
   * Its record.
   *
   * @param sessions with the host, newest first
   */
  static HostRecord of(String seatId, List<CohostSessionView> sessions) {
    int wins = 0;
    int losses = 0;
    Set<String> recent = new LinkedHashSet<>();
    for (CohostSessionView session : sessions) {
      PkRound pk = session.pk();
      if (pk == null || pk.results().isEmpty()) {
        continue;
      }
      String team =
          session.seats().stream()
              .filter(it -> it.id().equals(seatId))
              .map(CohostSeat::team)
              .filter(Objects::nonNull)
              .findFirst()
              .orElse(null);
      for (PkResult result : pk.results()) {
        boolean won = result.winner() != null && result.winner().equals(team);
        wins += won ? 1 : 0;
        losses += result.winner() != null && !won ? 1 : 0;
      }
      session.seats().stream()
          .filter(it -> it.kind() == CohostSeatKind.HOST && !it.id().equals(seatId))
          .map(CohostSeat::id)
          .limit(Math.max(0, MOST_RECENT - recent.size()))
          .forEach(recent::add);
    }
    return new HostRecord(wins, losses, recent);
  }
}
