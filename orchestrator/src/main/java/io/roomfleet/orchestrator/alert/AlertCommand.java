package io.roomfleet.orchestrator.alert;

import io.roomfleet.api.alert.Alert;
import io.roomfleet.api.alert.Prompt;
import io.roomfleet.orchestrator.platform.ClusterMessage;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/** What the alerts of a room, or of the fleet, are told and asked. */
public sealed interface AlertCommand extends ClusterMessage {
  /** An agent said something of the room; to the fleet's, of itself. */
  record Told(Heard heard) implements AlertCommand {}

  /** A Meter has counted ten seconds. */
  record Metered(Counted counted) implements AlertCommand {}

  /**
   * A sub-room says where it is: on each change, and again.
   *
   * @param region and {@code agentId}: null while it plays nowhere
   * @param left why it left the line of its room by itself; null while it did not
   */
  record Plays(
      String subRoomId,
      @Nullable String region,
      @Nullable String agentId,
      String lineId,
      @Nullable String left)
      implements AlertCommand {}

  /** A session says how one who comes from the room is heard: on each change, and again. */
  record Staged(OnStage said) implements AlertCommand {}

  /** Look whether what is open still is. */
  enum Wake implements AlertCommand {
    WAKE
  }

  /** Who asks, and for which request. */
  record Asker(String by, String requestId) {}

  record Acknowledge(String alertId, @Nullable String note, Asker asker, ActorRef<Shown> replyTo)
      implements AlertCommand {}

  record Ask(String text, Asker asker, ActorRef<Shown> replyTo) implements AlertCommand {}

  record Show(ActorRef<Shown> replyTo) implements AlertCommand {}

  /**
   * The book as it is.
   *
   * @param open and {@code over}: what is remembered of those that are resolved
   */
  record Shown(List<Alert> open, List<Alert> over, List<Prompt> prompts)
      implements ClusterMessage {}

  /** From the actor to itself. */
  sealed interface Inner extends AlertCommand {}

  enum Tick implements Inner {
    TICK
  }

  /** The room has kept how a switch of its line was seen. */
  record SwitchKept(String id) implements Inner {}

  /**
   * What the room said.
   *
   * @param facts null when there is no such room, or it did not answer
   * @param answered whether it did
   */
  record Facts(@Nullable RoomFacts facts, boolean answered) implements Inner {}
}
