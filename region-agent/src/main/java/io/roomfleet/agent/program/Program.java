package io.roomfleet.agent.program;

import io.roomfleet.agent.hub.HubLink;
import io.roomfleet.agent.hub.RelayHub;
import io.roomfleet.agent.relay.LineKey;
import io.roomfleet.agent.relay.Relays;
import io.roomfleet.api.agent.Assignment;
import io.roomfleet.api.agent.LineFailover;
import io.roomfleet.api.agent.PlayedLine;
import io.roomfleet.api.agent.Source;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one ladder encodes: a hub of its own, fed by the hub of a line. Which line that is says
 * {@link LineChoice}; another one takes over at a key frame, and the one before goes on until then.
 * On the loop.
 */
final class Program {
  private static final Logger log = LoggerFactory.getLogger(Program.class);

  private final Relays relays;
  private final Executor carrier;
  private final RelayHub hub;
  private final LineChoice choice = new LineChoice();
  private Assignment.Transcode assignment;
  private @Nullable Link link;
  private @Nullable Link former;

  /** A line that feeds it, or is about to. */
  private record Link(LineKey line, RelayHub from, HubLink carried) {}

  Program(Assignment.Transcode assignment, Relays relays, Executor carrier) {
    this.assignment = assignment;
    this.relays = relays;
    this.carrier = carrier;
    this.hub = relays.newHub();
  }

  RelayHub hub() {
    return hub;
  }

  void want(Assignment.Transcode now) {
    assignment = now;
    choice.want(now.lineId(), now.failover());
  }

  private LineKey key(String lineId) {
    return new LineKey(assignment.roomId(), lineId);
  }

  /** The lines that it cannot do without at this moment. */
  Set<LineKey> held() {
    Set<LineKey> held = new HashSet<>();
    for (Link each : new @Nullable Link[] {link, former}) {
      if (each != null) {
        held.add(each.line());
      }
    }
    return held;
  }

  /** Adds the lines that it tries now, where they are not here anyway. */
  void addTried(Map<LineKey, Source> tried) {
    for (LineFailover.Line each : choice.tried()) {
      tried.putIfAbsent(key(each.lineId()), new Source.Upstream(each.url(), null));
    }
  }

  /** The line that it plays; null before it plays one. */
  @Nullable PlayedLine played() {
    return link == null ? null : choice.played(link.line().lineId());
  }

  /** Changes over when it is time to. */
  void look(long nanos) {
    if (former != null && !former.carried().attached()) {
      former.carried().close();
      former = null;
    }
    Link now = link;
    String next = choice.next(now == null ? null : now.line().lineId(), new Here(), nanos);
    RelayHub from = relays.hub(key(next)).orElse(null);
    if (from != null && (now == null || now.from() != from || now.carried().isClosed())) {
      feed(key(next), from);
    }
  }

  /** The lines as they are on this agent. */
  private final class Here implements LineChoice.Lines {
    @Override
    public boolean isThere(String line) {
      return relays.hub(key(line)).isPresent();
    }

    @Override
    public boolean isLive(String line) {
      return relays.hub(key(line)).filter(hub -> !hub.state().filler()).isPresent();
    }

    @Override
    public @Nullable Double pace(String line) {
      return relays.hub(key(line)).map(hub -> hub.state().quality().pace()).orElse(null);
    }
  }

  private void feed(LineKey line, RelayHub from) {
    Link before = link;
    if (before != null) {
      log.info(
          "{} goes from line {} to {}", assignment.id(), before.line().lineId(), line.lineId());
      if (former != null) {
        former.carried().close();
      }
      former = before;
    }
    link = new Link(line, from, from.into(hub, carrier));
  }

  void close() {
    for (Link each : new @Nullable Link[] {link, former}) {
      if (each != null) {
        each.carried().close();
      }
    }
    hub.close();
  }
}
