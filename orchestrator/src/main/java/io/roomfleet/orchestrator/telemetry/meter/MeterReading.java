package io.roomfleet.orchestrator.telemetry.meter;

import io.roomfleet.orchestrator.telemetry.meter.MeterCommand.Inner.Bucket;
import io.roomfleet.orchestrator.telemetry.meter.MeterCommand.Inner.Read;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Reads a sub-room's log, a few buckets at a time. */
record MeterReading(BeaconLog log, String roomId, String subRoomId) {
  private static final int AT_ONCE = 8;

  /**
   * What is in some buckets and not known: the eight from one on, up to a last one. Where entries
   * are known, their names are asked for first, since mostly that is all there is.
   *
   * @param settledBefore buckets that begin before it are written to no more
   */
  CompletionStage<Read> read(LogBook book, long from, long last, long settledBefore) {
    List<CompletableFuture<Bucket>> reads = new ArrayList<>();
    for (long bucket = from; bucket <= last && reads.size() < AT_ONCE; bucket += BeaconLog.BUCKET) {
      reads.add(one(bucket, book.known(bucket)).toCompletableFuture());
    }
    return CompletableFuture.allOf(reads.toArray(CompletableFuture[]::new))
        .thenApply(
            done -> new Read(reads.stream().map(CompletableFuture::join).toList(), settledBefore));
  }

  private CompletionStage<Bucket> one(long bucket, Set<UUID> known) {
    if (known.isEmpty()) {
      return whole(bucket);
    }
    return log.batches(roomId, subRoomId, bucket)
        .thenCompose(
            batches ->
                known.containsAll(new HashSet<>(batches))
                    ? CompletableFuture.completedFuture(new Bucket(bucket, List.of()))
                    : whole(bucket));
  }

  private CompletionStage<Bucket> whole(long bucket) {
    return log.read(roomId, subRoomId, bucket).thenApply(entries -> new Bucket(bucket, entries));
  }
}
