package io.roomfleet.orchestrator.telemetry.distance;

import io.roomfleet.orchestrator.telemetry.beacon.RoundTrip;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What this node was told of distances since it started, added up by day (UTC), region and market.
 * Any thread may add.
 */
public final class RoundTripSums {
  /** Of so many pairs a day at most: markets are zones that a sub-room may have. */
  private static final int MOST = 20_000;

  private final Map<Key, Sum> sums = new ConcurrentHashMap<>();
  private final Set<Key> changed = ConcurrentHashMap.newKeySet();

  record Key(LocalDate day, String region, ZoneId market) {}

  /** Milliseconds in all, and of how many round trips. */
  record Sum(double millis, long samples) {
    Sum plus(Sum other) {
      return new Sum(millis + other.millis, samples + other.samples);
    }
  }

  /** One sum that is to be kept in the place of what was kept of it before. */
  record Changed(Key key, Sum sum) {}

  /** Counts one; with too many different pairs, only those that are known already. */
  public void add(RoundTrip roundTrip, Instant now) {
    Key key =
        new Key(LocalDate.ofInstant(now, ZoneOffset.UTC), roundTrip.region(), roundTrip.market());
    if (sums.size() < MOST || sums.containsKey(key)) {
      sums.merge(key, new Sum(roundTrip.millis(), 1), Sum::plus);
      changed.add(key);
    }
  }

  /** Those that changed since the last call; each is told again when it changes again. */
  List<Changed> changes() {
    return List.copyOf(changed).stream()
        .filter(changed::remove)
        .flatMap(key -> Optional.ofNullable(sums.get(key)).map(it -> new Changed(key, it)).stream())
        .toList();
  }

  /** They could not be kept: they are told again. */
  void again(List<Changed> unkept) {
    unkept.forEach(it -> changed.add(it.key()));
  }

  /** Forgets what was kept of the days before this one. */
  void forgetBefore(LocalDate day) {
    sums.keySet().removeIf(key -> key.day().isBefore(day) && !changed.contains(key));
  }
}
