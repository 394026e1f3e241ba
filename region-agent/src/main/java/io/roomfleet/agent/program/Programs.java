package io.roomfleet.agent.program;

import io.roomfleet.agent.hub.HubState;
import io.roomfleet.agent.process.EventLoop;
import io.roomfleet.agent.relay.LineKey;
import io.roomfleet.agent.relay.Relays;
import io.roomfleet.api.agent.Assignment;
import io.roomfleet.api.agent.PlayedLine;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/** The programme of each sub-room that this agent encodes. On the loop, but for {@link #reader}. */
public final class Programs {
  private static final Duration LOOK = Duration.ofMillis(100);

  private final Relays relays;
  private final Runnable let;
  private final Runnable changed;
  private final ExecutorService carrier =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "programmes");
            thread.setDaemon(true);
            return thread;
          });
  private final Map<Key, Program> programs = new ConcurrentHashMap<>();
  private Set<LineKey> held = Set.of();
  private Set<LineKey> tried = Set.of();
  private boolean stopped;

  private record Key(String roomId, String subRoomId) {}

  /**
   * @param let called on the loop when other lines are {@link #held} or {@link #tried} than before
   * @param changed called on the loop when a programme plays another line
   */
  public Programs(Relays relays, EventLoop loop, Runnable let, Runnable changed) {
    this.relays = relays;
    this.let = let;
    this.changed = changed;
    loop.every(LOOK, this::look);
  }

  /** Makes the programmes those of the wanted ladders. */
  public void want(List<Assignment.Transcode> wanted) {
    Set<Key> keys = new HashSet<>();
    for (Assignment.Transcode each : wanted) {
      Key key = new Key(each.roomId(), each.subRoomId());
      keys.add(key);
      programs.computeIfAbsent(key, made -> new Program(each, relays, carrier)).want(each);
    }
    for (Key key : List.copyOf(programs.keySet())) {
      if (!keys.contains(key)) {
        programs.remove(key).close();
      }
    }
  }

  /** The lines that feed a programme now, wanted or not. */
  public Set<LineKey> held() {
    Set<LineKey> all = new HashSet<>();
    programs.values().forEach(program -> all.addAll(program.held()));
    return all;
  }

  /** Looks whether a programme is to change over. */
  public void look() {
    if (stopped) {
      return;
    }
    List<PlayedLine> before = allPlayed();
    long nanos = System.nanoTime();
    programs.values().forEach(program -> program.look(nanos));
    if (!before.equals(allPlayed())) {
      changed.run();
    }
    Set<LineKey> now = held();
    Set<LineKey> trying = tried().keySet();
    boolean other = !now.containsAll(held) || !trying.equals(tried);
    held = now;
    tried = trying;
    if (other) {
      let.run();
    }
  }

  private List<PlayedLine> allPlayed() {
    return programs.values().stream().map(Program::played).filter(Objects::nonNull).toList();
  }

  /** What a sub-room's ladder plays; null before it plays anything. */
  public @Nullable PlayedLine played(String roomId, String subRoomId) {
    Program program = programs.get(new Key(roomId, subRoomId));
    return program == null ? null : program.played();
  }

  /** The hub of a sub-room's programme, as it is; empty when it is not here. From any thread. */
  public Optional<HubState> state(String roomId, String subRoomId) {
    return Optional.ofNullable(programs.get(new Key(roomId, subRoomId)))
        .map(program -> program.hub().state());
  }

  /** The lines that are tried in place of one that failed, and where they are read. */
  public Map<LineKey, io.roomfleet.api.agent.Source> tried() {
    Map<LineKey, io.roomfleet.api.agent.Source> all = new HashMap<>();
    programs.values().forEach(program -> program.addTried(all));
    return all;
  }

  /** A programme's MPEG-TS from now on; empty when it is not here. From any thread. */
  public Optional<Source<ByteString, NotUsed>> reader(String roomId, String subRoomId) {
    return Optional.ofNullable(programs.get(new Key(roomId, subRoomId)))
        .map(program -> program.hub().reader());
  }

  /** Ends all. */
  public void stop() {
    stopped = true;
    programs.values().forEach(Program::close);
    programs.clear();
    carrier.shutdownNow();
  }
}
