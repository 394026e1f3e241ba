package io.roomfleet.orchestrator.telemetry;

import io.roomfleet.orchestrator.telemetry.meter.BeaconLog;
import io.roomfleet.orchestrator.telemetry.meter.MeterCommand.Windows;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The way to the Meters, wherever they are. */
public interface Meters {
  /** Done once whatever is written to the log from now on, for some minutes, will be counted. */
  CompletionStage<?> open(String roomId, String subRoomId);

  /** Tells of what was written; need not arrive. */
  void tell(String roomId, String subRoomId, long bucket, BeaconLog.Entry entry);

  /** A page of its windows that begin from one instant to before another. */
  CompletionStage<Windows> page(String roomId, String subRoomId, long from, long to);

  /** All of them; instants in milliseconds since 1970. */
  default CompletionStage<Windows> recent(String roomId, String subRoomId, long from, long to) {
    return page(roomId, subRoomId, from, to)
        .thenCompose(
            first ->
                first.upTo() >= to
                    ? CompletableFuture.completedFuture(first)
                    : recent(roomId, subRoomId, first.upTo(), to).thenApply(first::and));
  }
}
