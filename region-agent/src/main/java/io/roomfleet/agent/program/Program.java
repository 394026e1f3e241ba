package io.roomfleet.agent.program;

import io.roomfleet.agent.hub.HubLink;
import io.roomfleet.agent.hub.RelayHub;
import io.roomfleet.agent.relay.LineKey;
import io.roomfleet.agent.relay.Relays;
import io.roomfleet.api.agent.Assignment;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one ladder encodes: a hub of its own, fed by the hub of a line. Another line takes over at a
 * key frame, once it brings its own video; until then the one before goes on. On the loop.
 */
final class Program {
  private static final Logger log = LoggerFactory.getLogger(Program.class);

  private final Relays relays;
  private final Executor carrier;
  private final RelayHub hub;
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
  }

  private LineKey wanted() {
    return new LineKey(assignment.roomId(), assignment.lineId());
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

  /** Changes over when it is time to. */
  void look() {
    if (former != null && !former.carried().attached()) {
      former.carried().close();
      former = null;
    }
    LineKey line = wanted();
    RelayHub from = relays.hub(line).orElse(null);
    Link now = link;
    if (from == null || (now != null && now.from() == from)) {
      return;
    }
    if (now == null || !from.state().filler() || isLost(now)) {
      feed(line, from);
    }
  }

  /** Whether a line that feeds it brings nothing of its own. */
  private boolean isLost(Link feeding) {
    return feeding.from().state().filler()
        || relays.hub(feeding.line()).filter(hub -> hub == feeding.from()).isEmpty();
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
