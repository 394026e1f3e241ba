package io.roomfleet.orchestrator.steering;

import io.roomfleet.orchestrator.placement.AgentSnapshot;
import io.roomfleet.orchestrator.placement.RegionSnapshot;
import io.roomfleet.orchestrator.steering.RouteWord.EdgeTold;
import io.roomfleet.orchestrator.steering.RouteWord.SubRoomTold;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this node knows of where viewers can be sent: at most some seconds old, and complete once
 * {@link #isWhole}. Any thread may read it; {@link RouteListener} writes. Times are milliseconds
 * since 1970.
 */
public final class RouteTable {
  private static final Logger log = LoggerFactory.getLogger(RouteTable.class);

  /** A node that has an agent's session tells of it more often than this. */
  private static final Duration EDGE_FRESH = Duration.ofSeconds(15);

  private final SteeringSettings settings;
  private final Map<String, Map<String, RouteEntry>> rooms = new ConcurrentHashMap<>();
  private final AtomicInteger size = new AtomicInteger();
  private final Map<String, EdgeTold> edges = new ConcurrentHashMap<>();
  private volatile Map<String, Agent> agents = Map.of();
  private volatile boolean whole;
  private volatile boolean full;
  private volatile Consumer<RouteWord> publisher = word -> {};
  private volatile long time;

  /**
   * As the fleet shows it.
   *
   * @param silentSince since when its beats are missing; 0 while they are not
   */
  private record Agent(boolean draining, long egressKbps, long silentSince) {}

  public RouteTable(SteeringSettings settings) {
    this.settings = settings;
  }

  /** Tells all nodes, this one among them; lost before {@link RouteListener} runs. */
  void publish(RouteWord word) {
    publisher.accept(word);
  }

  void publisher(Consumer<RouteWord> newPublisher) {
    publisher = newPublisher;
  }

  /** False until this node has heard of all there is. */
  boolean isWhole() {
    return whole;
  }

  void complete() {
    whole = true;
  }

  /** The sub-rooms of a room by id; empty when none is known. */
  Map<String, RouteEntry> room(String roomId) {
    return rooms.getOrDefault(roomId, Map.of());
  }

  /** What one sub-room says. */
  void take(SubRoomTold told, long now) {
    rooms.compute(
        told.roomId(),
        (room, before) -> {
          RouteEntry known = before == null ? null : before.get(told.subRoomId());
          if (known == null && !told.isOver() && size.get() >= settings.mostSubRooms()) {
            full();
            return before;
          }
          RouteEntry next =
              told.isOver()
                  ? null
                  : known == null ? RouteEntry.of(told, now) : known.with(told, now);
          return with(before, told.subRoomId(), next);
        });
  }

  /** What another node knows; what this one heard by itself goes before. */
  void take(RouteCopy copy, long now) {
    for (RouteEntry entry : copy.subRooms()) {
      SubRoomTold told = entry.told();
      if (!room(told.roomId()).containsKey(told.subRoomId())) {
        take(told, now);
        rooms.computeIfPresent(
            told.roomId(),
            (room, known) ->
                known.containsKey(told.subRoomId()) ? with(known, told.subRoomId(), entry) : known);
      }
    }
    copy.edges().forEach(edge -> edges.putIfAbsent(edge.agentId(), edge));
    if (copy.whole()) {
      complete();
    }
  }

  private @Nullable Map<String, RouteEntry> with(
      @Nullable Map<String, RouteEntry> before, String id, @Nullable RouteEntry next) {
    Map<String, RouteEntry> room = before == null ? new HashMap<>() : new HashMap<>(before);
    RouteEntry was = next == null ? room.remove(id) : room.put(id, next);
    size.addAndGet((next == null ? 0 : 1) - (was == null ? 0 : 1));
    return room.isEmpty() ? null : Map.copyOf(room);
  }

  private void full() {
    if (!full) {
      full = true;
      log.warn(
          "roomfleet.steering.most-sub-rooms: {} are known; viewers of further ones are not steered",
          settings.mostSubRooms());
    }
  }

  void take(EdgeTold told) {
    edges.merge(told.agentId(), told, (old, next) -> next.at() >= old.at() ? next : old);
  }

  /** To be called each second: takes in how the agents are, and forgets what is long gone. */
  void look(List<RegionSnapshot> regions, long now) {
    Map<String, Agent> next = new HashMap<>();
    for (RegionSnapshot region : regions) {
      for (AgentSnapshot agent : region.agents().rows()) {
        Agent was = agents.get(agent.id());
        long since = was == null || was.silentSince() == 0 ? now : was.silentSince();
        next.put(
            agent.id(),
            new Agent(agent.draining(), agent.capacity().kbps(), agent.heard() ? 0 : since));
      }
    }
    agents = Map.copyOf(next);
    time = now;
    edges.values().removeIf(edge -> now - edge.at() > settings.forget().toMillis());
    for (Map.Entry<String, Map<String, RouteEntry>> room : rooms.entrySet()) {
      for (RouteEntry entry : room.getValue().values()) {
        if (isDue(entry, now)) {
          forget(entry, now);
        }
      }
    }
    full &= size.get() >= settings.mostSubRooms();
  }

  private boolean isDue(RouteEntry entry, long now) {
    return isGone(entry, now) || isSettled(entry, now);
  }

  private boolean isGone(RouteEntry entry, long now) {
    return now - entry.heardAt() > settings.forget().toMillis();
  }

  private boolean isSettled(RouteEntry entry, long now) {
    return entry.before() != null && now - entry.movedAt() > settings.forget().toMillis();
  }

  private void forget(RouteEntry entry, long now) {
    String id = entry.told().subRoomId();
    rooms.computeIfPresent(
        entry.told().roomId(),
        (room, known) -> {
          RouteEntry current = known.get(id);
          return current == null || !isDue(current, now)
              ? known
              : with(known, id, isGone(current, now) ? null : current.settled());
        });
  }

  /** How an agent is as an edge. */
  EdgeState edge(String agentId) {
    Agent agent = agents.get(agentId);
    EdgeTold told = edges.get(agentId);
    boolean draining = agent != null && agent.draining();
    if (agent != null && agent.silentSince() > 0) {
      double shed = EdgeGauge.ramp(time - agent.silentSince(), settings.edges());
      return new EdgeState(false, draining, 0, shed, "its agent is not heard");
    }
    return told != null && time - told.at() <= EDGE_FRESH.toMillis()
        ? new EdgeState(true, draining, told.load(), told.shed(), told.reason())
        : new EdgeState(true, draining, 0, 0, null);
  }

  /** Mbit/s that an agent may send; 0 while that is not known. */
  double egressMbps(String agentId) {
    Agent agent = agents.get(agentId);
    return agent == null ? 0 : agent.egressKbps() / 1000.0;
  }

  /** What was last told of an agent; null when nothing was. */
  @Nullable EdgeTold told(String agentId) {
    return edges.get(agentId);
  }

  /** Discontinuities so far of a ladder at an agent. */
  long breaks(String agentId, String subRoomKey) {
    EdgeTold told = edges.get(agentId);
    return told == null ? 0 : told.breaks().getOrDefault(subRoomKey, 0L);
  }

  /** All that is known, in parts of at most so many sub-rooms. */
  List<RouteCopy> copies(int most) {
    List<RouteEntry> all = new ArrayList<>();
    rooms.values().forEach(room -> all.addAll(room.values()));
    List<EdgeTold> told = List.copyOf(edges.values());
    List<RouteCopy> copies = new ArrayList<>();
    for (int from = 0; from < Math.max(all.size(), told.size()); from += most) {
      copies.add(new RouteCopy(part(all, from, most), part(told, from, most), false));
    }
    copies.add(new RouteCopy(List.of(), List.of(), whole));
    return copies;
  }

  private static <T> List<T> part(List<T> all, int from, int most) {
    return List.copyOf(all.subList(Math.min(from, all.size()), Math.min(from + most, all.size())));
  }

  int size() {
    return size.get();
  }
}
