package io.roomfleet.api.agent;

/** What an agent can be told to run. */
public enum AssignmentKind {
  /** Take a line in, hand it on. */
  RELAY,
  /** A ladder to HLS. */
  TRANSCODE,
  /** The people of a session to one picture and sound. */
  MIX
}
