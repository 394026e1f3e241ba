package io.roomfleet.orchestrator.room;

import io.roomfleet.api.room.LineInput;
import io.roomfleet.api.room.RelayHop;
import io.roomfleet.api.room.Room;
import io.roomfleet.api.room.SubRoomStatus;
import io.roomfleet.orchestrator.region.RegionLedger;
import io.roomfleet.orchestrator.region.RelayFeed;
import io.roomfleet.orchestrator.room.relay.LineFacts;
import io.roomfleet.orchestrator.room.relay.LineTree;
import io.roomfleet.orchestrator.room.relay.RelaySettings;
import io.roomfleet.orchestrator.subroom.CopyHeard;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which region's copy of a room's line reads which, for each line that is played anywhere. Nothing
 * of it is kept: the ledgers keep what their copies read, and after a restart the sub-rooms tell of
 * it. In memory; of one actor.
 */
final class RoomRelays {
  /** Sub-rooms that have a place, or had one a moment ago. */
  private static final Set<SubRoomStatus> PLACED =
      EnumSet.of(
          SubRoomStatus.STARTING, SubRoomStatus.READY, SubRoomStatus.LIVE, SubRoomStatus.DEGRADED);

  private final RelaySettings settings;
  private final Map<String, LineTree> trees = new TreeMap<>();
  private final Map<String, List<CopyHeard>> heard = new HashMap<>();

  RoomRelays(RelaySettings settings) {
    this.settings = settings;
  }

  private LineTree treeOf(LiveRoomState state, String lineId, Instant now) {
    LineTree known = trees.get(lineId);
    if (known == null) {
      LineTree fresh = new LineTree(lineId, lineOf(state, lineId).regionIn(state.spec()), settings);
      heard.forEach((subRoomId, copies) -> fresh.heard(subRoomId, copies, now));
      trees.put(lineId, fresh);
      return fresh;
    }
    return known;
  }

  private static LineState lineOf(LiveRoomState state, String lineId) {
    return Objects.requireNonNull(state.lines().get(lineId));
  }

  /** A sub-room says where it is. */
  void heard(LiveRoomState state, RoomCommand.SubRoomSays says, Instant now) {
    boolean known = state.subRooms().containsKey(says.subRoomId());
    List<CopyHeard> copies = says.copies();
    if (state.isActive() && known && copies != null) {
      heard.put(says.subRoomId(), copies);
      for (CopyHeard each : copies) {
        if (state.lines().containsKey(each.copy().lineId())) {
          treeOf(state, each.copy().lineId(), now);
        }
      }
      trees.values().forEach(tree -> tree.heard(says.subRoomId(), copies, now));
    }
  }

  /** Decides what is to be told, while the room runs. */
  void drive(LiveRoomState state, Instant now) {
    if (!state.isActive()) {
      trees.clear();
      heard.clear();
      return;
    }
    treeOf(state, state.activeLine(), now);
    trees.keySet().retainAll(state.lines().keySet());
    trees.keySet().removeIf(lineId -> !lineId.equals(state.activeLine()) && !isCopied(lineId));
    trees.forEach((lineId, tree) -> tree.step(factsOf(state, lineOf(state, lineId)), now));
  }

  private boolean isCopied(String lineId) {
    return heard.values().stream()
        .anyMatch(copies -> copies.stream().anyMatch(c -> c.copy().lineId().equals(lineId)));
  }

  private static LineFacts factsOf(LiveRoomState state, LineState line) {
    return new LineFacts(
        line.spec().id(),
        line.regionIn(state.spec()),
        sourceOf(state, line),
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

  /** The active line's relay where it is taken in; null while no agent does. */
  static @Nullable URI sourceOf(LiveRoomState state) {
    return sourceOf(state, state.line());
  }

  /** As that, of any line. */
  static @Nullable URI sourceOf(LiveRoomState state, LineState line) {
    return line.mediaUrl() == null
        ? null
        : RegionLedger.relayUrl(line.mediaUrl(), state.id(), line.spec().id());
  }

  /** By region, what the copies where a sub-room is are to read. */
  Map<String, RelayFeed> feedsFor(String subRoomId) {
    Map<String, RelayFeed> feeds = new HashMap<>();
    trees.values().forEach(tree -> feeds.putAll(tree.feedsFor(subRoomId)));
    return feeds;
  }

  /** True while a sub-room is to pass something on. */
  boolean isOpen(String subRoomId) {
    return trees.values().stream().anyMatch(tree -> tree.isOpen(subRoomId));
  }

  /** True while something may be to decide soon. */
  boolean isOpen(LiveRoomState state, Instant now) {
    return state.isActive() && trees.values().stream().anyMatch(tree -> tree.isOpen(now));
  }

  /** The room with what is known of its relays. */
  Room shownIn(LiveRoomState state, Room room) {
    List<RelayHop> hops = new ArrayList<>();
    trees.forEach((id, tree) -> hops.addAll(tree.shown(sourceOf(state, lineOf(state, id)))));
    return room.with(hops);
  }
}
