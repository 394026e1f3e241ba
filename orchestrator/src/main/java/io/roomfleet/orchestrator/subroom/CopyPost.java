package io.roomfleet.orchestrator.subroom;

import io.roomfleet.orchestrator.region.LedgerWord;
import io.roomfleet.orchestrator.region.RelayCopy;
import io.roomfleet.orchestrator.region.RelayFeed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a sub-room passes on between its room and the ledgers of its places: what the copies of its
 * line read, and what they are to read. Nothing of it is kept: the ledgers know what is read, and
 * the room says again what is to be. In memory; of one actor.
 */
final class CopyPost {
  private final Map<Spot, RelayCopy> copies = new HashMap<>();
  private final Set<String> told = new HashSet<>();
  private final Map<Spot, RelayFeed> feeds = new HashMap<>();

  /** A line in a region: epochs and versions can be compared only within one. */
  private record Spot(@Nullable String region, String lineId) {}

  /** The room said what the copies of these regions are to read. */
  void said(@Nullable Map<String, RelayFeed> byRegion) {
    if (byRegion != null) {
      byRegion.forEach(
          (region, feed) ->
              feeds.merge(
                  new Spot(region, feed.lineId()),
                  feed,
                  (a, b) -> b.version() > a.version() ? b : a));
    }
  }

  /**
   * A ledger told of the place there.
   *
   * @return true when the room should hear of it
   */
  boolean heard(String region, LedgerWord word) {
    if (!(word instanceof LedgerWord.Held held)) {
      return false;
    }
    boolean first = told.add(region);
    RelayCopy copy = held.copy();
    if (copy == null) {
      return copies.keySet().removeIf(spot -> region.equals(spot.region())) || first;
    }
    Spot spot = new Spot(region, copy.lineId());
    RelayCopy before = copies.get(spot);
    if (before != null && !copy.isNewerThan(before)) {
      return false; // A late word.
    }
    copies.put(spot, copy);
    return !copy.equals(before);
  }

  /** Forgets lines that it does not play, and regions in which no agent holds it any more. */
  void keepThoseOf(SubRoomState state) {
    Set<String> held = new HashSet<>();
    for (SubRoomState.Place place : places(state)) {
      held.add(place.region());
    }
    Predicate<Spot> isPast =
        spot -> !held.contains(spot.region()) || !spot.lineId().equals(state.line().id());
    copies.keySet().removeIf(isPast);
    feeds.keySet().removeIf(isPast);
    told.retainAll(held);
  }

  private static List<SubRoomState.Place> places(SubRoomState state) {
    List<SubRoomState.Place> places = new ArrayList<>();
    if (state.place().agentId() != null) {
      places.add(state.place());
    }
    Moves.Move move = state.moves().current();
    if (move != null && move.next().agentId() != null) {
      places.add(move.next());
    }
    return places;
  }

  /** What the order to a region's ledger is to carry; null for nothing. */
  @Nullable RelayFeed feedFor(String region, String lineId) {
    return feeds.get(new Spot(region, lineId));
  }

  /** True while the ledger has not shown that it knows the newest. */
  boolean isBehind(String region, RelayFeed feed) {
    RelayCopy copy = copies.get(new Spot(region, feed.lineId()));
    return copy == null || copy.version() < feed.version();
  }

  /** What the room is to hear; null while a ledger has not told of the place there. */
  @Nullable List<CopyHeard> heard(SubRoomState state) {
    List<CopyHeard> heard = new ArrayList<>();
    for (SubRoomState.Place place : places(state)) {
      if (!told.contains(place.region())) {
        return null;
      }
      RelayCopy copy = copies.get(new Spot(place.region(), state.line().id()));
      if (copy != null) {
        boolean leaves = place.equals(state.place()) && state.moves().current() != null;
        heard.add(new CopyHeard(String.valueOf(place.region()), !leaves, copy));
      }
    }
    return heard;
  }
}
