/** The live figures of each sub-room, rebuilt at any time from the log of beacons. */
@NullMarked
package io.roomfleet.orchestrator.telemetry.meter;

import org.jspecify.annotations.NullMarked;
