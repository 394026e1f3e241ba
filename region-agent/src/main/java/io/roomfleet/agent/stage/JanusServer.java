package io.roomfleet.agent.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roomfleet.agent.process.Command;
import io.roomfleet.agent.process.DiskFault;
import io.roomfleet.agent.process.Processes;
import io.roomfleet.agent.process.RunOutput;
import io.roomfleet.agent.process.Supervisor;
import io.roomfleet.agent.process.Work;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Janus process, and a session with it while it runs. On the loop. */
final class JanusServer implements Work {
  private static final Logger log = LoggerFactory.getLogger(JanusServer.class);
  private static final Duration CONNECT_EVERY = Duration.ofMillis(100);
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(20);
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(5);

  /** In a row: one that hangs keeps its connections. */
  private static final int MOST_UNANSWERED = 2;

  private static final String BROKE = "the connection to Janus broke";
  private static final Duration GOOD_RUN = Duration.ofSeconds(10);

  private final StageSettings settings;
  private final Processes processes;
  private final Listener listener;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Supervisor supervisor;
  private @Nullable JanusConfig config;
  private @Nullable Talk talk;
  private long run;
  private long started;

  /** Who is to know. */
  interface Listener {
    /** It can be asked now. */
    void ready();

    /** All that it had is gone. */
    void lost();

    /** What it says of a handle by itself. */
    void event(long handle, JsonNode event);
  }

  /** A session with one run of it. */
  private record Talk(JanusLink api, JanusLink admin, long session) {}

  JanusServer(StageSettings settings, Processes processes, Listener listener) {
    this.settings = settings;
    this.processes = processes;
    this.listener = listener;
    this.supervisor = processes.supervise("janus", this);
  }

  @Override
  public Command command() throws CannotRun {
    try {
      config = JanusConfig.write(settings);
    } catch (IOException e) {
      throw new CannotRun(DiskFault.of(settings.folder(), e));
    }
    return new Command(
        List.of(String.valueOf(settings.janus()), "-F", settings.folder().toString()),
        settings.folder(),
        false);
  }

  @Override
  public RunOutput output() {
    started = System.nanoTime();
    long now = ++run;
    processes.loop().after(CONNECT_EVERY, () -> connect(now));
    return RunOutput.NONE;
  }

  private void connect(long of) {
    JanusConfig to = config;
    if (of != run || to == null || supervisor.status().pid() == null) {
      return;
    }
    JanusLink api =
        new JanusLink(
            client,
            JanusLink.Kind.API,
            to.secret(),
            processes.loop(),
            event -> listener.event(event.path("sender").asLong(), event),
            () -> lost(of, BROKE));
    JanusLink admin =
        new JanusLink(
            client,
            JanusLink.Kind.ADMIN,
            to.secret(),
            processes.loop(),
            event -> {},
            () -> lost(of, BROKE));
    ObjectNode create = JanusLink.JSON.createObjectNode().put("janus", "create");
    api.connect(to.port())
        .thenCompose(open -> admin.connect(to.adminPort()))
        .thenCompose(open -> api.ask(create))
        .whenCompleteAsync(
            (answer, failure) -> {
              if (failure == null) {
                begin(of, new Talk(api, admin, answer.path("data").path("id").asLong()));
              } else {
                api.close();
                admin.close();
                again(of, failure);
              }
            },
            processes.loop());
  }

  private void again(long of, Throwable failure) {
    if (of == run && System.nanoTime() - started > CONNECT_LIMIT.toNanos()) {
      supervisor.restart("Janus cannot be spoken to: " + failure.getMessage());
    } else {
      processes.loop().after(CONNECT_EVERY, () -> connect(of));
    }
  }

  private void begin(long of, Talk with) {
    if (of != run) {
      with.api().close();
      with.admin().close();
      return;
    }
    talk = with;
    supervisor.working();
    log.info("Janus can be spoken to");
    listener.ready();
    keepAlive(of, with, 0);
  }

  private void lost(long of, String why) {
    if (of == run && talk != null) {
      supervisor.restart(why);
      end();
    }
  }

  private void end() {
    Talk last = talk;
    talk = null;
    if (last != null) {
      last.api().close();
      last.admin().close();
      listener.lost();
    }
  }

  @Override
  public Ending ended(int code, @Nullable String lastError) {
    end();
    return System.nanoTime() - started > GOOD_RUN.toNanos()
        ? Ending.NORMAL
        : Ending.failed("Janus ended with code " + code);
  }

  /** Keeps the session, which ends when nobody asks, and sees that it is heard. */
  private void keepAlive(long of, Talk in, int unanswered) {
    if (in != talk) {
      return;
    }
    in.api()
        .call(request("keepalive", in))
        .whenCompleteAsync(
            (heard, failure) -> {
              if (failure == null) {
                processes.loop().after(KEEP_ALIVE, () -> keepAlive(of, in, 0));
              } else if (unanswered + 1 < MOST_UNANSWERED) {
                keepAlive(of, in, unanswered + 1);
              } else if (in == talk) {
                lost(of, "Janus does not answer");
              }
            },
            processes.loop());
  }

  private static ObjectNode request(String verb, Talk in) {
    return JanusLink.JSON.createObjectNode().put("janus", verb).put("session_id", in.session());
  }

  /** By which rooms are made. */
  String secret() {
    return config == null ? "" : config.secret();
  }

  boolean isReady() {
    return talk != null;
  }

  /** Why it cannot be asked; null when it can. */
  @Nullable String trouble() {
    return talk != null
        ? null
        : supervisor.status().reason() == null ? "Janus starts" : supervisor.status().reason();
  }

  /** Another handle of its VideoRoom; what follows runs on the loop. */
  CompletableFuture<Long> attach() {
    return ask(
            in -> request("attach", in).put("plugin", "janus.plugin.videoroom"), JanusServer::api)
        .thenApply(answer -> answer.path("data").path("id").asLong());
  }

  /** Asks the VideoRoom by a handle. */
  CompletableFuture<JsonNode> message(long handle, ObjectNode body, @Nullable ObjectNode jsep) {
    return ask(
        in -> {
          ObjectNode request = request("message", in).put("handle_id", handle);
          request.set("body", body);
          if (jsep != null) {
            request.set("jsep", jsep);
          }
          return request;
        },
        JanusServer::api);
  }

  /** Gives a handle back: its connection is ended. */
  CompletableFuture<JsonNode> detach(long handle) {
    return ask(in -> request("detach", in).put("handle_id", handle), JanusServer::api);
  }

  /** What it has measured of a handle. */
  CompletableFuture<JsonNode> measured(long handle) {
    return ask(in -> request("handle_info", in).put("handle_id", handle), Talk::admin);
  }

  private static JanusLink api(Talk in) {
    return in.api();
  }

  private CompletableFuture<JsonNode> ask(
      java.util.function.Function<Talk, ObjectNode> request,
      java.util.function.Function<Talk, JanusLink> by) {
    Talk now = talk;
    if (now == null) {
      return CompletableFuture.failedFuture(new JanusFault(0, "Janus starts"));
    }
    CompletableFuture<JsonNode> onLoop = new CompletableFuture<>();
    by.apply(now)
        .ask(request.apply(now))
        .whenComplete(
            (answer, failure) ->
                processes
                    .loop()
                    .execute(
                        () -> {
                          if (failure == null) {
                            onLoop.complete(answer);
                          } else {
                            onLoop.completeExceptionally(failure);
                          }
                        }));
    return onLoop;
  }

  CompletableFuture<Void> stop() {
    run++;
    end();
    return supervisor.stop();
  }

  /** For a body of a request. */
  static ObjectNode body(String request, Consumer<ObjectNode> more) {
    ObjectNode body = JanusLink.JSON.createObjectNode().put("request", request);
    more.accept(body);
    return body;
  }
}
