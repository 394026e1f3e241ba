package io.roomfleet.agent.stage;

import com.fasterxml.jackson.databind.JsonNode;
import io.roomfleet.agent.hub.RelayHub;
import io.roomfleet.agent.mix.SeatSource;
import io.roomfleet.agent.process.Processes;
import io.roomfleet.agent.relay.LineKey;
import io.roomfleet.agent.relay.Relays;
import io.roomfleet.api.agent.Assignment;
import io.roomfleet.api.agent.Seat;
import io.roomfleet.api.agent.StageState.WebRtcQuality;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stages of this agent, by session. Janus is started with the first that needs it. On the loop,
 * but for {@link #reader} and what browsers ask.
 */
public final class Stages implements SeatSource, StageDoor {
  private static final Logger log = LoggerFactory.getLogger(Stages.class);
  private static final Duration MEASURE = Duration.ofSeconds(2);
  private static final String PREFIX = "seat-";

  private final StageSettings settings;
  private final Relays relays;
  private final Processes processes;
  private final Runnable changed;
  private final Map<String, StageRoom> rooms = new HashMap<>();
  private final Map<LineKey, RelayHub> hubs = new ConcurrentHashMap<>();
  private @Nullable JanusServer janus;

  /**
   * @param changed called on the loop when something that is reported is another than before
   */
  public Stages(StageSettings settings, Relays relays, Processes processes, Runnable changed) {
    this.settings = settings;
    this.relays = relays;
    this.processes = processes;
    this.changed = changed;
    processes.loop().every(MEASURE, this::measure);
  }

  private void measure() {
    rooms.values().forEach(room -> room.measure(changed));
  }

  /** Whether people can come by WebRTC at all. */
  public boolean able() {
    return settings.able();
  }

  /** Makes the stages those of the wanted mixes. */
  public void want(List<Assignment.Mix> wanted) {
    Set<LineKey> kept = new HashSet<>();
    Set<String> sessions = new HashSet<>();
    for (Assignment.Mix mix : wanted) {
      for (Seat seat : mix.seats()) {
        if (seat.input() instanceof Seat.Input.WebRtc webRtc) {
          sessions.add(mix.roomId());
          kept.add(key(mix.roomId(), seat.seatId()));
          want(mix.roomId(), seat.seatId(), webRtc.tokenHash());
        }
      }
    }
    rooms.forEach(
        (session, room) ->
            room.seats().keySet().stream()
                .filter(seat -> !kept.contains(key(session, seat)))
                .toList()
                .forEach(
                    seat -> {
                      room.unwatch(seat, true);
                      StageSeat gone = room.seats().remove(seat);
                      hubs.remove(key(session, seat));
                      if (gone != null) {
                        gone.stop();
                      }
                    }));
    for (String session : List.copyOf(rooms.keySet())) {
      if (!sessions.contains(session)) {
        rooms.remove(session).stop(janus);
      }
    }
  }

  private void want(String session, String seat, String tokenHash) {
    if (janus == null) {
      janus = new JanusServer(settings, processes, new Events());
    }
    StageRoom room = rooms.computeIfAbsent(session, StageRoom::new);
    StageSeat there = room.seats().get(seat);
    if (there != null) {
      there.tokenHash(tokenHash);
      return;
    }
    RelayHub hub = relays.newHub();
    hubs.put(key(session, seat), hub);
    room.seats()
        .put(seat, new StageSeat(session, seat, tokenHash, hub, processes, settings.folder()));
  }

  private static LineKey key(String session, String seat) {
    return new LineKey(session, PREFIX + seat);
  }

  private final class Events implements JanusServer.Listener {
    @Override
    public void ready() {
      changed.run();
    }

    @Override
    public void lost() {
      rooms.values().forEach(StageRoom::lost);
      changed.run();
    }

    @Override
    public void event(long handle, JsonNode event) {
      if (event.path("janus").asText().equals("hangup")) {
        log.info("A connection ended: {}", event.path("reason").asText());
        for (StageRoom room : rooms.values()) {
          if (room.hungUp(handle)) {
            break;
          }
        }
        changed.run();
      }
    }
  }

  @Override
  public CompletableFuture<StageAnswer> publish(
      String session, String seat, String token, String offer) {
    return admitted(
        session,
        seat,
        token,
        (room, of, server) -> {
          if (offer.isBlank()) {
            return done(StageAnswer.error(400, "body: empty (expected: an SDP offer)"));
          }
          room.unwatch(seat, false);
          return room.made(server)
              .thenCompose(made -> of.publish(server, UUID.randomUUID().toString(), offer))
              .exceptionally(StageSeat::refusal);
        });
  }

  @Override
  public CompletableFuture<StageAnswer> watch(
      String session, String seat, String watched, String token, boolean offered) {
    return admitted(
        session,
        seat,
        token,
        (room, of, server) -> {
          StageSeat other = room.seats().get(watched);
          if (other == null) {
            return done(StageAnswer.error(404, "seat " + watched + ": not by WebRTC here"));
          }
          if (!other.publishes()) {
            return done(StageAnswer.error(409, "seat " + watched + " does not publish now"));
          }
          String connection = UUID.randomUUID().toString();
          return room.watch(server, connection, seat, watched, offered ? 406 : 201);
        });
  }

  @Override
  public CompletableFuture<StageAnswer> answer(
      String session, String seat, String connection, String token, String answer) {
    return admitted(
        session,
        seat,
        token,
        (room, of, server) -> {
          if (of.holds(connection)) {
            return done(StageAnswer.error(405, "a publisher's candidates are in its offer"));
          }
          return room.watches(connection, seat)
              ? room.begin(connection, answer)
              : done(StageAnswer.error(404, "no such connection"));
        });
  }

  @Override
  public CompletableFuture<StageAnswer> leave(
      String session, String seat, String connection, String token) {
    return admitted(
        session,
        seat,
        token,
        (room, of, server) -> {
          if (of.holds(connection)) {
            room.unwatch(seat, false);
            return of.leave().thenApply(left -> StageAnswer.done());
          }
          if (!room.watches(connection, seat)) {
            return done(StageAnswer.error(404, "no such connection"));
          }
          room.leave(connection);
          return done(StageAnswer.done());
        });
  }

  /** What is done for who is let in. */
  private interface Admitted {
    CompletableFuture<StageAnswer> then(StageRoom room, StageSeat of, JanusServer server);
  }

  private CompletableFuture<StageAnswer> admitted(
      String session, String seat, String token, Admitted what) {
    return CompletableFuture.supplyAsync(
            () -> {
              StageRoom room = rooms.get(session);
              StageSeat of = room == null ? null : room.seats().get(seat);
              if (room == null || of == null) {
                return done(StageAnswer.error(404, "no such seat here"));
              }
              if (!of.admits(token)) {
                return done(StageAnswer.error(401, "token: not that of seat " + seat));
              }
              JanusServer server = janus;
              if (server == null || !server.isReady()) {
                return done(StageAnswer.error(503, "Janus starts; try again in a second"));
              }
              return what.then(room, of, server);
            },
            processes.loop())
        .thenCompose(answer -> answer);
  }

  private static CompletableFuture<StageAnswer> done(StageAnswer answer) {
    return CompletableFuture.completedFuture(answer);
  }

  @Override
  public Optional<RelayHub> hub(LineKey seat) {
    return Optional.ofNullable(hubs.get(seat));
  }

  /** A seat's MPEG-TS from now on; empty when it is not here. From any thread. */
  public Optional<Source<ByteString, NotUsed>> reader(LineKey seat) {
    return hub(seat).map(RelayHub::reader);
  }

  private @Nullable StageSeat seat(LineKey key) {
    StageRoom room = rooms.get(key.roomId());
    return room == null || !key.lineId().startsWith(PREFIX)
        ? null
        : room.seats().get(key.lineId().substring(PREFIX.length()));
  }

  @Override
  public @Nullable String trouble(LineKey key) {
    StageSeat seat = seat(key);
    if (seat == null) {
      return null;
    }
    JanusServer server = janus;
    String why = server == null ? null : server.trouble();
    return why != null ? why : seat.publishes() ? null : "nobody publishes";
  }

  @Override
  public @Nullable WebRtcQuality quality(LineKey key) {
    StageSeat seat = seat(key);
    return seat == null ? null : seat.quality();
  }

  /** Whether people can connect now. */
  public boolean isOpen() {
    return janus != null && janus.isReady();
  }

  /** Ends all; completes when every process is gone. */
  public CompletableFuture<Void> stop() {
    List<CompletableFuture<Void>> ends = new ArrayList<>();
    rooms.values().forEach(room -> ends.add(room.stop(null)));
    rooms.clear();
    hubs.clear();
    if (janus != null) {
      ends.add(janus.stop());
    }
    return CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new));
  }
}
