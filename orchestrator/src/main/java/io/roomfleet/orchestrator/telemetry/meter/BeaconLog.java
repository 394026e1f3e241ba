package io.roomfleet.orchestrator.telemetry.meter;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/**
 * All beacons that were accepted, in buckets of ten seconds by when they came in. What was written
 * is found by every read that begins after the write was confirmed, until it is as old as its time
 * to live.
 */
public interface BeaconLog {
  /** Length of a bucket, milliseconds. */
  long BUCKET = 10_000;

  /**
   * What was written at once.
   *
   * @param batch names it
   * @param rows of beacons
   */
  record Entry(UUID batch, byte[] rows) {}

  /** The beginning of the bucket in which an instant is. */
  static long bucketOf(long millis) {
    return Math.floorDiv(millis, BUCKET) * BUCKET;
  }

  /**
   * Writes it; done when a crash of any one node does not lose it.
   *
   * @param bucket its beginning, milliseconds since 1970
   */
  CompletionStage<Void> write(String roomId, String subRoomId, long bucket, Entry entry);

  /** Which batches there are in a bucket: cheap where all of them are known. */
  CompletionStage<List<UUID>> batches(String roomId, String subRoomId, long bucket);

  /** All that is in a bucket. */
  CompletionStage<List<Entry>> read(String roomId, String subRoomId, long bucket);
}
