package io.roomfleet.agent.mix;

import io.roomfleet.agent.draw.Painter;
import io.roomfleet.agent.hub.RelayHub;
import io.roomfleet.agent.mix.SeatDecoder.Size;
import io.roomfleet.agent.process.Processes;
import io.roomfleet.agent.relay.LineKey;
import io.roomfleet.agent.relay.Relays;
import io.roomfleet.api.agent.Assignment;
import io.roomfleet.api.agent.Canvas;
import io.roomfleet.api.agent.Phase;
import io.roomfleet.api.agent.Seat;
import io.roomfleet.api.agent.Source;
import io.roomfleet.api.agent.StageState.SeatState;
import io.roomfleet.api.room.LineInput;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.pekko.NotUsed;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/** The mixes of this agent, by session. On the loop, but for {@link #reader}. */
public final class Mixes {
  private static final Duration LOOK = Duration.ofMillis(100);

  private final Relays relays;
  private final SeatSource webRtc;
  private final Processes processes;
  private final URI local;
  private final Path folder;
  private @Nullable Painter painter;
  private final Runnable changed;
  private final Map<String, MixRun> runs = new ConcurrentHashMap<>();
  private final Map<String, Long> epochs = new HashMap<>();

  /**
   * How a mix is.
   *
   * @param input what is on air in its hub
   */
  public record MixState(
      Phase phase,
      @Nullable String reason,
      @Nullable Long pid,
      int restarts,
      LineInput input,
      List<String> stderr,
      List<SeatState> seats) {}

  /**
   * @param webRtc the seats that no relay feeds
   * @param local base URL of this agent's own relays
   * @param changed called on the loop when a mix's state is another than before
   */
  public Mixes(
      Relays relays,
      SeatSource webRtc,
      Processes processes,
      URI local,
      Path folder,
      Runnable changed) {
    this.relays = relays;
    this.webRtc = webRtc;
    this.processes = processes;
    this.local = local;
    this.folder = folder;
    this.changed = changed;
    processes.loop().every(LOOK, this::look);
  }

  private void look() {
    Instant now = Instant.now();
    boolean any = false;
    for (MixRun run : runs.values()) {
      any |= run.look(now);
    }
    if (any) {
      changed.run();
    }
  }

  /** The relays that the mixes' seats need, and where they are read. */
  public static Map<LineKey, Source> lines(List<Assignment.Mix> wanted) {
    Map<LineKey, Source> lines = new HashMap<>();
    for (Assignment.Mix mix : wanted) {
      for (Seat seat : mix.seats()) {
        if (seat.input() instanceof Seat.Input.Upstream upstream) {
          lines.put(key(mix, seat), new Source.Upstream(upstream.url(), upstream.fallback()));
        }
      }
    }
    return lines;
  }

  private static LineKey key(Assignment.Mix mix, Seat seat) {
    return new LineKey(mix.roomId(), "seat-" + seat.seatId());
  }

  /** Makes the mixes those that are wanted; their {@link #lines} are there. */
  public void want(List<Assignment.Mix> wanted) {
    Set<String> sessions = new HashSet<>();
    for (Assignment.Mix mix : wanted) {
      sessions.add(mix.roomId());
      MixRun run = runs.get(mix.roomId());
      Long epoch = epochs.put(mix.roomId(), mix.epoch());
      if (run != null && epoch != null && epoch == mix.epoch()) {
        run.want(mix);
      } else {
        if (run != null) {
          run.stop();
        }
        runs.put(mix.roomId(), new MixRun(mix, new Made(mix)));
      }
    }
    for (String session : List.copyOf(runs.keySet())) {
      if (!sessions.contains(session)) {
        runs.remove(session).stop();
        epochs.remove(session);
      }
    }
  }

  /** Where the parts of one mix come from. */
  private final class Made implements MixRun.Parts {
    private final Assignment.Mix mix;

    Made(Assignment.Mix mix) {
      this.mix = mix;
    }

    @Override
    public RelayHub hub() {
      return relays.newHub();
    }

    @Override
    public Painter painter() {
      // Not before it is needed: Java's means to draw take a while to load, and some memory.
      Painter made = painter == null ? new Painter(processes.ffmpeg().font()) : painter;
      painter = made;
      return made;
    }

    @Override
    public SeatIn seat(Seat seat, Size first) {
      LineKey key = key(mix, seat);
      URI url = URI.create(local + "/relay/" + key + ".ts");
      return new SeatIn(
          () -> webRtc.hub(key).or(() -> relays.hub(key)),
          seat.input() instanceof Seat.Input.WebRtc,
          first,
          size -> new SeatDecoder("seat " + key, url, size, folder, processes));
    }

    @Override
    public SeatState state(Seat seat, SeatIn in) {
      LineKey key = key(mix, seat);
      String why = in.there() ? null : webRtc.trouble(key);
      return new SeatState(seat.seatId(), in.there(), in.thereSince(), why, webRtc.quality(key));
    }

    @Override
    public MixEncoder encoder(Canvas canvas, RelayHub into, Consumer<OutputStream> mixer) {
      return new MixEncoder("mix " + mix.roomId(), canvas, into, folder, processes, mixer, changed);
    }
  }

  /** How a session's mix is; empty when it is not here. */
  public Optional<MixState> state(String sessionId) {
    return Optional.ofNullable(runs.get(sessionId)).map(MixRun::state);
  }

  /** Transcode units of those that are encoded now. */
  public double units() {
    return runs.values().stream().mapToDouble(MixRun::units).sum();
  }

  /** Whether lines of that room are those of a stage. */
  public boolean has(String roomId) {
    return runs.containsKey(roomId);
  }

  /** A mix's MPEG-TS from now on; empty when it is not here. From any thread. */
  public Optional<org.apache.pekko.stream.javadsl.Source<ByteString, NotUsed>> reader(
      LineKey line) {
    return line.lineId().equals(Assignment.Mix.LINE)
        ? Optional.ofNullable(runs.get(line.roomId())).map(run -> run.hub().reader())
        : Optional.empty();
  }

  /** Ends all; completes when every process is gone. */
  public CompletableFuture<Void> stop() {
    List<CompletableFuture<Void>> ends = new ArrayList<>();
    runs.values().forEach(run -> ends.add(run.stop()));
    runs.clear();
    return CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new));
  }
}
