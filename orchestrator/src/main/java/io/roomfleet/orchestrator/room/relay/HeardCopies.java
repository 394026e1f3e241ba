package io.roomfleet.orchestrator.room.relay;

import io.roomfleet.orchestrator.region.RelayCopy;
import io.roomfleet.orchestrator.subroom.CopyHeard;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The copies of a line, as the sub-rooms of its room told of them. Of several words about one
 * region the newest counts. Pure; mutable, of one owner.
 */
final class HeardCopies {
  /** So long a copy that is not live may be about to be. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final String lineId;
  private String sourceRegion;
  private final Map<String, List<CopyHeard>> bySubRoom = new HashMap<>();
  private final SortedMap<String, RelayCopy> newest = new TreeMap<>();
  private final Map<String, Instant> darkSince = new HashMap<>();

  HeardCopies(String lineId, String sourceRegion) {
    this.lineId = lineId;
    this.sourceRegion = sourceRegion;
  }

  /** The line is taken in there now: what is said of a copy there does not hold any more. */
  void source(String region) {
    if (!region.equals(sourceRegion)) {
      sourceRegion = region;
      bySubRoom.replaceAll(
          (id, all) -> all.stream().filter(each -> !each.region().equals(region)).toList());
      forgetOthers();
    }
  }

  /** What a sub-room says, all of it; answers what is about this line. */
  List<CopyHeard> heard(String subRoomId, List<CopyHeard> all, Instant now) {
    List<CopyHeard> ours = new ArrayList<>();
    for (CopyHeard each : all) {
      if (each.copy().lineId().equals(lineId) && !each.region().equals(sourceRegion)) {
        ours.add(each);
        RelayCopy before = newest.get(each.region());
        if (before == null || each.copy().isNewerThan(before)) {
          newest.put(each.region(), each.copy());
        }
        if (each.copy().live()) {
          darkSince.remove(each.region());
        } else {
          darkSince.putIfAbsent(each.region(), now);
        }
      }
    }
    bySubRoom.put(subRoomId, ours);
    forgetOthers();
    return ours;
  }

  /** Only these sub-rooms are there. */
  void keep(Set<String> subRoomIds) {
    bySubRoom.keySet().retainAll(subRoomIds);
    forgetOthers();
  }

  private void forgetOthers() {
    Set<String> regions = new HashSet<>();
    bySubRoom.values().forEach(all -> all.forEach(each -> regions.add(each.region())));
    newest.keySet().retainAll(regions);
    darkSince.keySet().retainAll(regions);
  }

  /** Whether a sub-room said just this before. */
  boolean knows(String subRoomId, List<CopyHeard> all) {
    return all.equals(bySubRoom.get(subRoomId));
  }

  boolean hasSpoken(String subRoomId) {
    return bySubRoom.containsKey(subRoomId);
  }

  /** Where a sub-room is, or is going. */
  List<String> regionsOf(String subRoomId) {
    return bySubRoom.getOrDefault(subRoomId, List.of()).stream().map(CopyHeard::region).toList();
  }

  /** By region. */
  SortedMap<String, RelayCopy> all() {
    return newest;
  }

  /** Whether a sub-room stays there, so that the copy does. */
  boolean stays(String region) {
    return bySubRoom.values().stream()
        .anyMatch(all -> all.stream().anyMatch(c -> c.region().equals(region) && c.stays()));
  }

  /** Whether it has shown the slate for a while. */
  boolean isDark(String region, Instant now) {
    Instant since = darkSince.get(region);
    return since != null && !now.isBefore(since.plus(PATIENCE));
  }

  /** The region that is read there now; null when none is. */
  @Nullable String at(@Nullable URI url) {
    for (Map.Entry<String, RelayCopy> each : newest.entrySet()) {
      if (each.getValue().url().equals(url)) {
        return each.getKey();
      }
    }
    return null;
  }
}
