package io.roomfleet.orchestrator.region;

import io.roomfleet.api.Capacity;
import io.roomfleet.api.agent.Ability;
import io.roomfleet.api.agent.AgentMessage;
import io.roomfleet.api.agent.Assignment;
import io.roomfleet.api.agent.AssignmentState;
import io.roomfleet.api.agent.ControlMessage;
import io.roomfleet.api.agent.Phase;
import io.roomfleet.api.agent.Source;
import io.roomfleet.api.room.LineInput;
import io.roomfleet.orchestrator.telemetry.QualitySink;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * An agent as the control plane hears it: it takes what it is told and says that it runs. No media.
 * Stands in for the program where histories of thousands of steps are played.
 */
public final class HeardAgent {
  private final ActorTestKit kit;
  private final String region;
  private final String id;
  private final Capacity capacity;
  private final Consumer<RegionCommand> ledger;
  private final BooleanSupplier lost;
  private final Map<String, Assignment> running = new TreeMap<>();
  private final Map<String, LineInput> inputs = new TreeMap<>();
  private Phase phase = Phase.RUNNING;
  private Boolean watched;
  private boolean linesComeIn;
  private final Map<String, Integer> beats = new TreeMap<>();
  private ActorRef<AgentConnection.Command> connection;
  private long generation;

  /**
   * @param ledger takes what the agent's connection says to its region
   * @param lost true when the next message to the agent gets lost
   */
  public HeardAgent(
      ActorTestKit kit,
      String region,
      String id,
      Capacity capacity,
      Consumer<RegionCommand> ledger,
      BooleanSupplier lost) {
    this.kit = kit;
    this.region = region;
    this.id = id;
    this.capacity = capacity;
    this.ledger = ledger;
    this.lost = lost;
  }

  public String id() {
    return id;
  }

  public boolean isUp() {
    return connection != null;
  }

  /** Starts with nothing running, or connects again with what runs. */
  public synchronized void connect(Instant now) {
    connection =
        kit.spawn(
            AgentConnection.create(id, ledger, this::told, () -> {}, QualitySink.NONE),
            "c" + System.nanoTime());
    generation = 0;
    List<String> abilities =
        List.of("RELAY", "TRANSCODE", Ability.listen("rtmp"), Ability.listen("srt"));
    connection.tell(
        new AgentConnection.Up(
            new AgentMessage.Hello(id, region, "1", mediaUrl(), capacity, abilities, states(now))));
  }

  /** Its connection is cut; what it runs goes on. */
  public synchronized void cut() {
    if (connection != null) {
      connection.tell(new AgentConnection.SocketClosed());
      connection = null;
    }
  }

  /** It dies, and its processes with it. */
  public synchronized void die() {
    cut();
    running.clear();
  }

  public synchronized void beat(Instant now) {
    if (connection != null) {
      connection.tell(
          new AgentConnection.Up(new AgentMessage.Heartbeat(generation, null, states(now))));
    }
  }

  /** What it runs: epochs by assignment. */
  public synchronized Map<String, Long> running() {
    Map<String, Long> epochs = new TreeMap<>();
    running.forEach((assignmentId, assignment) -> epochs.put(assignmentId, assignment.epoch()));
    return epochs;
  }

  /** Ids of the relays of the lines that it takes in. */
  public synchronized List<String> takesIn() {
    return running.values().stream()
        .filter(Assignment.Relay.class::isInstance)
        .map(Assignment.Relay.class::cast)
        .filter(relay -> !(relay.source() instanceof Source.Upstream))
        .map(Assignment::id)
        .toList();
  }

  /** What it was told to read for a line; null when it does not run it, or takes it in itself. */
  public synchronized Source.Upstream upstream(String relayId) {
    return running.get(relayId) instanceof Assignment.Relay relay
            && relay.source() instanceof Source.Upstream upstream
        ? upstream
        : null;
  }

  /** Whether players watch what it runs; null when it does not say. */
  public synchronized void watched(Boolean byAnyone) {
    watched = byAnyone;
  }

  /** In which phase all that it runs is. */
  public synchronized void phase(Phase now) {
    phase = now;
  }

  /** What comes in on a line, by the id of its relay; it says nothing of the others. */
  public synchronized void input(String relayId, LineInput input) {
    inputs.put(relayId, input);
  }

  /**
   * The video of each line that it takes in comes with its second beat; until then it passes on the
   * slate, or what a bridged one reads.
   */
  public synchronized void linesComeIn() {
    linesComeIn = true;
  }

  private LineInput inputOf(Assignment assignment) {
    LineInput told = inputs.get(assignment.id());
    if (told != null
        || !linesComeIn
        || !(assignment instanceof Assignment.Relay relay)
        || relay.source() instanceof Source.Upstream) {
      return told;
    }
    boolean comes = beats.merge(relay.id() + " #" + relay.epoch(), 1, Integer::sum) > 1;
    return comes ? LineInput.LIVE : relay.bridged() ? LineInput.FALLBACK : LineInput.SLATE;
  }

  private URI mediaUrl() {
    return URI.create("http://" + id);
  }

  private synchronized void told(ControlMessage message) {
    if (message instanceof ControlMessage.Desired desired
        && desired.assignments() != null
        && !lost.getAsBoolean()) {
      generation = desired.generation();
      running.clear();
      desired.assignments().forEach(assignment -> running.put(assignment.id(), assignment));
    }
  }

  private List<AssignmentState> states(Instant now) {
    return running.values().stream().map(assignment -> state(assignment, now)).toList();
  }

  private AssignmentState state(Assignment assignment, Instant now) {
    Assignment.Transcode ladder = assignment instanceof Assignment.Transcode t ? t : null;
    boolean plays = ladder != null && phase == Phase.RUNNING;
    return new AssignmentState(
        assignment.id(),
        assignment.epoch(),
        assignment.kind(),
        phase,
        now,
        phase == Phase.RUNNING ? null : "as the test wants it",
        1L,
        0,
        inputOf(assignment),
        null,
        plays
            ? URI.create(
                mediaUrl() + "/hls/" + ladder.roomId() + "/" + ladder.subRoomId() + "/master.m3u8")
            : null,
        ladder == null ? null : watched,
        List.of());
  }
}
