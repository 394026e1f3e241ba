/** Where an assignment runs, and why. Pure: no actor, no clock, no I/O. */
@NullMarked
package io.roomfleet.orchestrator.placement;

import org.jspecify.annotations.NullMarked;
