/** PURE: beacons, from the JSON of a batch to the compact rows that are kept, and back. */
@NullMarked
package io.roomfleet.orchestrator.telemetry.beacon;

import org.jspecify.annotations.NullMarked;
