package io.roomfleet.agent.session;

import io.roomfleet.api.agent.AgentMessage;
import io.roomfleet.api.agent.AssignmentState;
import io.roomfleet.api.agent.AudienceWindow;
import io.roomfleet.api.agent.EncoderQuality;
import io.roomfleet.api.agent.LineQuality;
import io.roomfleet.api.agent.Load;
import java.util.List;

/** The agent, as its session with the control plane sees it. All on the loop. */
public interface AgentReport {
  /** What opens a session. */
  AgentMessage.Hello hello();

  /** The load since the last call. */
  Load load();

  /** How each assignment is. */
  List<AssignmentState> assignments();

  /** Windows of viewers that were not said yet, the oldest first; the same until delivered. */
  List<AudienceWindow> audience();

  /** These have left. */
  void delivered(List<AudienceWindow> windows);

  /** A session begins; what left with the one before at its end may have been lost. */
  void sessionBegins();

  /** How each line comes in. */
  List<LineQuality> lineQuality();

  /** How each encoder does. */
  List<EncoderQuality> encoderQuality();

  /** The whole wanted set, with what could not be read. */
  void desired(List<Wanted> wanted);
}
