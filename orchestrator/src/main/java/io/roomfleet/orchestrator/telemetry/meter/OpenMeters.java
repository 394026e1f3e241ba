package io.roomfleet.orchestrator.telemetry.meter;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Which Meters have something to count, and from when on. Each row has one writer: its Meter. */
public interface OpenMeters {
  /** From when on a Meter's windows are not final yet, milliseconds since 1970; none when shut. */
  CompletionStage<Optional<Long>> openFrom(String roomId, String subRoomId);

  CompletionStage<Void> open(String roomId, String subRoomId, long openFrom);

  CompletionStage<Void> shut(String roomId, String subRoomId);

  /** The keys ({@code roomId/subRoomId}) of those that are open, of one slice. */
  CompletionStage<List<String>> inSlice(int slice);
}
