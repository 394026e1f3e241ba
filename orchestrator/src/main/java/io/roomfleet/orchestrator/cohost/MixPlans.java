package io.roomfleet.orchestrator.cohost;

import io.roomfleet.api.agent.PkBar;
import io.roomfleet.api.agent.Seat.Input;
import io.roomfleet.api.agent.Seat.Place;
import io.roomfleet.api.cohost.PkResult;
import io.roomfleet.orchestrator.cohost.pk.PkBoard;
import io.roomfleet.orchestrator.cohost.slot.HostLine;
import io.roomfleet.orchestrator.cohost.stage.Layout;
import io.roomfleet.orchestrator.cohost.stage.Region;
import io.roomfleet.orchestrator.cohost.stage.Token;
import io.roomfleet.orchestrator.region.MixPlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What an agent is to mix, read off the state of a session. Pure. */
final class MixPlans {
  private static final Set<CohostStatus> BEGUN =
      Set.of(CohostStatus.LIVE, CohostStatus.SCORING, CohostStatus.PUNISHMENT);

  private MixPlans() {}

  /** Null while nobody is to be mixed, or a room has not said yet where its line is. */
  static @Nullable MixPlan of(CohostState state) {
    return of(state, state.mixed(), seat -> state.stage().tokens().get(seat.id()));
  }

  /**
   * The same without what its agent has no room for: who is still on the way is left out, and a
   * host who is to come by browser and does not yet is read from the own line.
   *
   * @param browsers who come by browser now, by seat
   */
  static @Nullable MixPlan withoutNews(CohostState state, Set<String> browsers) {
    List<Seat> there =
        state.mixed().stream().filter(seat -> seat.state() != Seat.State.CONNECTING).toList();
    return of(
        state,
        there,
        seat ->
            browsers.contains(seat.id()) || !seat.spec().isHost()
                ? state.stage().tokens().get(seat.id())
                : null);
  }

  private static @Nullable MixPlan of(
      CohostState state, List<Seat> mixed, Function<Seat, @Nullable Token> tokens) {
    if (mixed.isEmpty() || !state.stage().lines().keySet().containsAll(state.rooms())) {
      return null;
    }
    Map<String, Region> places = state.places();
    List<io.roomfleet.api.agent.Seat> seats = new ArrayList<>();
    for (Seat seat : mixed.subList(0, Math.min(mixed.size(), Layout.MOST))) {
      Region at = places.get(seat.id());
      seats.add(
          new io.roomfleet.api.agent.Seat(
              SeatNames.of(seat.id()),
              seat.spec().name(),
              at == null ? null : new Place(at.x(), at.y(), at.width(), at.height()),
              seat.muted(),
              input(state, seat, tokens.apply(seat))));
    }
    return new MixPlan(seats, state.spec().canvas(), bar(state), BEGUN.contains(state.status()));
  }

  /** A guest comes by browser, and so does a host for whom somebody joined. */
  private static Input input(CohostState state, Seat seat, @Nullable Token token) {
    if (token != null) {
      return new Input.WebRtc(token.hash());
    } else if (!seat.spec().isHost()) {
      return new Input.WebRtc(Token.NOBODY);
    }
    HostLine line = state.stage().lines().get(seat.spec().roomId());
    return new Input.Upstream(line == null ? null : line.relay(), null);
  }

  private static @Nullable PkBar bar(CohostState state) {
    PkBoard board = state.pk();
    boolean scoring = state.status() == CohostStatus.SCORING;
    if (board == null || !(scoring || state.status() == CohostStatus.PUNISHMENT)) {
      return null;
    }
    List<PkBar.Team> teams = new ArrayList<>();
    board
        .totals()
        .forEach((team, points) -> teams.add(new PkBar.Team(nameOf(state, team), points)));
    if (teams.size() < 2 || teams.size() > CohostMode.MOST_TEAMS) {
      return null;
    }
    Instant until = board.punishmentUntil();
    return until == null
        ? new PkBar(teams, PkBar.Phase.SCORING, board.startsAt(), board.endsAt(), null)
        : new PkBar(teams, PkBar.Phase.PUNISHMENT, board.endsAt(), until, winner(board));
  }

  /** A team of one room has the name of its host. */
  private static String nameOf(CohostState state, String team) {
    return state.seats().values().stream()
        .filter(seat -> seat.spec().isHost() && seat.spec().team() == null)
        .filter(seat -> seat.spec().roomId().equals(team))
        .map(seat -> seat.spec().name())
        .findFirst()
        .orElse(team);
  }

  private static @Nullable Integer winner(PkBoard board) {
    List<PkResult> results = board.results();
    String winner = results.isEmpty() ? null : results.get(results.size() - 1).winner();
    int index = winner == null ? -1 : List.copyOf(board.totals().keySet()).indexOf(winner);
    return index < 0 ? null : index;
  }
}
