package io.roomfleet.orchestrator.region;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.roomfleet.api.agent.AgentMessage;
import io.roomfleet.api.agent.AssignmentState;
import io.roomfleet.api.agent.ControlMessage;
import io.roomfleet.orchestrator.platform.ClusterMessage;
import io.roomfleet.orchestrator.telemetry.QualitySink;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket of an agent, on the node that took it. Decides nothing: it passes heartbeats up to
 * the ledger, what they say of quality to telemetry, and what the ledger says down to the agent.
 * When the ledger has moved to another node and does not know the session, it says the agent's
 * hello again.
 */
public final class AgentConnection extends AbstractBehavior<AgentConnection.Command> {
  /** What a connection is told. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Down.class, name = "down"),
    @JsonSubTypes.Type(value = SayHelloAgain.class, name = "helloAgain"),
    @JsonSubTypes.Type(value = Replaced.class, name = "replaced")
  })
  public sealed interface Command extends ClusterMessage {}

  /** From the ledger, for the agent. */
  public record Down(ControlMessage message) implements Command {}

  /** From the ledger: the session is not known here. */
  public record SayHelloAgain() implements Command {}

  /** From the ledger: the agent opened a newer session. */
  public record Replaced() implements Command {}

  /** From the socket. */
  record Up(AgentMessage message) implements Command {}

  /** The socket closed. */
  record SocketClosed() implements Command {}

  private final String agentId;
  private final Consumer<RegionCommand> ledger;
  private final Consumer<ControlMessage> socket;
  private final Runnable closeSocket;
  private final QualitySink quality;
  private AgentMessage.@Nullable Hello hello;

  /**
   * @param socket passes a message to the agent; may drop it when the agent does not read
   * @param closeSocket ends the WebSocket
   * @param quality takes what the agent says of its viewers, lines and encoders
   */
  public static Behavior<Command> create(
      String agentId,
      Consumer<RegionCommand> ledger,
      Consumer<ControlMessage> socket,
      Runnable closeSocket,
      QualitySink quality) {
    return Behaviors.setup(
        context -> new AgentConnection(context, agentId, ledger, socket, closeSocket, quality));
  }

  private AgentConnection(
      ActorContext<Command> context,
      String agentId,
      Consumer<RegionCommand> ledger,
      Consumer<ControlMessage> socket,
      Runnable closeSocket,
      QualitySink quality) {
    super(context);
    this.agentId = agentId;
    this.ledger = ledger;
    this.socket = socket;
    this.closeSocket = closeSocket;
    this.quality = quality;
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Up.class, this::onUp)
        .onMessage(Down.class, this::onDown)
        .onMessage(SayHelloAgain.class, again -> onSayHelloAgain())
        .onMessage(Replaced.class, replaced -> onReplaced())
        .onMessage(SocketClosed.class, closed -> onSocketClosed())
        .build();
  }

  private Behavior<Command> onUp(Up up) {
    if (up.message() instanceof AgentMessage.Hello said) {
      hello = said;
      ledger.accept(new RegionCommand.AgentCame(said, self()));
    } else if (hello != null && up.message() instanceof AgentMessage.Heartbeat beat) {
      if (beat.assignments() != null) {
        hello = withRunning(hello, beat.assignments());
      }
      if (beat.load() != null
          || beat.audience() != null
          || beat.lineQuality() != null
          || beat.encoderQuality() != null) {
        quality.heard(agentId, hello.region(), beat);
      }
      // The ledger places and counts; what viewers see would only make its messages large.
      ledger.accept(new RegionCommand.AgentBeat(agentId, beat.withoutQuality(), self()));
    }
    return this;
  }

  private static AgentMessage.Hello withRunning(
      AgentMessage.Hello hello, java.util.List<AssignmentState> running) {
    return new AgentMessage.Hello(
        hello.agentId(),
        hello.region(),
        hello.version(),
        hello.mediaUrl(),
        hello.capacity(),
        hello.abilities(),
        running);
  }

  private Behavior<Command> onDown(Down down) {
    socket.accept(down.message());
    return this;
  }

  private Behavior<Command> onSayHelloAgain() {
    if (hello != null) {
      ledger.accept(new RegionCommand.AgentCame(hello, self()));
    }
    return this;
  }

  private Behavior<Command> onReplaced() {
    getContext().getLog().info("agent {} opened a newer session, this one ends", agentId);
    closeSocket.run();
    return Behaviors.stopped();
  }

  private Behavior<Command> onSocketClosed() {
    ledger.accept(new RegionCommand.AgentGone(agentId, self()));
    return Behaviors.stopped();
  }

  private ActorRef<Command> self() {
    return getContext().getSelf();
  }
}
