package io.roomfleet.api.agent;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The score of a PK as it is drawn into the mix, with a clock.
 *
 * @param teams 2 to 4, from left to right
 * @param phase what the clock is of
 * @param startsAt and {@code endsAt}: of the phase; the clock counts down to the latter
 * @param winner index in {@code teams}; null before there is one, and after a draw
 */
public record PkBar(
    List<Team> teams,
    Phase phase,
    Instant startsAt,
    Instant endsAt,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer winner) {
  public PkBar {
    teams = teams == null ? List.of() : List.copyOf(teams);
  }

  /** What is going on. */
  public enum Phase {
    /** Points count. */
    SCORING,
    /** The losers do what was agreed. */
    PUNISHMENT
  }

  /**
   * One side.
   *
   * @param points &gt;= 0
   */
  public record Team(String name, long points) {}
}
