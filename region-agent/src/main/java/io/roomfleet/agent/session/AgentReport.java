package io.roomfleet.agent.session;

import io.roomfleet.api.agent.AgentMessage;
import io.roomfleet.api.agent.AssignmentState;
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

  /** The whole wanted set, with what could not be read. */
  void desired(List<Wanted> wanted);
}
