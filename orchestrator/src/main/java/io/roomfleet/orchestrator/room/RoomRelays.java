package io.roomfleet.orchestrator.room;

import io.roomfleet.api.room.LineInput;
import io.roomfleet.api.room.Room;
import io.roomfleet.api.room.SubRoomStatus;
import io.roomfleet.orchestrator.region.RegionLedger;
import io.roomfleet.orchestrator.region.RelayFeed;
import io.roomfleet.orchestrator.room.relay.LineFacts;
import io.roomfleet.orchestrator.room.relay.LineTree;
import io.roomfleet.orchestrator.room.relay.RelaySettings;
import java.net.URI;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which region's copy of a room's active line reads which. Nothing of it is kept: the ledgers keep
 * what their copies read, and after a restart the sub-rooms tell of it. In memory; of one actor.
 */
final class RoomRelays {
  /** Sub-rooms that have a place, or had one a moment ago. */
  private static final Set<SubRoomStatus> PLACED =
      EnumSet.of(
          SubRoomStatus.STARTING, SubRoomStatus.READY, SubRoomStatus.LIVE, SubRoomStatus.DEGRADED);

  private final RelaySettings settings;
  private @Nullable String lineId;
  private @Nullable LineTree tree;

  RoomRelays(RelaySettings settings) {
    this.settings = settings;
  }

  private LineTree treeOf(LiveRoomState state) {
    LineTree known = tree;
    if (known == null || !state.activeLine().equals(lineId)) {
      known = new LineTree(state.activeLine(), state.lineRegion(), settings);
      lineId = state.activeLine();
      tree = known;
    }
    return known;
  }

  /** A sub-room says where it is. */
  void heard(LiveRoomState state, RoomCommand.SubRoomSays says, Instant now) {
    boolean known = state.subRooms().containsKey(says.subRoomId());
    if (state.isActive() && known && says.copies() != null) {
      treeOf(state).heard(says.subRoomId(), says.copies(), now);
    }
  }

  /** Decides what is to be told, while the room runs. */
  void drive(LiveRoomState state, Instant now) {
    if (state.isActive()) {
      treeOf(state).step(factsOf(state), now);
    } else {
      tree = null;
    }
  }

  private static LineFacts factsOf(LiveRoomState state) {
    LineState line = state.line();
    return new LineFacts(
        state.activeLine(),
        state.lineRegion(),
        sourceOf(state),
        line.input() == LineInput.LIVE,
        withStatus(state, EnumSet.complementOf(EnumSet.of(SubRoomStatus.CLOSED))),
        withStatus(state, PLACED));
  }

  private static Set<String> withStatus(LiveRoomState state, Set<SubRoomStatus> statuses) {
    return state.subRooms().entrySet().stream()
        .filter(each -> statuses.contains(each.getValue().status()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /** The active line's relay in the source region; null while no agent takes the line in. */
  static @Nullable URI sourceOf(LiveRoomState state) {
    LineState line = state.line();
    return line.mediaUrl() == null
        ? null
        : RegionLedger.relayUrl(line.mediaUrl(), state.id(), line.spec().id());
  }

  /** By region, what the copies where a sub-room is are to read. */
  Map<String, RelayFeed> feedsFor(String subRoomId) {
    return tree == null ? Map.of() : tree.feedsFor(subRoomId);
  }

  /** True while a sub-room is to pass something on. */
  boolean isOpen(String subRoomId) {
    return tree != null && tree.isOpen(subRoomId);
  }

  /** True while something may be to decide soon. */
  boolean isOpen(LiveRoomState state, Instant now) {
    return state.isActive() && tree != null && tree.isOpen(now);
  }

  /** The room with what is known of its relays. */
  Room shownIn(LiveRoomState state, Room room) {
    return tree == null ? room : room.with(tree.shown(sourceOf(state)));
  }
}
