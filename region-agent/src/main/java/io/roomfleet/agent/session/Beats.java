package io.roomfleet.agent.session;

import io.roomfleet.api.agent.AgentMessage;
import io.roomfleet.api.agent.AssignmentState;
import io.roomfleet.api.agent.AudienceWindow;
import io.roomfleet.api.agent.EncoderQuality;
import io.roomfleet.api.agent.LineQuality;
import io.roomfleet.api.agent.Load;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the next heartbeat says: of states all that are another than said before, in this session.
 * On the loop.
 */
final class Beats {
  private final AgentReport agent;
  private @Nullable List<AssignmentState> states;
  private @Nullable List<LineQuality> lines;
  private @Nullable List<EncoderQuality> encoders;

  Beats(AgentReport agent) {
    this.agent = agent;
  }

  /** The other side knows nothing yet. */
  void sessionBegins() {
    states = null;
    lines = null;
    encoders = null;
    agent.sessionBegins();
  }

  /**
   * The next one.
   *
   * @param load null when it is for a change alone: then it says nothing of quality, which goes
   *     with the beats of each second
   * @return null when there is nothing to say
   */
  AgentMessage.@Nullable Heartbeat next(long generation, @Nullable Load load) {
    List<AssignmentState> now = agent.assignments();
    List<AssignmentState> changed = now.equals(states) ? null : now;
    states = now;
    if (load == null) {
      return changed == null ? null : new AgentMessage.Heartbeat(generation, null, changed);
    }
    List<AudienceWindow> windows = agent.audience();
    List<LineQuality> linesNow = agent.lineQuality();
    List<EncoderQuality> encodersNow = agent.encoderQuality();
    AgentMessage.Heartbeat beat =
        new AgentMessage.Heartbeat(
            generation,
            load,
            changed,
            windows.isEmpty() ? null : windows,
            linesNow.equals(lines) ? null : linesNow,
            encodersNow.equals(encoders) ? null : encodersNow);
    lines = linesNow;
    encoders = encodersNow;
    return beat;
  }

  /** A beat has left the agent. */
  void left(AgentMessage.Heartbeat beat) {
    if (beat.audience() != null) {
      agent.delivered(beat.audience());
    }
  }
}
