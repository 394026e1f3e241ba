package io.roomfleet.orchestrator.cohost;

import io.roomfleet.api.cohost.CohostExit;
import io.roomfleet.api.cohost.CohostLayout;
import io.roomfleet.api.cohost.CohostLayoutKind;
import io.roomfleet.api.cohost.CohostQuality;
import io.roomfleet.api.cohost.CohostRegion;
import io.roomfleet.api.cohost.CohostSeat;
import io.roomfleet.api.cohost.CohostSeatKind;
import io.roomfleet.api.cohost.CohostSeatState;
import io.roomfleet.api.cohost.CohostSessionView;
import io.roomfleet.api.cohost.CohostStage;
import io.roomfleet.api.cohost.PkPhase;
import io.roomfleet.api.cohost.PkRound;
import io.roomfleet.api.cohost.PkTeam;
import io.roomfleet.orchestrator.cohost.pk.PkBoard;
import io.roomfleet.orchestrator.cohost.pk.PkClock;
import io.roomfleet.orchestrator.cohost.pk.PkRules;
import io.roomfleet.orchestrator.cohost.stage.Layout;
import io.roomfleet.orchestrator.cohost.stage.Place;
import io.roomfleet.orchestrator.cohost.stage.Region;
import io.roomfleet.orchestrator.cohost.stage.Stage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A session as the API shows it. */
public final class CohostMapper {
  private CohostMapper() {}

  /**
   * As its journal has it, without how well people come in.
   *
   * @param now for the clock of a round
   */
  public static CohostSessionView toDto(CohostState state, Instant now) {
    return toDto(state, Map.of(), now);
  }

  /**
   * @param qualities by seat
   * @param now for the clock of a round
   */
  static CohostSessionView toDto(
      CohostState state, Map<String, CohostQuality> qualities, Instant now) {
    CohostSpec spec = state.spec();
    Map<String, Region> places = state.places();
    List<CohostSeat> seats = new ArrayList<>();
    for (Seat seat : state.seats().values()) {
      seats.add(
          seat(
              seat, spec.mode() == CohostMode.PK, places.get(seat.id()), qualities.get(seat.id())));
    }
    return new CohostSessionView(
        state.id(),
        io.roomfleet.api.cohost.CohostMode.valueOf(spec.mode().name()),
        io.roomfleet.api.cohost.CohostStatus.valueOf(state.status().name()),
        state.reason(),
        state.owner(),
        state.locked(),
        layout(state.layout()),
        spec.canvas(),
        seats,
        state.rooms(),
        times(spec.times()),
        rules(spec.pk()),
        round(state.pk(), now),
        state.createdAt(),
        state.liveAt(),
        state.endedAt(),
        stage(state),
        state.dueAt(),
        state.revision());
  }

  private static @Nullable CohostStage stage(CohostState state) {
    Stage stage = state.stage();
    Place place = stage.place();
    if (place != null) {
      return new CohostStage(
          place.region(),
          place.agentId(),
          place.stageUrl(state.id()),
          StageOrders.mixOf(state.id(), place),
          null);
    }
    return stage.reason() == null ? null : new CohostStage(null, null, null, null, stage.reason());
  }

  private static CohostSeat seat(
      Seat seat, boolean pk, @Nullable Region place, @Nullable CohostQuality quality) {
    SeatSpec spec = seat.spec();
    Seat.Exit exit = seat.exit();
    return new CohostSeat(
        spec.id(),
        CohostSeatKind.valueOf(spec.kind().name()),
        spec.roomId(),
        spec.name(),
        pk ? spec.teamOrRoom() : null,
        CohostSeatState.valueOf(seat.state().name()),
        seat.until(),
        seat.muted(),
        seat.mutedByOwner(),
        exit == null ? null : CohostExit.valueOf(exit.name()),
        seat.reason(),
        place == null ? null : region(place),
        quality);
  }

  private static @Nullable CohostLayout layout(@Nullable Layout layout) {
    return layout == null
        ? null
        : new CohostLayout(
            CohostLayoutKind.valueOf(layout.kind().name()),
            layout.regions().isEmpty()
                ? null
                : layout.regions().stream().map(CohostMapper::region).toList());
  }

  private static CohostRegion region(Region region) {
    return new CohostRegion(region.x(), region.y(), region.width(), region.height());
  }

  private static io.roomfleet.api.cohost.CohostTimes times(CohostTimes times) {
    return new io.roomfleet.api.cohost.CohostTimes(
        times.inviteFor().toSeconds(),
        times.reserveFor().toSeconds(),
        times.connectFor().toSeconds(),
        times.reconnectFor().toSeconds(),
        times.longest().toSeconds());
  }

  private static io.roomfleet.api.cohost.@Nullable PkRules rules(@Nullable PkRules rules) {
    return rules == null
        ? null
        : new io.roomfleet.api.cohost.PkRules(
            rules.countdown().toSeconds(),
            rules.duration().toSeconds(),
            rules.extraTime().toSeconds(),
            rules.mostExtraTimes(),
            rules.punishment().toSeconds());
  }

  private static @Nullable PkRound round(@Nullable PkBoard board, Instant now) {
    if (board == null) {
      return null;
    }
    PkClock clock = board.clock(now);
    List<PkTeam> teams = new ArrayList<>();
    board.totals().forEach((team, points) -> teams.add(team(board, team, points)));
    return new PkRound(
        board.round(),
        board.hasResult() ? PkPhase.OVER : clock.phase(),
        clock.serverTime(),
        clock.startsAt(),
        clock.endsAt(),
        board.hasResult() ? 0 : clock.remainingMillis(),
        board.extraTimes(),
        teams,
        board.rematch(),
        board.punishmentUntil(),
        board.results());
  }

  private static PkTeam team(PkBoard board, String team, long points) {
    return new PkTeam(
        team,
        points,
        board.teams().entrySet().stream()
            .filter(entry -> entry.getValue().equals(team))
            .map(Map.Entry::getKey)
            .toList());
  }
}
