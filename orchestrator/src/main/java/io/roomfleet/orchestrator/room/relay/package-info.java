/** Which region's copy of a room's line reads which: planned, and changed step by safe step. */
@NullMarked
package io.roomfleet.orchestrator.room.relay;

import org.jspecify.annotations.NullMarked;
