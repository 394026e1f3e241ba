/** PURE: what is counted in stretches of time, by name and unit, and how that is added up. */
@NullMarked
package io.roomfleet.orchestrator.telemetry.window;

import org.jspecify.annotations.NullMarked;
