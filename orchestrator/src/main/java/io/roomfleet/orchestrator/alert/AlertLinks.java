package io.roomfleet.orchestrator.alert;

import io.roomfleet.api.alert.Alert;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What alerts need of others. */
public interface AlertLinks {
  /** What a room says of itself; empty when there is none. */
  CompletionStage<Optional<RoomFacts>> room(String roomId);

  /** These alerts have changed. May be lost. */
  void changed(List<Alert> alerts);
}
