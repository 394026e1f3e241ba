/** Which region feeds which with a line. Pure: no actor, no clock, no I/O. */
@NullMarked
package io.roomfleet.orchestrator.placement.relay;

import org.jspecify.annotations.NullMarked;
