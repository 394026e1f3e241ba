package io.roomfleet.api.history;

/** What a timeline tells of. Others may come: pass over what you do not know. */
public enum TimelineKind {
  ROOM,
  SUB_ROOM,
  LINE,
  AGENDA,
  SESSION,
  ALERT
}
