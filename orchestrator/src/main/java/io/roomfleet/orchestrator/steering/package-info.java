/** Which edge and which line a viewer gets: route look-up, and HLS content steering. */
@NullMarked
package io.roomfleet.orchestrator.steering;

import org.jspecify.annotations.NullMarked;
