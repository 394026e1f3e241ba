/** What viewers do: beacons come in, and figures of engagement and conversion go out. */
@NullMarked
package io.roomfleet.orchestrator.telemetry;

import org.jspecify.annotations.NullMarked;
