package io.roomfleet.api.agent;

/** How far an agent is with an assignment. */
public enum Phase {
  /** Its processes are coming up; nothing to read from it yet. */
  STARTING,
  /** Its output can be read now. */
  RUNNING,
  /** Its process died and is started again, after a back-off. */
  RESTARTING,
  /** It cannot be run here; the reason says why. It is still tried, seldom. */
  FAILED
}
