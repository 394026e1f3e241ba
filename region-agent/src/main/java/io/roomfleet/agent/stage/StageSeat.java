package io.roomfleet.agent.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roomfleet.agent.ffmpeg.RtpCommands;
import io.roomfleet.agent.hub.RelayHub;
import io.roomfleet.agent.process.Processes;
import io.roomfleet.api.agent.StageState.WebRtcQuality;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A seat whose person publishes by WebRTC. On the loop. */
final class StageSeat {
  private static final Logger log = LoggerFactory.getLogger(StageSeat.class);
  private static final Duration PORT_LOOK = Duration.ofMillis(50);

  private final String session;
  private final String id;
  private final RelayHub hub;
  private final Processes processes;
  private final Path folder;
  private String tokenHash;
  private @Nullable Publisher publisher;
  private int attempts;

  /** Who publishes now. */
  private static final class Publisher {
    private final JanusServer janus;
    private final long handle;
    private final String connection;
    private @Nullable RtpIn in;
    private final Meter meter = new Meter();
    private boolean over;

    Publisher(JanusServer janus, long handle, String connection) {
      this.janus = janus;
      this.handle = handle;
      this.connection = connection;
    }
  }

  StageSeat(
      String session, String id, String tokenHash, RelayHub hub, Processes processes, Path folder) {
    this.session = session;
    this.id = id;
    this.tokenHash = tokenHash;
    this.hub = hub;
    this.processes = processes;
    this.folder = folder;
  }

  void tokenHash(String now) {
    tokenHash = now;
  }

  boolean admits(String token) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
      return MessageDigest.isEqual(hash, HexFormat.of().parseHex(tokenHash));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  boolean publishes() {
    return publisher != null && publisher.in != null;
  }

  boolean holds(String connection) {
    return publisher != null && publisher.connection.equals(connection);
  }

  boolean has(long handle) {
    return publisher != null && publisher.handle == handle;
  }

  @Nullable WebRtcQuality quality() {
    return publisher == null ? null : publisher.meter.quality();
  }

  /** Takes an offer; whoever published before in this seat does not any more. */
  CompletableFuture<StageAnswer> publish(JanusServer janus, String connection, String offer) {
    int attempt = ++attempts;
    return leave()
        .thenCompose(left -> janus.attach())
        .thenCompose(
            handle -> {
              if (attempt != attempts) {
                janus.detach(handle);
                return CompletableFuture.completedFuture(taken());
              }
              Publisher next = new Publisher(janus, handle, connection);
              publisher = next;
              return join(next, offer);
            });
  }

  private StageAnswer taken() {
    return StageAnswer.error(409, "seat " + id + " is gone, or taken by a later connection");
  }

  private CompletableFuture<StageAnswer> join(Publisher next, String offer) {
    ObjectNode body =
        JanusServer.body(
            "joinandconfigure",
            to -> to.put("ptype", "publisher").put("room", session).put("id", id));
    ObjectNode jsep = JanusLink.JSON.createObjectNode().put("type", "offer").put("sdp", offer);
    return next.janus
        .message(next.handle, body, jsep)
        .handle(
            (event, failure) -> {
              String answer = event == null ? "" : event.path("jsep").path("sdp").asText();
              if (next.over) {
                return taken();
              }
              if (failure != null || answer.isEmpty()) {
                leave();
                return refusal(failure);
              }
              take(next, event.path("plugindata").path("data").path("streams"));
              return StageAnswer.made(201, answer, next.connection);
            });
  }

  static StageAnswer refusal(@Nullable Throwable failure) {
    Throwable cause = failure == null || failure.getCause() == null ? failure : failure.getCause();
    if (cause instanceof JanusFault fault && fault.code() > 0) {
      return StageAnswer.error(422, "offer: " + fault.getMessage());
    }
    return StageAnswer.error(
        503, cause == null || cause.getMessage() == null ? "no answer" : cause.getMessage());
  }

  /** Has what comes sent to an ffmpeg, when that listens. */
  private void take(Publisher from, JsonNode streams) {
    JsonNode audio = stream(streams, "audio");
    JsonNode video = stream(streams, "video");
    try {
      RtpCommands.Streams ports =
          new RtpCommands.Streams(
              audio == null ? 0 : UdpPorts.pair(),
              video == null ? 0 : UdpPorts.pair(),
              video == null ? null : video.path("codec").asText());
      from.in = new RtpIn(session + "/" + id, ports, hub, folder, processes);
      whenBound(from, ports, () -> forward(from, ports, audio, video));
    } catch (IOException e) {
      log.warn("seat {}/{}: {}", session, id, e.getMessage());
      leave();
    }
  }

  private static @Nullable JsonNode stream(JsonNode streams, String type) {
    for (JsonNode each : streams) {
      if (each.path("type").asText().equals(type) && !each.path("disabled").asBoolean()) {
        return each;
      }
    }
    return null;
  }

  private void whenBound(Publisher from, RtpCommands.Streams ports, Runnable then) {
    boolean bound =
        (ports.audioPort() == 0 || !UdpPorts.isFree(ports.audioPort()))
            && (ports.videoPort() == 0 || !UdpPorts.isFree(ports.videoPort()));
    if (bound) {
      then.run();
    } else if (!from.over) {
      processes.loop().after(PORT_LOOK, () -> whenBound(from, ports, then));
    }
  }

  private void forward(
      Publisher from,
      RtpCommands.Streams ports,
      @Nullable JsonNode audio,
      @Nullable JsonNode video) {
    if (from.over) {
      return;
    }
    ObjectNode body =
        JanusServer.body(
            "rtp_forward",
            to ->
                to.put("room", session)
                    .put("publisher_id", id)
                    .put("host", "127.0.0.1")
                    .put("secret", StageRoom.SECRET));
    ArrayNode to = body.putArray("streams");
    add(to, audio, ports.audioPort(), ports.audioType());
    add(to, video, ports.videoPort(), ports.videoType());
    from.janus
        .message(from.handle, body, null)
        .whenComplete(
            (done, failure) -> {
              if (failure != null && !from.over) {
                log.warn("seat {}/{} is not taken in: {}", session, id, failure.getMessage());
                leave();
              }
            });
  }

  private static void add(ArrayNode to, @Nullable JsonNode stream, int port, int type) {
    if (stream != null) {
      to.addObject().put("mid", stream.path("mid").asText()).put("port", port).put("pt", type);
    }
  }

  /** Whoever publishes does not any more; completes when the place is free. */
  CompletableFuture<Void> leave() {
    Publisher last = publisher;
    publisher = null;
    if (last == null) {
      return CompletableFuture.completedFuture(null);
    }
    last.over = true;
    if (last.in != null) {
      last.in.stop();
    }
    return last.janus.detach(last.handle).handle((done, failure) -> null);
  }

  /** Janus is gone, and with it who published. */
  void lost() {
    Publisher last = publisher;
    publisher = null;
    if (last != null) {
      last.over = true;
      if (last.in != null) {
        last.in.stop();
      }
    }
  }

  /** Asks how it comes; {@code changed} when it is known anew. */
  void measure(Runnable changed) {
    Publisher now = publisher;
    if (now != null) {
      now.janus
          .measured(now.handle)
          .whenComplete(
              (answer, failure) -> {
                if (answer != null && now.meter.published(answer.path("info"))) {
                  changed.run();
                }
              });
    }
  }

  /** Asks of a connection by which this seat's person watches somebody. */
  void measureWatching(JanusServer janus, long handle) {
    Publisher now = publisher;
    if (now != null) {
      janus
          .measured(handle)
          .thenAccept(answer -> now.meter.watched(answer.path("info")))
          .exceptionally(failure -> null);
    }
  }

  CompletableFuture<Void> stop() {
    attempts++; // Whoever is about to publish comes too late.
    RtpIn in = publisher == null ? null : publisher.in;
    leave();
    hub.close();
    return in == null ? CompletableFuture.completedFuture(null) : in.stop();
  }
}
