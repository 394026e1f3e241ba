package io.roomfleet.orchestrator.subroom;

import io.roomfleet.api.room.Placement;
import io.roomfleet.orchestrator.subroom.SubRoomState.Place;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sub-room's moves from region to region: the one under way, and the places left behind. While a
 * move is under way the sub-room has a place, and is not closing.
 *
 * @param current null while it is to stay where it is
 * @param partings places that are its own no more and may not be freed yet, oldest first
 * @param lastRequest the newest request that asked for a move, null before the first
 */
public record Moves(@Nullable Move current, List<Parting> partings, @Nullable String lastRequest) {
  static final Moves NONE = new Moves(null, List.of(), null);

  /**
   * A move under way.
   *
   * @param next the place it goes to: without a region until one was chosen, without an agent until
   *     one holds it
   * @param only the one region that will do, null for any that the sub-room may run in
   * @param wished true when the ledger of its present place wishes it, which may pass
   * @param by who asked for it
   * @param stepAt when {@code next} was ordered or taken by an agent, whichever is newer: from then
   *     on it is given time to play
   * @param placement why {@code next} is where it is, null until an agent holds it
   * @param failed why the newest try came to nothing, null before one did
   * @param tried regions whose place did not get to play: they are asked last
   */
  public record Move(
      Place next,
      @Nullable String only,
      boolean wished,
      String cause,
      String by,
      Instant since,
      Instant stepAt,
      @Nullable Placement placement,
      @Nullable String failed,
      List<String> tried) {

    /** An agent holds {@code next}. */
    Move held(Place place, Placement why, Instant at) {
      return new Move(place, only, wished, cause, by, since, at, why, failed, tried);
    }

    /** No region had a place; one is to be found later. */
    Move notFound(String reason, Instant at) {
      return new Move(Place.NONE, only, wished, cause, by, since, at, null, reason, tried);
    }

    /** The place that was found did not get to play; another one is to be found. */
    Move notPlayed(String reason, Instant at) {
      List<String> all = new ArrayList<>(tried);
      String region = next.region();
      if (region != null && !tried.contains(region)) {
        all.add(region);
      }
      return new Move(
          Place.NONE, only, wished, cause, by, since, at, null, reason, List.copyOf(all));
    }
  }

  /**
   * A place that is to be given back.
   *
   * @param movedTo the playlist that took over from it, for those who still watch it; null when
   *     nobody is to watch it any more
   */
  public record Parting(String region, long attempt, String cause, @Nullable URI movedTo) {}

  /** True while the move under way has no agent that holds its next place. */
  boolean wantNext() {
    return current != null && current.next().agentId() == null;
  }

  Moves with(@Nullable Move move) {
    return new Moves(move, partings, lastRequest);
  }

  Moves asked(Move move, @Nullable String requestId) {
    return new Moves(move, partings, requestId == null ? lastRequest : requestId);
  }

  /** The next place, should there be one, is to be given back. */
  Moves partFromNext(String cause) {
    return current == null ? this : partFrom(current.next(), cause, null);
  }

  Moves partFrom(Place place, String cause, @Nullable URI movedTo) {
    if (place.region() == null) {
      return this;
    }
    List<Parting> more = new ArrayList<>(partings);
    more.add(new Parting(place.region(), place.attempt(), cause, movedTo));
    return new Moves(current, List.copyOf(more), lastRequest);
  }

  Moves parted(long attempt) {
    return new Moves(
        current,
        partings.stream().filter(parting -> parting.attempt() != attempt).toList(),
        lastRequest);
  }
}
