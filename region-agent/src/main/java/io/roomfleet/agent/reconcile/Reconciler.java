package io.roomfleet.agent.reconcile;

import io.roomfleet.agent.ladder.Ladders;
import io.roomfleet.agent.mix.MixRules;
import io.roomfleet.agent.mix.Mixes;
import io.roomfleet.agent.program.Programs;
import io.roomfleet.agent.relay.LineKey;
import io.roomfleet.agent.relay.Relays;
import io.roomfleet.agent.session.Wanted;
import io.roomfleet.agent.stage.Stages;
import io.roomfleet.api.agent.Assignment;
import io.roomfleet.api.agent.AssignmentKind;
import io.roomfleet.api.agent.AssignmentState;
import io.roomfleet.api.agent.LineFailover;
import io.roomfleet.api.agent.Phase;
import io.roomfleet.api.agent.Seat;
import io.roomfleet.api.agent.Source;
import io.roomfleet.api.agent.StageState;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what runs to what is desired, and says how far each assignment is. On the loop.
 *
 * <p>The cases, by id:
 *
 * <ol>
 *   <li>Wanted, and runs with the same epoch and content: nothing is touched.
 *   <li>Wanted with another source or upstream: the hub's source is changed, under its readers.
 *       With another place that it has moved to: its viewers are led there, and its encoder runs
 *       on.
 *   <li>Wanted with another line: its programme goes over to that, and its encoder runs on. A line
 *       that a programme still plays stays, wanted or not.
 *   <li>Wanted with a larger epoch or another ladder: its encoder is started anew.
 *   <li>Wanted with a smaller epoch than it has: an old message; what runs goes on.
 *   <li>Not wanted: it is stopped.
 *   <li>Not to be run at all (it could not be read, its ids do not fit into paths, its ladder is
 *       none, or a newer control plane means something this agent does not know): it is reported
 *       FAILED with what is wrong, until it is wanted otherwise. The others run.
 * </ol>
 */
public final class Reconciler {
  private static final Logger log = LoggerFactory.getLogger(Reconciler.class);

  private final Relays relays;
  private final Programs programs;
  private final Ladders ladders;
  private final Mixes mixes;
  private final Stages stages;
  private final URI mediaUrl;
  private final Supplier<Instant> clock;
  private final Map<String, Entry> wanted = new LinkedHashMap<>();
  private boolean stopped;

  public Reconciler(
      Relays relays,
      Programs programs,
      Ladders ladders,
      Mixes mixes,
      Stages stages,
      URI mediaUrl,
      Supplier<Instant> clock) {
    this.relays = relays;
    this.programs = programs;
    this.ladders = ladders;
    this.mixes = mixes;
    this.stages = stages;
    this.mediaUrl = mediaUrl;
    this.clock = clock;
  }

  private static final class Entry {
    private final Wanted wanted;
    private final @Nullable String refusal;
    private @Nullable Phase phase;
    private Instant since;

    Entry(Wanted wanted, @Nullable String refusal, Instant since) {
      this.wanted = wanted;
      this.refusal = refusal;
      this.since = since;
    }

    /** What is to be run; null when it is refused. */
    @Nullable Assignment assignment() {
      return refusal == null ? wanted.assignment() : null;
    }
  }

  /** From now on nothing is started any more. */
  public void stop() {
    stopped = true;
  }

  /** Takes the whole wanted set. */
  public void desired(List<Wanted> assignments) {
    Map<String, Entry> next = new LinkedHashMap<>();
    for (Wanted now : assignments) {
      Entry before = wanted.get(now.id());
      if (before != null && before.wanted.epoch() > now.epoch()) {
        log.warn(
            "{}: epoch {} is old; epoch {} goes on", now.id(), now.epoch(), before.wanted.epoch());
        next.put(now.id(), before);
      } else if (before != null && before.wanted.equals(now)) {
        next.put(now.id(), before);
      } else {
        next.put(now.id(), entry(now, before));
      }
    }
    wanted.clear();
    wanted.putAll(next);
    apply();
  }

  private Entry entry(Wanted now, @Nullable Entry before) {
    Entry entry = new Entry(now, refusal(now), clock.get());
    if (entry.refusal != null) {
      log.warn("{}: {}", now.id(), entry.refusal);
    }
    if (before != null && before.wanted.epoch() == now.epoch()) {
      entry.phase = before.phase;
      entry.since = before.since;
    }
    return entry;
  }

  private @Nullable String refusal(Wanted wanted) {
    try {
      if (wanted.assignment() instanceof Assignment.Transcode transcode) {
        Ladders.check(transcode);
        if (transcode.upstream() != null) {
          Relays.check(transcode.upstream());
        }
        if (transcode.failover() != null) {
          transcode.failover().lines().forEach(line -> check(transcode, line));
        }
      } else if (wanted.assignment() instanceof Assignment.Relay relay) {
        new LineKey(relay.roomId(), relay.lineId());
        Objects.requireNonNull(relay.source(), "source: of a kind that this agent does not know");
      } else if (wanted.assignment() instanceof Assignment.Mix mix) {
        MixRules.check(mix);
        boolean webRtc =
            mix.seats().stream().anyMatch(seat -> seat.input() instanceof Seat.Input.WebRtc);
        if (webRtc && !stages.able()) {
          return "a seat with WebRTC: this agent has no Janus";
        }
      }
      return wanted.fault();
    } catch (IllegalArgumentException | NullPointerException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static void check(Assignment.Transcode transcode, LineFailover.Line line) {
    new LineKey(transcode.roomId(), line.lineId());
    Relays.check(new Source.Upstream(line.url(), null));
  }

  /** Does again what is wanted: something that was in use is not any more. */
  public void apply() {
    if (stopped) {
      return;
    }
    Map<LineKey, Source> lines = new HashMap<>();
    Set<LineKey> bridged = new HashSet<>();
    List<Assignment.Transcode> transcodes = new ArrayList<>();
    List<Assignment.Mix> mixed = new ArrayList<>();
    for (Entry entry : wanted.values()) {
      if (entry.assignment() instanceof Assignment.Transcode transcode) {
        transcodes.add(transcode);
        Source upstream =
            transcode.upstream() == null ? new Source.Upstream(null, null) : transcode.upstream();
        lines.merge(line(transcode), upstream, Reconciler::known);
      } else if (entry.assignment() instanceof Assignment.Mix mix) {
        mixed.add(mix);
      }
    }
    // A relay's own source goes before where a transcode would read.
    for (Entry entry : wanted.values()) {
      if (entry.assignment() instanceof Assignment.Relay relay) {
        lines.put(line(relay), relay.source());
        if (relay.bridged()) {
          bridged.add(line(relay));
        }
      }
    }
    lines.putAll(Mixes.lines(mixed));
    programs.want(transcodes);
    programs.tried().forEach(lines::putIfAbsent);
    relays.want(lines, bridged, programs.held());
    programs.look();
    ladders.want(transcodes);
    stages.want(mixed);
    mixes.want(mixed);
  }

  /** Of two transcodes of one line, what the one knows that knows something. */
  private static Source known(Source a, Source b) {
    return a instanceof Source.Upstream upstream && upstream.url() == null ? b : a;
  }

  private static LineKey line(Assignment assignment) {
    return new LineKey(assignment.roomId(), assignment.lineId());
  }

  /** How every assignment is, in the order in which they were desired. */
  public List<AssignmentState> states() {
    List<AssignmentState> states = new ArrayList<>();
    for (Entry entry : wanted.values()) {
      AssignmentState state = state(entry);
      if (entry.phase != state.phase()) {
        entry.phase = state.phase();
        entry.since = clock.get();
      }
      states.add(withSince(state, entry.since));
    }
    return states;
  }

  private AssignmentState state(Entry entry) {
    Assignment assignment = entry.assignment();
    if (assignment == null) {
      return failed(entry.wanted, String.valueOf(entry.refusal), entry.since);
    }
    if (assignment instanceof Assignment.Transcode transcode) {
      return ladders
          .state(transcode.id())
          .map(s -> transcode(transcode, s, entry.since))
          .orElseGet(() -> failed(entry.wanted, "it has no encoder", entry.since));
    }
    if (assignment instanceof Assignment.Mix mix) {
      return mixes
          .state(mix.roomId())
          .map(s -> mix(mix, s, entry.since))
          .orElseGet(() -> failed(entry.wanted, "it has no mixer", entry.since));
    }
    return relays
        .state(line(assignment))
        .map(s -> relay(assignment, s, entry.since))
        .orElseGet(() -> failed(entry.wanted, "it has no hub", entry.since));
  }

  private static AssignmentState relay(Assignment a, Relays.LineState s, Instant since) {
    return new AssignmentState(
        a.id(),
        a.epoch(),
        AssignmentKind.RELAY,
        s.phase(),
        since,
        s.reason(),
        s.pid(),
        s.restarts(),
        s.input(),
        s.ingestUrl(),
        null,
        null,
        s.stderr());
  }

  private AssignmentState transcode(Assignment.Transcode a, Ladders.LadderState s, Instant since) {
    return new AssignmentState(
        a.id(),
        a.epoch(),
        AssignmentKind.TRANSCODE,
        s.phase(),
        since,
        s.reason(),
        s.pid(),
        s.restarts(),
        null,
        null,
        s.hlsUrl(),
        s.watched(),
        s.stderr(),
        programs.played(a.roomId(), a.subRoomId()));
  }

  private AssignmentState mix(Assignment.Mix a, Mixes.MixState s, Instant since) {
    return new AssignmentState(
        a.id(),
        a.epoch(),
        AssignmentKind.MIX,
        s.phase(),
        since,
        s.reason(),
        s.pid(),
        s.restarts(),
        s.input(),
        null,
        null,
        null,
        s.stderr(),
        null,
        new StageState(
            stages.isOpen() ? URI.create(mediaUrl + "/stage/" + a.roomId()) : null, s.seats()));
  }

  private static AssignmentState failed(Wanted a, String reason, Instant since) {
    URI none = null;
    return new AssignmentState(
        a.id(),
        a.epoch(),
        a.kind(),
        Phase.FAILED,
        since,
        reason,
        null,
        0,
        null,
        none,
        none,
        a.kind() == AssignmentKind.TRANSCODE ? false : null,
        List.of());
  }

  private static AssignmentState withSince(AssignmentState s, Instant since) {
    return new AssignmentState(
        s.assignmentId(),
        s.epoch(),
        s.kind(),
        s.phase(),
        since,
        s.reason(),
        s.pid(),
        s.restarts(),
        s.input(),
        s.ingestUrl(),
        s.hlsUrl(),
        s.watched(),
        s.stderr(),
        s.line(),
        s.stage());
  }
}
