package io.roomfleet.orchestrator.steering;

import org.jspecify.annotations.Nullable;

/**
 * An agent as an edge.
 *
 * @param heard false while its beats are missing
 * @param draining true while it is being emptied
 * @param load measured egress in parts of its capacity
 * @param shed the part of its viewers that shall go elsewhere, 0 to 1
 * @param reason why, null for no reason
 */
record EdgeState(
    boolean heard, boolean draining, double load, double shed, @Nullable String reason) {
  static final EdgeState UNKNOWN = new EdgeState(true, false, 0, 0, null);
}
