package io.roomfleet.orchestrator.telemetry.viewing;

import io.roomfleet.orchestrator.telemetry.viewing.ViewingCommand.Remembered;
import java.util.concurrent.CompletionStage;

/** The way to the books of viewers, wherever they are. */
@FunctionalInterface
public interface ViewingBooks {
  /** What a book has of windows that begin from one instant to before another. */
  CompletionStage<Remembered> recent(String roomId, String subRoomId, long from, long to);
}
