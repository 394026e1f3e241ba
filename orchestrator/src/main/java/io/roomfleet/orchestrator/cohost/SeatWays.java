package io.roomfleet.orchestrator.cohost;

import io.roomfleet.api.agent.AssignmentState;
import io.roomfleet.api.agent.StageState.SeatState;
import io.roomfleet.api.agent.StageState.WebRtcQuality;
import io.roomfleet.api.cohost.CohostQuality;
import io.roomfleet.orchestrator.cohost.stage.Place;
import io.roomfleet.orchestrator.region.LedgerWord;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How well the people of a session come in by browser, as the agent of its stage says. In memory,
 * of one actor, and in no journal: after a crash it is heard again within seconds.
 */
final class SeatWays {
  /** What did not change is said again so often, since a word may be lost. */
  private static final Duration AGAIN = Duration.ofSeconds(10);

  private final Consumer<SeatWord> listener;
  private final Map<String, Way> ways = new LinkedHashMap<>();

  private record Way(
      Place place, WebRtcQuality quality, Instant at, SeatWord told, Instant toldAt) {}

  /**
   * @param listener hears of each change, and now and then that there was none
   */
  SeatWays(Consumer<SeatWord> listener) {
    this.listener = listener;
  }

  /**
   * A ledger has spoken.
   *
   * @param state after what that changed
   */
  void said(@Nullable CohostState state, String region, LedgerWord word, Instant now) {
    Place place = state == null ? null : state.stage().place();
    if (state == null
        || place == null
        || !(word instanceof LedgerWord.Held held)
        || !state.stage().isAt(region, held.attempt())
        || place.epoch() != held.epoch()) {
      return;
    }
    AssignmentState reported = held.state();
    if (reported == null || reported.stage() == null) {
      return; // The ledger has just come up, and has not heard the agent yet.
    }
    Map<String, SeatState> said = new HashMap<>();
    reported.stage().seats().forEach(seat -> said.put(seat.seatId(), seat));
    for (Seat seat : state.mixed()) {
      SeatState its = said.get(SeatNames.of(seat.id()));
      if (its != null && its.comes() && its.webRtc() != null) {
        heard(state.id(), seat, place, its.webRtc(), now);
      } else {
        forget(seat.id());
      }
    }
  }

  private void heard(String sessionId, Seat seat, Place place, WebRtcQuality quality, Instant now) {
    Way before = ways.get(seat.id());
    SeatWord word = new SeatWord(sessionId, seat.spec(), place.region(), place.agentId(), quality);
    boolean news =
        before == null || !before.told().equals(word) || !now.isBefore(before.toldAt().plus(AGAIN));
    ways.put(
        seat.id(),
        new Way(place, quality, now, word, news ? now : Objects.requireNonNull(before).toldAt()));
    if (news) {
      listener.accept(word);
    }
  }

  /** Nothing is kept of those who are not on this stage any more. */
  void keep(CohostState state) {
    List<String> mixed =
        state.isMixing() ? state.mixed().stream().map(Seat::id).toList() : List.of();
    for (Map.Entry<String, Way> each : List.copyOf(ways.entrySet())) {
      boolean there =
          mixed.contains(each.getKey()) && each.getValue().place().equals(state.stage().place());
      if (!there) {
        forget(each.getKey());
      }
    }
  }

  private void forget(String seatId) {
    Way gone = ways.remove(seatId);
    if (gone != null) {
      SeatWord told = gone.told();
      listener.accept(
          new SeatWord(told.sessionId(), told.seat(), told.region(), told.agentId(), null));
    }
  }

  /** As people are shown it, by seat. */
  Map<String, CohostQuality> qualities() {
    Map<String, CohostQuality> shown = new HashMap<>();
    ways.forEach(
        (seatId, way) ->
            shown.put(
                seatId,
                new CohostQuality(
                    Math.round(1e4 * way.quality().loss()) / 1e2,
                    way.quality().jitterMillis(),
                    way.quality().roundTripMillis(),
                    way.at())));
    return shown;
  }
}
