package io.roomfleet.orchestrator.telemetry.meter;

import io.roomfleet.orchestrator.telemetry.beacon.Rules;
import io.roomfleet.orchestrator.telemetry.window.Tally;
import java.time.Duration;
import java.util.HashSet;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What one Meter has of the log, and what it counts from it.
 *
 * <ol>
 *   <li>Each entry is counted once, whether the node that wrote it told of it or it was found in
 *       the log.
 *   <li>A bucket is <i>settled</i> once it was read when nobody could write to it any more: when it
 *       is over since {@code settle}. So what was written and never told is found some seconds
 *       later.
 *   <li>A window is final once every bucket is settled into which its beacons could have come.
 *   <li>A new Meter begins where the windows of the one before were not final, and reads the same.
 * </ol>
 */
final class LogBook {
  /** So long after it was read a beacon may wait at most before it is written. */
  static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private static final long MINUTE = 60_000;

  private final Tally tally;
  private final long late;
  private final long settle;
  private final NavigableMap<Long, Set<UUID>> known = new TreeMap<>();
  private long nextBucket;

  /**
   * @param openFrom the beginning of a minute: windows before it are final
   * @param settle how long after its end a bucket may still be written to
   */
  LogBook(long openFrom, Rules rules, Duration settle) {
    this.tally = new Tally(openFrom);
    this.late = rules.late().plus(LONGEST_WAIT).toMillis();
    this.settle = settle.toMillis();
    this.nextBucket = BeaconLog.bucketOf(openFrom - rules.future().toMillis());
  }

  /** The minute from which on a sub-room's windows may still change that had no beacons so far. */
  static long openFrom(long now, Rules rules) {
    return minuteOf(now - rules.late().plus(LONGEST_WAIT).toMillis());
  }

  private static long minuteOf(long millis) {
    return Math.floorDiv(millis, MINUTE) * MINUTE;
  }

  Tally tally() {
    return tally;
  }

  /** The first bucket that is not settled. */
  long nextBucket() {
    return nextBucket;
  }

  /** Buckets that begin before this are written to no more. */
  long settledBefore(long now) {
    return BeaconLog.bucketOf(now - settle);
  }

  /** The entries of a bucket that were counted. */
  Set<UUID> known(long bucket) {
    return Set.copyOf(known.getOrDefault(bucket, Set.of()));
  }

  /**
   * Counts an entry, unless it was counted before.
   *
   * @return how many beacons are new
   */
  int take(long bucket, BeaconLog.Entry entry) {
    if (bucket >= nextBucket) {
      if (!known.computeIfAbsent(bucket, b -> new HashSet<>()).add(entry.batch())) {
        return 0;
      }
    }
    return tally.count(entry.rows());
  }

  /** The next bucket was read in full, after nobody could write to it any more. */
  void settled(long bucket) {
    if (bucket != nextBucket) {
      throw new IllegalArgumentException("bucket: " + bucket + " (expected: " + nextBucket + ")");
    }
    nextBucket += BeaconLog.BUCKET;
    known.headMap(nextBucket, false).clear();
  }

  /** Windows that begin before this are final; the beginning of a minute. */
  long finalBefore() {
    return minuteOf(nextBucket - late);
  }
}
