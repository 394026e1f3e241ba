package io.roomfleet.api.steering;

/** Why a sub-room is a viewer's, the strongest first. */
public enum RouteMatch {
  /** It was asked for. */
  ASKED,
  /** Its market is the viewer's country. */
  COUNTRY,
  /** It is in the viewer's language. */
  LANGUAGE,
  /** It is the nearest one. */
  DISTANCE,
  /** The room names it as a fallback of the viewer's own. */
  FALLBACK
}
