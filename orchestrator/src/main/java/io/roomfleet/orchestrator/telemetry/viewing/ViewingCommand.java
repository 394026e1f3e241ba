package io.roomfleet.orchestrator.telemetry.viewing;

import io.roomfleet.api.agent.AudienceWindow;
import io.roomfleet.orchestrator.platform.ClusterMessage;
import java.util.List;
import java.util.UUID;
import org.apache.pekko.actor.typed.ActorRef;

/** What the book of a sub-room's viewers is told. */
public sealed interface ViewingCommand {
  /** From an agent, about this sub-room; may come twice, and late. */
  record Seen(String agentId, List<AudienceWindow> windows)
      implements ViewingCommand, ClusterMessage {}

  /** What do you have of the windows that begin from one instant to before another? */
  record Recent(long from, long to, ActorRef<Remembered> replyTo)
      implements ViewingCommand, ClusterMessage {}

  /**
   * What is in memory.
   *
   * @param writer under which this book keeps its windows
   * @param from all that this writer ever had of windows from there on is in memory
   * @param viewersNow in the newest second
   */
  record Remembered(UUID writer, long from, long viewersNow, List<ViewingRollups.Part> windows)
      implements ClusterMessage {}

  /** Time to write and to forget. */
  enum Tick implements ViewingCommand {
    TICK
  }

  /** Windows were written, or not. */
  record Written(List<ViewingBook.Window> windows, boolean done) implements ViewingCommand {}
}
