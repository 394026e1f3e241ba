package io.roomfleet.orchestrator.telemetry;

import io.roomfleet.orchestrator.platform.Ids;
import io.roomfleet.orchestrator.telemetry.beacon.BeaconBatch.Unasked;
import io.roomfleet.orchestrator.telemetry.beacon.Markets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The sub-rooms that this node has asked for: that they are, and that their Meters are open. Both
 * are asked again after some minutes, and what was not there after a moment.
 */
final class MarketDirectory implements Markets {
  /** Far shorter than a Meter stays open without being asked to. */
  static final Duration OPEN_FOR = Duration.ofMinutes(5);

  /** So long a room that is not there is not asked for again. */
  private static final Duration ABSENT_FOR = Duration.ofSeconds(10);

  /** So long a sub-room that a known room does not have is not asked for again. */
  private static final Duration NEW_AFTER = Duration.ofSeconds(2);

  /** With more rooms than this all are forgotten and asked for anew. */
  private static final int MOST = 20_000;

  private static final Pattern ROOM = Pattern.compile("room-[0-9a-z]{26}");

  private final RoomMarkets rooms;
  private final Set<String> regions;
  private final Meters meters;
  private final InstantSource clock;
  private final Map<String, Entry> entries = new ConcurrentHashMap<>();
  private final Map<String, Long> open = new ConcurrentHashMap<>();

  /** A room's sub-rooms; null for a room that is not. */
  private record Entry(@Nullable Map<String, Market> markets, long asked) {}

  MarketDirectory(RoomMarkets rooms, Set<String> regions, Meters meters, InstantSource clock) {
    this.rooms = rooms;
    this.regions = Set.copyOf(regions);
    this.meters = meters;
    this.clock = clock;
  }

  @Override
  public Market find(String roomId, String subRoomId) {
    Entry entry = entries.get(roomId);
    if (entry == null) {
      return ROOM.matcher(roomId).matches() ? Market.NOT_ASKED : Market.NO_ROOM;
    }
    Duration age = Duration.ofMillis(clock.millis() - entry.asked());
    if (entry.markets() == null) {
      return age.compareTo(ABSENT_FOR) < 0 ? Market.NO_ROOM : Market.NOT_ASKED;
    }
    Market market = entry.markets().get(subRoomId);
    if (market == null) {
      return age.compareTo(NEW_AFTER) < 0 ? Market.NO_SUB_ROOM : Market.NOT_ASKED;
    }
    Long since = open.get(Ids.subRoomKey(roomId, subRoomId));
    return since != null && clock.millis() - since < OPEN_FOR.toMillis()
        ? market
        : Market.NOT_ASKED;
  }

  @Override
  public boolean isRegion(String id) {
    return regions.contains(id);
  }

  /**
   * Asks for sub-rooms, and has their Meters opened. Fails when someone does not answer in time.
   */
  CompletionStage<Void> ask(List<Unasked> unasked) {
    Map<String, List<Unasked>> byRoom =
        unasked.stream().collect(Collectors.groupingBy(Unasked::roomId));
    List<CompletableFuture<?>> asked = new ArrayList<>();
    byRoom.forEach(
        (roomId, subRooms) ->
            asked.add(
                rooms
                    .of(roomId)
                    .thenCompose(found -> known(roomId, found, subRooms))
                    .toCompletableFuture()));
    return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new));
  }

  private CompletionStage<Void> known(
      String roomId, Optional<Map<String, RoomMarkets.Facts>> found, List<Unasked> subRooms) {
    if (entries.size() >= MOST) {
      entries.clear();
      open.clear();
    }
    Map<String, Market> markets =
        found
            .map(
                subRoomsOfIt ->
                    subRoomsOfIt.entrySet().stream()
                        .collect(
                            Collectors.toMap(
                                Map.Entry::getKey,
                                it ->
                                    Market.known(
                                        it.getValue().locale(), it.getValue().timeZone()))))
            .orElse(null);
    entries.put(roomId, new Entry(markets, clock.millis()));
    if (markets == null) {
      return CompletableFuture.completedFuture(null);
    }
    return CompletableFuture.allOf(
        subRooms.stream()
            .map(Unasked::subRoomId)
            .filter(markets::containsKey)
            .map(subRoomId -> opened(roomId, subRoomId))
            .toArray(CompletableFuture[]::new));
  }

  private CompletableFuture<?> opened(String roomId, String subRoomId) {
    long asked = clock.millis();
    return meters
        .open(roomId, subRoomId)
        .thenAccept(done -> open.put(Ids.subRoomKey(roomId, subRoomId), asked))
        .toCompletableFuture();
  }
}
