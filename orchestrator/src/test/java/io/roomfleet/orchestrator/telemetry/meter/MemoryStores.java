package io.roomfleet.orchestrator.telemetry.meter;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.roomfleet.orchestrator.platform.Ids;
import io.roomfleet.orchestrator.platform.Slices;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Log, rollups and open Meters in memory, with the promises of the tables. */
public final class MemoryStores implements BeaconLog, Rollups, OpenMeters {
  private final Map<String, Map<UUID, Entry>> log = new TreeMap<>();
  private final Map<String, NavigableMap<Long, Rollup>> rollups = new TreeMap<>();
  private final Map<String, Long> open = new TreeMap<>();
  private final CountDownLatch firstHeld = new CountDownLatch(1);
  private RuntimeException broken;
  private CompletableFuture<Void> held;

  /** Log entries that were written. */
  public int writes;

  /** Whole buckets that were read. */
  int reads;

  public MeterStores stores() {
    return new MeterStores(this, this, this);
  }

  /** From now on nothing can be written to the log; null mends it. */
  public synchronized void breakLog(RuntimeException how) {
    broken = how;
  }

  /** True when a sub-room's windows before an instant are final. */
  public synchronized boolean isFinal(String roomId, String subRoomId, Instant before) {
    Long from = open.get(Ids.subRoomKey(roomId, subRoomId));
    return from != null && from >= before.toEpochMilli();
  }

  /** From now on writes are done, and not confirmed. */
  public synchronized void holdLog() {
    held = new CompletableFuture<>();
  }

  /** Waits for the first write that is held. */
  public void awaitHeld() throws InterruptedException {
    if (!firstHeld.await(30, TimeUnit.SECONDS)) {
      throw new AssertionError("nothing was written within 30 s");
    }
  }

  /** Confirms all that was held. */
  public void releaseLog() {
    CompletableFuture<Void> all;
    synchronized (this) {
      all = held;
      held = null;
    }
    all.complete(null);
  }

  private static String key(String roomId, String subRoomId, Object more) {
    return Ids.subRoomKey(roomId, subRoomId) + "/" + more;
  }

  @Override
  public synchronized CompletionStage<Void> write(
      String roomId, String subRoomId, long bucket, Entry entry) {
    if (broken != null) {
      return CompletableFuture.failedFuture(broken);
    }
    writes++;
    log.computeIfAbsent(key(roomId, subRoomId, bucket), it -> new TreeMap<>())
        .put(entry.batch(), entry);
    if (held != null) {
      firstHeld.countDown();
      return held;
    }
    return completedFuture(null);
  }

  @Override
  public synchronized CompletionStage<List<UUID>> batches(
      String roomId, String subRoomId, long bucket) {
    return completedFuture(
        List.copyOf(log.getOrDefault(key(roomId, subRoomId, bucket), Map.of()).keySet()));
  }

  @Override
  public synchronized CompletionStage<List<Entry>> read(
      String roomId, String subRoomId, long bucket) {
    reads++;
    return completedFuture(
        List.copyOf(log.getOrDefault(key(roomId, subRoomId, bucket), Map.of()).values()));
  }

  @Override
  public synchronized CompletionStage<Void> write(
      String roomId, String subRoomId, Step step, List<Rollup> windows) {
    NavigableMap<Long, Rollup> into =
        rollups.computeIfAbsent(key(roomId, subRoomId, step), it -> new TreeMap<>());
    windows.forEach(
        window ->
            into.merge(
                window.start(),
                window,
                (before, after) -> after.beacons() >= before.beacons() ? after : before));
    return completedFuture(null);
  }

  @Override
  public synchronized CompletionStage<List<Rollup>> read(
      String roomId, String subRoomId, Step step, long from, long to) {
    NavigableMap<Long, Rollup> all = rollups.get(key(roomId, subRoomId, step));
    return completedFuture(
        all == null || from >= to
            ? List.of()
            : new ArrayList<>(all.subMap(from, true, to, false).values()));
  }

  @Override
  public synchronized CompletionStage<Optional<Long>> openFrom(String roomId, String subRoomId) {
    return completedFuture(Optional.ofNullable(open.get(Ids.subRoomKey(roomId, subRoomId))));
  }

  @Override
  public synchronized CompletionStage<Void> open(String roomId, String subRoomId, long openFrom) {
    open.put(Ids.subRoomKey(roomId, subRoomId), openFrom);
    return completedFuture(null);
  }

  @Override
  public synchronized CompletionStage<Void> shut(String roomId, String subRoomId) {
    open.remove(Ids.subRoomKey(roomId, subRoomId));
    return completedFuture(null);
  }

  @Override
  public synchronized CompletionStage<List<String>> inSlice(int slice) {
    return completedFuture(
        open.keySet().stream()
            .filter(key -> Slices.of(key.substring(0, key.indexOf('/'))) == slice)
            .toList());
  }
}
