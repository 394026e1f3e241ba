package io.roomfleet.agent.reconcile;

import io.roomfleet.agent.ladder.Ladders;
import io.roomfleet.agent.relay.LineKey;
import io.roomfleet.agent.relay.Relays;
import io.roomfleet.api.agent.Assignment;
import io.roomfleet.api.agent.AssignmentKind;
import io.roomfleet.api.agent.AssignmentState;
import io.roomfleet.api.agent.Phase;
import io.roomfleet.api.agent.Source;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
 *   <li>Wanted with a larger epoch, another line or ladder: its encoder is started anew.
 *   <li>Wanted with a smaller epoch than it has: an old message; what runs goes on.
 *   <li>Not wanted: it is stopped.
 *   <li>Not to be run at all (its ids do not fit into paths, or a newer control plane means
 *       something this agent does not know): it is reported FAILED.
 * </ol>
 */
public final class Reconciler {
  private static final Logger log = LoggerFactory.getLogger(Reconciler.class);

  private final Relays relays;
  private final Ladders ladders;
  private final Supplier<Instant> clock;
  private final Map<String, Entry> wanted = new LinkedHashMap<>();

  public Reconciler(Relays relays, Ladders ladders, Supplier<Instant> clock) {
    this.relays = relays;
    this.ladders = ladders;
    this.clock = clock;
  }

  private static final class Entry {
    private final Assignment assignment;
    private final @Nullable String refusal;
    private @Nullable Phase phase;
    private Instant since;

    Entry(Assignment assignment, @Nullable String refusal, Instant since) {
      this.assignment = assignment;
      this.refusal = refusal;
      this.since = since;
    }
  }

  /** Takes the whole wanted set. */
  public void desired(List<Assignment> assignments) {
    Map<String, Entry> next = new LinkedHashMap<>();
    for (Assignment assignment : assignments) {
      // A kind that this version does not know arrives as null.
      if (assignment == null) {
        log.warn("An assignment of a kind that this agent does not know is left out");
        continue;
      }
      Entry before = wanted.get(assignment.id());
      if (before != null && before.assignment.epoch() > assignment.epoch()) {
        log.warn(
            "{}: epoch {} is old; epoch {} goes on",
            assignment.id(),
            assignment.epoch(),
            before.assignment.epoch());
        next.put(assignment.id(), before);
      } else if (before != null && before.assignment.equals(assignment)) {
        next.put(assignment.id(), before);
      } else {
        Entry entry = new Entry(assignment, refusal(assignment), clock.get());
        if (before != null && before.assignment.epoch() == assignment.epoch()) {
          entry.phase = before.phase;
          entry.since = before.since;
        }
        next.put(assignment.id(), entry);
      }
    }
    wanted.clear();
    wanted.putAll(next);
    apply();
  }

  private static @Nullable String refusal(Assignment assignment) {
    try {
      if (assignment instanceof Assignment.Transcode transcode) {
        Ladders.check(transcode);
      } else if (assignment instanceof Assignment.Relay relay) {
        new LineKey(relay.roomId(), relay.lineId());
        Objects.requireNonNull(relay.source(), "source: of a kind that this agent does not know");
      }
      return null;
    } catch (IllegalArgumentException | NullPointerException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private void apply() {
    Map<LineKey, Source> lines = new HashMap<>();
    List<Assignment.Transcode> transcodes = new ArrayList<>();
    for (Entry entry : wanted.values()) {
      if (entry.refusal == null && entry.assignment instanceof Assignment.Transcode transcode) {
        transcodes.add(transcode);
        Source upstream =
            transcode.upstream() == null ? new Source.Upstream(null) : transcode.upstream();
        lines.merge(line(transcode), upstream, Reconciler::known);
      }
    }
    // A relay's own source goes before where a transcode would read.
    for (Entry entry : wanted.values()) {
      if (entry.refusal == null && entry.assignment instanceof Assignment.Relay relay) {
        lines.put(line(relay), relay.source());
      }
    }
    relays.want(lines);
    ladders.want(transcodes);
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
    Assignment assignment = entry.assignment;
    if (entry.refusal != null) {
      return failed(assignment, entry.refusal, entry.since);
    }
    if (assignment instanceof Assignment.Transcode) {
      return ladders
          .state(assignment.id())
          .map(s -> transcode(assignment, s, entry.since))
          .orElseGet(() -> failed(assignment, "it has no encoder", entry.since));
    }
    return relays
        .state(line(assignment))
        .map(s -> relay(assignment, s, entry.since))
        .orElseGet(() -> failed(assignment, "it has no hub", entry.since));
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
        s.stderr());
  }

  private static AssignmentState transcode(Assignment a, Ladders.LadderState s, Instant since) {
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
        s.stderr());
  }

  private static AssignmentState failed(Assignment a, String reason, Instant since) {
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
        s.stderr());
  }
}
