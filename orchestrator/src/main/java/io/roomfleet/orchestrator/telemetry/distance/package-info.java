/** How far viewers of each market are from each region, as their players measured it. */
@NullMarked
package io.roomfleet.orchestrator.telemetry.distance;

import org.jspecify.annotations.NullMarked;
