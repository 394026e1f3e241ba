package io.roomfleet.orchestrator.alert;

import io.roomfleet.api.alert.Alert;
import io.roomfleet.api.room.MeasuredSwitch;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What alerts need of others. */
public interface AlertLinks {
  /** What a room says of itself; empty when there is none. */
  CompletionStage<Optional<RoomFacts>> room(String roomId);

  /** Tells a room or one of its sub-rooms what to do about its line. May be lost. */
  void about(String roomId, LineWord word);

  /** Tells a room how viewers saw a switch of its line; done when it has kept that. */
  CompletionStage<?> seen(String roomId, MeasuredSwitch seen);

  /** These alerts have changed. May be lost. */
  void changed(List<Alert> alerts);
}
