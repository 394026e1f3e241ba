package io.roomfleet.agent.program;

import io.roomfleet.agent.process.EventLoop;
import io.roomfleet.agent.relay.LineKey;
import io.roomfleet.agent.relay.Relays;
import io.roomfleet.api.agent.Assignment;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/** The programme of each sub-room that this agent encodes. On the loop, but for {@link #reader}. */
public final class Programs {
  private static final Duration LOOK = Duration.ofMillis(100);

  private final Relays relays;
  private final Runnable let;
  private final ExecutorService carrier =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "programmes");
            thread.setDaemon(true);
            return thread;
          });
  private final Map<Key, Program> programs = new ConcurrentHashMap<>();
  private Set<LineKey> held = Set.of();
  private boolean stopped;

  private record Key(String roomId, String subRoomId) {}

  /**
   * @param let called on the loop when a line is not among those {@link #held} any more
   */
  public Programs(Relays relays, EventLoop loop, Runnable let) {
    this.relays = relays;
    this.let = let;
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
    programs.values().forEach(Program::look);
    Set<LineKey> now = held();
    boolean fewer = !now.containsAll(held);
    held = now;
    if (fewer) {
      let.run();
    }
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
