/** Where a whole fleet's ladders would run: a model of the fleet, and plans over it. Pure. */
@NullMarked
package io.roomfleet.orchestrator.placement.fleet;

import org.jspecify.annotations.NullMarked;
