package io.roomfleet.agent.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.roomfleet.api.agent.AgentMessage;
import io.roomfleet.api.agent.Assignment;
import io.roomfleet.api.agent.AssignmentState;
import io.roomfleet.api.agent.ControlMessage;
import io.roomfleet.api.agent.Load;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.ws.Message;
import org.apache.pekko.http.javadsl.model.ws.TextMessage;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.OverflowStrategy;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.stream.javadsl.SourceQueueWithComplete;

/**
 * Stands in for the orchestrator, whose side of the agent protocol lives in another module: it
 * welcomes any agent that has the token, tells it what the test desires, and remembers what it
 * said. It places and decides nothing.
 */
public final class FakeControlPlane implements AutoCloseable {
  static final String TOKEN = "a-token-for-tests-only";

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private final ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "control");
  private final AtomicLong generation = new AtomicLong();
  private final AtomicLong epoch = new AtomicLong();
  private final List<SourceQueueWithComplete<Message>> sessions = new CopyOnWriteArrayList<>();
  private final Map<String, AssignmentState> states = new ConcurrentHashMap<>();
  private final List<String> urls = new CopyOnWriteArrayList<>();
  private final List<AgentMessage.Heartbeat> beats = new CopyOnWriteArrayList<>();
  private final Cancellable signsOfLife;
  final List<AgentMessage.Hello> hellos = new CopyOnWriteArrayList<>();
  final List<Load> loads = new CopyOnWriteArrayList<>();
  volatile long agentGeneration;
  volatile boolean silent;
  private volatile List<Assignment> desired = null;
  private final ServerBinding binding;

  public FakeControlPlane() {
    this(0);
  }

  FakeControlPlane(int port) {
    org.apache.pekko.japi.function.Function<HttpRequest, HttpResponse> handler = this::handle;
    binding =
        Http.get(system)
            .newServerAt("127.0.0.1", port)
            .bindSync(handler)
            .toCompletableFuture()
            .join();
    signsOfLife =
        system
            .scheduler()
            .scheduleAtFixedRate(
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                () -> {
                  if (!silent) {
                    tell(new ControlMessage.Desired(generation.get(), null));
                  }
                },
                system.executionContext());
  }

  /** Of what is desired now. */
  long generation() {
    return generation.get();
  }

  int port() {
    return binding.localAddress().getPort();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + port());
  }

  /** From now on this is the whole wanted set. */
  public void desire(Assignment... assignments) {
    desired = List.of(assignments);
    tell(new ControlMessage.Desired(generation.incrementAndGet(), desired));
  }

  /** The last state that the agent told of an assignment, null when it has not. */
  public AssignmentState state(String id) {
    return states.get(id);
  }

  /** Every heartbeat that came, the oldest first. */
  List<AgentMessage.Heartbeat> beats() {
    return beats;
  }

  Map<String, AssignmentState> states() {
    return states;
  }

  List<String> requests() {
    return urls;
  }

  /** Ends every session, as a node that goes down does. */
  void cut() {
    sessions.forEach(SourceQueueWithComplete::complete);
    sessions.clear();
  }

  private HttpResponse handle(HttpRequest request) {
    urls.add(request.getUri().toString());
    String auth = request.getHeader("Authorization").map(h -> h.value()).orElse("");
    if (!auth.equals("Bearer " + TOKEN)) {
      return HttpResponse.create().withStatus(401);
    }
    return request
        .getAttribute(org.apache.pekko.http.javadsl.model.AttributeKeys.webSocketUpgrade)
        .map(upgrade -> upgrade.handleMessagesWith(session()))
        .orElseGet(() -> HttpResponse.create().withStatus(400));
  }

  private Flow<Message, Message, NotUsed> session() {
    Pair<SourceQueueWithComplete<Message>, Source<Message, NotUsed>> out =
        Source.<Message>queue(100, OverflowStrategy.fail()).preMaterialize(system);
    Sink<Message, ?> in =
        Flow.<Message>create()
            .mapAsync(
                1,
                m ->
                    m.asTextMessage()
                        .toStrict(5000, Materializer.createMaterializer(system))
                        .thenApply(TextMessage::getStrictText))
            .to(Sink.foreach(text -> heard(text, out.first())));
    return Flow.fromSinkAndSourceCoupled(in, out.second());
  }

  private void heard(String text, SourceQueueWithComplete<Message> session)
      throws JsonProcessingException {
    AgentMessage message = JSON.readValue(text, AgentMessage.class);
    if (message instanceof AgentMessage.Hello hello) {
      hellos.add(hello);
      sessions.add(session);
      session.offer(text(new ControlMessage.Welcome(1000, epoch.incrementAndGet())));
      if (desired != null) {
        session.offer(text(new ControlMessage.Desired(generation.incrementAndGet(), desired)));
      }
    } else if (message instanceof AgentMessage.Heartbeat beat) {
      agentGeneration = beat.generation();
      beats.add(beat);
      if (beat.load() != null) {
        loads.add(beat.load());
      }
      if (beat.assignments() != null) {
        List<String> ids = new ArrayList<>();
        for (AssignmentState state : beat.assignments()) {
          states.put(state.assignmentId(), state);
          ids.add(state.assignmentId());
        }
        states.keySet().retainAll(ids);
      }
    }
  }

  private void tell(ControlMessage message) {
    sessions.forEach(session -> session.offer(text(message)));
  }

  /** Sends a frame as it stands. */
  void tellRaw(String frame) {
    sessions.forEach(session -> session.offer(TextMessage.create(frame)));
  }

  private static Message text(ControlMessage message) {
    try {
      return TextMessage.create(JSON.writeValueAsString(message));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    signsOfLife.cancel();
    cut();
    binding.terminate(Duration.ofMillis(200)).toCompletableFuture().join();
    system.terminate();
  }
}
