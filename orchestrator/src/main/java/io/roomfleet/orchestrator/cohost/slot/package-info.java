/**
 * Pure: what a room's actor keeps of the one session that may have it, and what the two say to each
 * other.
 */
@NullMarked
package io.roomfleet.orchestrator.cohost.slot;

import org.jspecify.annotations.NullMarked;
