/** What would happen: surveys of the fleet, and plans over them. Changes nothing. */
@NullMarked
package io.roomfleet.orchestrator.plan;

import org.jspecify.annotations.NullMarked;
