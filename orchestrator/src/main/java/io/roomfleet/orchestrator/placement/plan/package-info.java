/** The plan of a whole fleet at once. Pure: no actor, no clock, no I/O. */
@NullMarked
package io.roomfleet.orchestrator.placement.plan;

import org.jspecify.annotations.NullMarked;
