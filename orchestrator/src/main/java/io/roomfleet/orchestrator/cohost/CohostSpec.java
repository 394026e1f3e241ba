package io.roomfleet.orchestrator.cohost;

import io.roomfleet.api.agent.Canvas;
import io.roomfleet.orchestrator.cohost.pk.PkRules;
import io.roomfleet.orchestrator.cohost.stage.Layout;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a session is to be, with every default filled in.
 *
 * @param seats who is to be in it from the start: the first invites the others and owns the session
 * @param layout null for VOICE_CHAT alone
 * @param pk null for all but PK
 * @param canvas the picture that is mixed
 */
public record CohostSpec(
    CohostMode mode,
    List<SeatSpec> seats,
    @Nullable Layout layout,
    CohostTimes times,
    @Nullable PkRules pk,
    Canvas canvas) {
  public static final Canvas USUAL_CANVAS = new Canvas(1280, 720, 30);

  public CohostSpec {
    seats = List.copyOf(seats);
    canvas = canvas == null ? USUAL_CANVAS : canvas;
  }

  /** With the usual canvas. */
  public CohostSpec(
      CohostMode mode,
      List<SeatSpec> seats,
      @Nullable Layout layout,
      CohostTimes times,
      @Nullable PkRules pk) {
    this(mode, seats, layout, times, pk, USUAL_CANVAS);
  }

  /** What is wrong with it, with the name of the field; null when nothing is. */
  @Nullable String fault() {
    String fault = seatsFault();
    fault = fault != null ? fault : layoutFault(mode, layout);
    fault = fault != null ? fault : times.fault();
    if (fault == null && (pk != null) != (mode == CohostMode.PK)) {
      return "pk: %s (expected: %s for %s)"
          .formatted(pk == null ? "none" : "given", pk == null ? "rules" : "none", mode);
    }
    if (fault != null || pk == null) {
      return fault;
    }
    Duration round = pk.countdown().plus(pk.duration());
    return times.longest().compareTo(round) < 0
        ? "times.longest: %s (expected: >= %s, a round)".formatted(times.longest(), round)
        : pk.fault();
  }

  private @Nullable String seatsFault() {
    if (seats.size() < mode.fewest() || seats.size() > mode.most()) {
      return "seats: %d (expected: %d to %d for %s)"
          .formatted(seats.size(), mode.fewest(), mode.most(), mode);
    }
    Set<String> ids = new HashSet<>();
    Set<String> rooms = new HashSet<>();
    for (int i = 0; i < seats.size(); i++) {
      SeatSpec seat = seats.get(i);
      String fault = seat.fault();
      boolean mustHost = i == 0 || mode == CohostMode.PK;
      if (fault == null && mustHost && !seat.isHost()) {
        fault = "kind: GUEST (expected: HOST for %s)".formatted(i == 0 ? "the first" : "a PK");
      } else if (fault == null && !ids.add(seat.id())) {
        fault = "id: %s (expected: another than those before)".formatted(seat.id());
      } else if (fault == null && seat.isHost() && !rooms.add(seat.roomId())) {
        fault = "roomId: %s (expected: a room of no other host)".formatted(seat.roomId());
      }
      if (fault != null) {
        return "seats[%d].%s".formatted(i, fault);
      }
    }
    return teamsFault();
  }

  private @Nullable String teamsFault() {
    int teams = seats.stream().map(SeatSpec::teamOrRoom).collect(Collectors.toSet()).size();
    boolean fits = mode != CohostMode.PK || (teams >= 2 && teams <= CohostMode.MOST_TEAMS);
    return fits ? null : "teams: %d (expected: 2 to %d)".formatted(teams, CohostMode.MOST_TEAMS);
  }

  static @Nullable String layoutFault(CohostMode mode, @Nullable Layout layout) {
    if (mode.hasVideo()) {
      return layout == null ? "layout: none (expected: one for " + mode + ")" : layout.fault();
    }
    return layout == null
        ? null
        : "layout: %s (expected: none for %s)".formatted(layout.kind(), mode);
  }
}
