package io.roomfleet.orchestrator.telemetry;

import io.roomfleet.orchestrator.platform.Ids;
import io.roomfleet.orchestrator.telemetry.beacon.BeaconBatch.Share;
import io.roomfleet.orchestrator.telemetry.meter.BeaconLog;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Writes to the log. While a write of a sub-room is on its way, what comes for the same sub-room is
 * gathered, and written as one entry after it: many small batches cost few writes, and a single one
 * waits for nobody. After the write its Meter is told.
 */
final class LogWriter {
  /**
   * Bytes of one entry at most, unless one share is larger: nodes tell each other 256 KiB at most.
   */
  private static final int MOST = 128 * 1024;

  private final BeaconLog log;
  private final Meters meters;
  private final InstantSource clock;
  private final int writesAtOnce;
  private final Map<String, Lane> lanes = new HashMap<>();
  private final Deque<Lane> ready = new ArrayDeque<>();
  private int writing;

  /** What waits for one sub-room. In {@code ready}, or on its way, or both when more has come. */
  private static final class Lane {
    final String roomId;
    final String subRoomId;
    final Deque<Waiting> waiting = new ArrayDeque<>();
    boolean busy;

    Lane(String roomId, String subRoomId) {
      this.roomId = roomId;
      this.subRoomId = subRoomId;
    }
  }

  private record Waiting(byte[] row, CompletableFuture<Void> written) {}

  LogWriter(BeaconLog log, Meters meters, InstantSource clock, int writesAtOnce) {
    this.log = log;
    this.meters = meters;
    this.clock = clock;
    this.writesAtOnce = writesAtOnce;
  }

  /** Done once it is in the log; fails when that is not certain. */
  CompletionStage<Void> write(Share share) {
    CompletableFuture<Void> written = new CompletableFuture<>();
    synchronized (this) {
      Lane lane =
          lanes.computeIfAbsent(
              Ids.subRoomKey(share.roomId(), share.subRoomId()),
              key -> new Lane(share.roomId(), share.subRoomId()));
      lane.waiting.add(new Waiting(share.row(), written));
      if (!lane.busy) {
        lane.busy = true;
        ready.add(lane);
      }
    }
    writeOn();
    return written;
  }

  /** Begins as many writes as may be on their way. */
  private void writeOn() {
    while (true) {
      Lane lane;
      List<Waiting> taken;
      synchronized (this) {
        if (writing >= writesAtOnce || ready.isEmpty()) {
          return;
        }
        lane = ready.remove();
        taken = take(lane);
        writing++;
      }
      begin(lane, taken);
    }
  }

  private static List<Waiting> take(Lane lane) {
    List<Waiting> taken = new ArrayList<>();
    int size = 0;
    while (!lane.waiting.isEmpty()
        && (taken.isEmpty() || size + lane.waiting.element().row().length <= MOST)) {
      Waiting next = lane.waiting.remove();
      size += next.row().length;
      taken.add(next);
    }
    return taken;
  }

  private void begin(Lane lane, List<Waiting> taken) {
    long bucket = BeaconLog.bucketOf(clock.millis());
    // Names need only differ; a secure source would cost more than the rest.
    ThreadLocalRandom random = ThreadLocalRandom.current();
    BeaconLog.Entry entry =
        new BeaconLog.Entry(new UUID(random.nextLong(), random.nextLong()), joined(taken));
    CompletionStage<Void> write;
    try {
      write = log.write(lane.roomId, lane.subRoomId, bucket, entry);
    } catch (RuntimeException e) {
      write = CompletableFuture.failedFuture(e);
    }
    var unused =
        write.whenComplete(
            (done, failure) -> {
              if (failure == null) {
                meters.tell(lane.roomId, lane.subRoomId, bucket, entry);
              }
              over(lane);
              for (Waiting each : taken) {
                if (failure == null) {
                  each.written().complete(null);
                } else {
                  each.written().completeExceptionally(failure);
                }
              }
              writeOn();
            });
  }

  private synchronized void over(Lane lane) {
    writing--;
    if (lane.waiting.isEmpty()) {
      lane.busy = false;
      lanes.remove(Ids.subRoomKey(lane.roomId, lane.subRoomId));
    } else {
      ready.add(lane);
    }
  }

  private static byte[] joined(List<Waiting> taken) {
    if (taken.size() == 1) {
      return taken.get(0).row();
    }
    byte[] all = new byte[taken.stream().mapToInt(it -> it.row().length).sum()];
    int at = 0;
    for (Waiting each : taken) {
      System.arraycopy(each.row(), 0, all, at, each.row().length);
      at += each.row().length;
    }
    return all;
  }
}
