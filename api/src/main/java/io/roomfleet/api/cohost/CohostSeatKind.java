package io.roomfleet.api.cohost;

/** Who somebody is: the host of a room, which is mixed into, or a viewer who comes up. */
public enum CohostSeatKind {
  HOST,
  GUEST
}
