package io.roomfleet.orchestrator.region;

import io.roomfleet.api.agent.AgentMessage;
import io.roomfleet.api.agent.ControlMessage;
import io.roomfleet.orchestrator.platform.Json;
import io.roomfleet.orchestrator.telemetry.QualitySink;
import java.util.function.BiConsumer;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.http.javadsl.model.ws.Message;
import org.apache.pekko.http.javadsl.model.ws.TextMessage;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.KillSwitches;
import org.apache.pekko.stream.OverflowStrategy;
import org.apache.pekko.stream.SystemMaterializer;
import org.apache.pekko.stream.UniqueKillSwitch;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.stream.javadsl.SourceQueueWithComplete;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An agent's WebSocket: JSON text frames in and out, with an {@link AgentConnection} between them
 * and the ledger.
 */
public final class AgentSessionRoute {
  private static final Logger LOG = LoggerFactory.getLogger(AgentSessionRoute.class);

  /** Newer messages hold what older ones said, so a slow agent misses nothing but time. */
  private static final int UNREAD = 16;

  /** A Hello with a thousand assignments stays well below. */
  private static final long FRAME_PATIENCE_MILLIS = 10_000;

  private final ActorSystem<?> system;
  private final BiConsumer<String, RegionCommand> ledger;
  private final QualitySink quality;

  /**
   * @param ledger sends a command to a region's ledger
   * @param quality takes what agents say of their viewers, lines and encoders
   */
  public AgentSessionRoute(
      ActorSystem<?> system, BiConsumer<String, RegionCommand> ledger, QualitySink quality) {
    this.system = system;
    this.ledger = ledger;
    this.quality = quality;
  }

  /** The two directions of one session of an agent that was let in for {@code region}. */
  public Flow<Message, Message, NotUsed> session(String region, String agentId) {
    Pair<Pair<SourceQueueWithComplete<ControlMessage>, UniqueKillSwitch>, Source<Message, NotUsed>>
        down =
            Source.<ControlMessage>queue(UNREAD, OverflowStrategy.dropHead())
                .viaMat(KillSwitches.single(), Keep.both())
                .map(message -> (Message) TextMessage.create(Json.write(message)))
                .preMaterialize(system);
    SourceQueueWithComplete<ControlMessage> queue = down.first().first();
    UniqueKillSwitch close = down.first().second();
    ActorRef<AgentConnection.Command> connection =
        system.systemActorOf(
            AgentConnection.create(
                agentId,
                command -> ledger.accept(region, command),
                message -> queue.offer(message),
                close::shutdown,
                quality),
            "agent-" + agentId.replaceAll("[^A-Za-z0-9-]", "_") + "-" + System.nanoTime(),
            Props.empty());
    Sink<Message, NotUsed> up =
        Flow.<Message>create()
            .mapAsync(1, this::text)
            .map(text -> Json.read(text, AgentMessage.class))
            .filter(message -> isOwn(message, region, agentId, close))
            .to(
                Sink.foreach(
                    (AgentMessage message) -> connection.tell(new AgentConnection.Up(message))))
            .mapMaterializedValue(done -> NotUsed.getInstance());
    return Flow.fromSinkAndSourceCoupled(up, down.second())
        .watchTermination(
            (none, done) -> {
              done.whenComplete(
                  (ok, failure) -> {
                    if (failure != null) {
                      LOG.warn(
                          "the session of agent {} broke off: {}", agentId, failure.toString());
                    }
                    connection.tell(new AgentConnection.SocketClosed());
                  });
              return NotUsed.getInstance();
            });
  }

  private java.util.concurrent.CompletionStage<String> text(Message message) {
    return message.isText()
        ? message
            .asTextMessage()
            .toStrict(FRAME_PATIENCE_MILLIS, SystemMaterializer.get(system).materializer())
            .thenApply(TextMessage::getStrictText)
        : java.util.concurrent.CompletableFuture.failedFuture(
            new IllegalArgumentException("a binary frame (expected: text)"));
  }

  private static boolean isOwn(
      AgentMessage message, String region, String agentId, UniqueKillSwitch close) {
    if (message instanceof AgentMessage.Hello hello
        && !(hello.agentId().equals(agentId) && hello.region().equals(region))) {
      LOG.warn(
          "agent {} of {} says hello as {} of {}: its session is closed",
          agentId,
          region,
          hello.agentId(),
          hello.region());
      close.shutdown();
      return false;
    }
    return true;
  }
}
