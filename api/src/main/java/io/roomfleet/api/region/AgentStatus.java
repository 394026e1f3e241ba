package io.roomfleet.api.region;

/**
 * Whether an agent is heard: UP, SUSPECT (beats are missing), LOST (its assignments went
 * elsewhere).
 */
public enum AgentStatus {
  UP,
  SUSPECT,
  LOST
}
