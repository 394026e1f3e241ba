package io.roomfleet.agent.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.roomfleet.agent.process.Backoff;
import io.roomfleet.agent.process.EventLoop;
import io.roomfleet.agent.process.EventLoop.Scheduled;
import io.roomfleet.api.agent.AgentMessage;
import io.roomfleet.api.agent.Load;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one WebSocket to the control plane: opens it, says Hello, beats, and opens another one when
 * it breaks or falls silent. What the agent runs does not depend on it. On the loop.
 */
public final class ControlSession {
  private static final Logger log = LoggerFactory.getLogger(ControlSession.class);
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration FIRST_WAIT = Duration.ofMillis(200);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

  /** A refused token does not mend itself. */
  private static final Duration REFUSED_WAIT = Duration.ofSeconds(5);

  /** Changes within this time go in one heartbeat. */
  private static final Duration COALESCE = Duration.ofMillis(50);

  private static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(1);
  private static final int SILENT_INTERVALS = 3;

  private final SessionSettings settings;
  private final AgentReport agent;
  private final EventLoop loop;
  private final Beats beats;
  private final HttpClient client;
  private final Backoff backoff =
      new Backoff(FIRST_WAIT, LONGEST_WAIT, ThreadLocalRandom.current());

  private int attempts;
  private @Nullable String lastTrouble;
  private @Nullable WebSocket socket;
  private @Nullable Scheduled beat;
  private @Nullable Scheduled changeBeat;
  private Duration interval = DEFAULT_INTERVAL;
  private long generation;
  private long lastHeard;
  private boolean sending;
  private boolean welcomed;
  private boolean closed;

  public ControlSession(SessionSettings settings, AgentReport agent, EventLoop loop) {
    this.settings = settings;
    this.agent = agent;
    this.loop = loop;
    this.beats = new Beats(agent);
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
  }

  /** Begins to connect, and never gives up until {@link #close}. */
  public void connect() {
    if (closed) {
      return;
    }
    URI base = settings.controlUrls().get(attempts % settings.controlUrls().size());
    attempts++;
    int attempt = attempts;
    ControlSocket listener =
        new ControlSocket(
            loop,
            text -> {
              if (attempt == attempts) {
                heard(text);
              }
            },
            why -> {
              if (attempt == attempts) {
                lost(base + ": " + why);
              }
            });
    client
        .newWebSocketBuilder()
        .header("Authorization", "Bearer " + settings.joinToken())
        .connectTimeout(CONNECT)
        .buildAsync(address(base), listener)
        .whenComplete(
            (opened, failure) ->
                loop.execute(
                    () -> {
                      if (opened != null) {
                        opened(base, opened);
                      } else {
                        refused(base, failure);
                      }
                    }));
  }

  private URI address(URI base) {
    String root = base.toString().replaceFirst("^http", "ws").replaceFirst("/+$", "");
    return URI.create(
        root + "/v1/agents/" + settings.agentId() + "/session?region=" + settings.region());
  }

  private void opened(URI base, WebSocket opened) {
    if (closed) {
      opened.abort();
      return;
    }
    log.info("Session with {} is open", base);
    socket = opened;
    lastTrouble = null;
    sending = false;
    welcomed = false;
    generation = 0;
    lastHeard = System.nanoTime();
    interval = DEFAULT_INTERVAL;
    beats.sessionBegins();
    send(agent.hello(), () -> {});
    beat = loop.every(interval, this::beat);
  }

  private void refused(URI base, Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    Duration wait;
    String trouble;
    if (cause instanceof WebSocketHandshakeException handshake) {
      int status = handshake.getResponse().statusCode();
      boolean token = status == 401 || status == 403;
      wait = token ? REFUSED_WAIT : backoff.next();
      trouble =
          switch (status) {
            case 401 -> base + " does not know the join token (ROOMFLEET_JOIN_TOKEN)";
            case 403 -> base + ": the join token is not for region " + settings.region();
            default -> base + " answers status " + status;
          };
    } else {
      wait = backoff.next();
      trouble =
          cause instanceof ConnectException
              ? base + " cannot be reached"
              : base + ": " + String.valueOf(cause);
    }
    later(trouble, wait);
  }

  private void lost(String why) {
    dropSocket();
    later(why, backoff.next());
  }

  private void later(String trouble, Duration wait) {
    if (closed) {
      return;
    }
    // Each trouble once, or a long outage would fill the disk.
    if (!trouble.equals(lastTrouble)) {
      log.warn("No session with the control plane: {}. What runs goes on", trouble);
      lastTrouble = trouble;
    }
    loop.after(wait, this::connect);
  }

  private void dropSocket() {
    WebSocket gone = socket;
    socket = null;
    attempts++; // what the old socket still says is not heard
    if (beat != null) {
      beat.cancel();
      beat = null;
    }
    if (changeBeat != null) {
      changeBeat.cancel();
      changeBeat = null;
    }
    if (gone != null) {
      gone.abort();
    }
  }

  private void heard(String text) {
    lastHeard = System.nanoTime();
    Heard message;
    try {
      message = Wire.read(text);
    } catch (JsonProcessingException e) {
      log.error("A message of the control plane is not understood: {}", e.getOriginalMessage());
      return;
    }
    if (message instanceof Heard.Welcome welcome) {
      welcome(welcome);
    } else if (message instanceof Heard.Desired desired) {
      List<Wanted> wanted = desired.wanted();
      if (wanted != null) {
        generation = desired.generation();
        agent.desired(wanted);
        changed();
      }
    }
  }

  private void welcome(Heard.Welcome welcome) {
    welcomed = true;
    backoff.reset();
    interval = Duration.ofMillis(Math.max(100, welcome.heartbeatIntervalMillis()));
    if (beat != null) {
      beat.cancel();
    }
    beat = loop.every(interval, this::beat);
    changed();
  }

  private void beat() {
    Duration silence = Duration.ofNanos(System.nanoTime() - lastHeard);
    if (silence.compareTo(interval.multipliedBy(SILENT_INTERVALS)) > 0) {
      lost("silent for " + silence.toMillis() + " ms");
    } else if (welcomed && !sending) {
      beat(agent.load());
    }
  }

  /** Something is another than before; the control plane hears of it at once. */
  public void changed() {
    if (socket != null && welcomed && changeBeat == null) {
      changeBeat =
          loop.after(
              COALESCE,
              () -> {
                changeBeat = null;
                beat(null);
              });
    }
  }

  private void beat(@Nullable Load load) {
    if (sending) {
      // The network is slow; the next beat has it all.
      return;
    }
    AgentMessage.Heartbeat beat = beats.next(generation, load);
    if (beat != null) {
      send(beat, () -> beats.left(beat));
    }
  }

  private void send(AgentMessage message, Runnable left) {
    WebSocket to = socket;
    if (to == null) {
      return;
    }
    sending = true;
    int attempt = attempts;
    to.sendText(Wire.write(message), true)
        .whenComplete(
            (done, failure) ->
                loop.execute(
                    () -> {
                      if (attempt == attempts) {
                        sending = false;
                        if (failure != null) {
                          lost("cannot send: " + failure.getMessage());
                        } else {
                          left.run();
                        }
                      }
                    }));
  }

  /** Whether the control plane has welcomed this agent. */
  public boolean connected() {
    return socket != null && welcomed;
  }

  /** Says goodbye. */
  public void close() {
    closed = true;
    WebSocket open = socket;
    if (open != null) {
      open.sendClose(WebSocket.NORMAL_CLOSURE, "the agent stops");
      socket = null;
    }
    if (beat != null) {
      beat.cancel();
    }
  }
}
