package io.roomfleet.agent.ts;

/** The two elementary streams that are carried. */
public enum Lane {
  VIDEO,
  AUDIO
}
