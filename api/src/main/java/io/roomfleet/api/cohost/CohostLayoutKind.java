package io.roomfleet.api.cohost;

/** How the picture is divided. */
public enum CohostLayoutKind {
  SIDE_BY_SIDE,
  GRID,
  PICTURE_IN_PICTURE,
  HOST_BIG,
  CUSTOM
}
