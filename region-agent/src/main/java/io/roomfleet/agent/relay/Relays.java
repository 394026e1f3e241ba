package io.roomfleet.agent.relay;

import io.roomfleet.agent.hub.HubClock;
import io.roomfleet.agent.hub.HubSettings;
import io.roomfleet.agent.hub.RelayHub;
import io.roomfleet.agent.hub.Slate;
import io.roomfleet.agent.process.Processes;
import io.roomfleet.api.agent.LineQuality;
import io.roomfleet.api.agent.Phase;
import io.roomfleet.api.agent.Source;
import io.roomfleet.api.room.LineInput;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.pekko.NotUsed;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * The lines that this agent has, each with one hub, however many read it.
 *
 * <p>On the loop, but for {@link #reader}.
 */
public final class Relays {
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final Duration TRY_AGAIN = Duration.ofSeconds(10);

  private final Feeds feeds;
  private final Slate slate;
  private final HubSettings hubSettings;
  private final Runnable changed;
  private final Processes processes;
  private final ScheduledExecutorService ticker;
  private final Map<LineKey, LineRelay> lines = new ConcurrentHashMap<>();

  /**
   * How a line is.
   *
   * @param phase of what feeds it; its relay can be read in any phase
   * @param input what is on air
   */
  public record LineState(
      Phase phase,
      @Nullable String reason,
      @Nullable Long pid,
      int restarts,
      LineInput input,
      @Nullable URI ingestUrl,
      List<String> stderr) {}

  /**
   * @param changed called on the loop when a line's state is another than before
   */
  public Relays(
      Processes processes,
      IngestSettings ingest,
      HubSettings hubSettings,
      Slate slate,
      Runnable changed) {
    this.processes = processes;
    this.feeds = new Feeds(processes, ingest);
    this.hubSettings = hubSettings;
    this.slate = slate;
    this.changed = changed;
    this.ticker =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "hub-ticker");
              thread.setDaemon(true);
              return thread;
            });
    processes.loop().every(LOOK, () -> lines.values().forEach(LineRelay::look));
    processes.loop().every(TRY_AGAIN, () -> lines.values().forEach(LineRelay::tryAgain));
  }

  /**
   * Makes the lines those that are wanted: starts, changes the source, stops.
   *
   * @param bridged those of them that go on with what they read before until their source delivers
   * @param held those that stay as they are, wanted or not
   */
  public void want(Map<LineKey, Source> wanted, Set<LineKey> bridged, Set<LineKey> held) {
    for (LineKey key : List.copyOf(lines.keySet())) {
      if (!wanted.containsKey(key) && !held.contains(key)) {
        LineRelay gone = lines.remove(key);
        if (gone != null) {
          gone.stop();
        }
      }
    }
    wanted.forEach(
        (key, source) -> {
          LineRelay line = lines.get(key);
          if (line == null) {
            lines.put(key, new LineRelay(key, source, newHub(), feeds, changed));
          } else {
            line.source(source, bridged.contains(key));
          }
        });
  }

  /**
   * Says no to a source that cannot be run.
   *
   * @throws IllegalArgumentException naming the value and what was expected
   */
  public static void check(Source source) {
    SourceRules.check(source);
  }

  /** The hub of a line; empty when it is not here. */
  public Optional<RelayHub> hub(LineKey line) {
    return Optional.ofNullable(lines.get(line)).map(LineRelay::hub);
  }

  /** A hub of the same kind, for something else than a line; who asks for it closes it. */
  public RelayHub newHub() {
    return new RelayHub(
        hubSettings, slate, ticker, HubClock.system(), state -> processes.loop().execute(changed));
  }

  /** How {@code line} is; empty when it is not here. */
  public Optional<LineState> state(LineKey line) {
    return Optional.ofNullable(lines.get(line)).map(LineRelay::state);
  }

  /** How each line's video comes in, by room and line. */
  public List<LineQuality> quality() {
    long nanos = System.nanoTime();
    return lines.values().stream()
        .map(line -> line.quality(nanos))
        .sorted(Comparator.comparing(LineQuality::roomId).thenComparing(LineQuality::lineId))
        .toList();
  }

  /** A line's MPEG-TS from now on; empty when it is not here. From any thread. */
  public Optional<org.apache.pekko.stream.javadsl.Source<ByteString, NotUsed>> reader(
      LineKey line) {
    return Optional.ofNullable(lines.get(line)).map(l -> l.hub().reader());
  }

  /** Stops all; completes when every process is gone. */
  public CompletableFuture<Void> stop() {
    List<CompletableFuture<Void>> ends = new ArrayList<>();
    lines.values().forEach(line -> ends.add(line.stop()));
    lines.clear();
    return CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new))
        .whenComplete((done, failure) -> ticker.shutdownNow());
  }
}
