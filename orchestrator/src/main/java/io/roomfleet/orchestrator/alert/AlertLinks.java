package io.roomfleet.orchestrator.alert;

import io.roomfleet.api.alert.Alert;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What alerts need of others. */
public interface AlertLinks {
  /** What a room says of itself; empty when there is none. */
  CompletionStage<Optional<RoomFacts>> room(String roomId);

  /** Tells a room or one of its sub-rooms what to do about its line. May be lost. */
  void about(String roomId, LineWord word);

  /** These alerts have changed. May be lost. */
  void changed(List<Alert> alerts);
}
