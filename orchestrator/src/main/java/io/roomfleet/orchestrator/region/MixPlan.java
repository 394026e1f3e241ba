package io.roomfleet.orchestrator.region;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.roomfleet.api.agent.Canvas;
import io.roomfleet.api.agent.PkBar;
import io.roomfleet.api.agent.Seat;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a MIX is to bring together.
 *
 * @param seats 1 to 9; those with a place are seen
 * @param bar null without a PK
 * @param begun whether its audiences see it already: where it goes, it is played from its first
 *     picture on
 */
public record MixPlan(
    List<Seat> seats,
    Canvas canvas,
    @Nullable PkBar bar,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean begun) {
  public MixPlan {
    seats = List.copyOf(seats);
  }

  /** How many come by browser. */
  public int browsers() {
    return (int) seats.stream().filter(seat -> seat.input() instanceof Seat.Input.WebRtc).count();
  }

  /** Points of the bar, from left to right; empty without one. */
  public List<Long> points() {
    return bar == null ? List.of() : bar.teams().stream().map(PkBar.Team::points).toList();
  }

  /** The same with other points; unchanged where they are of other teams. */
  public MixPlan with(List<Long> points) {
    if (bar == null || bar.teams().size() != points.size()) {
      return this;
    }
    List<PkBar.Team> teams = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      teams.add(new PkBar.Team(bar.teams().get(i).name(), points.get(i)));
    }
    return new MixPlan(
        seats,
        canvas,
        new PkBar(teams, bar.phase(), bar.startsAt(), bar.endsAt(), bar.winner()),
        begun);
  }

  /** Without points: what of it is kept at once when it changes. */
  public MixPlan withoutPoints() {
    return with(points().stream().map(points -> 0L).toList());
  }
}
