/** What agents see of the viewers, second by second, merged and kept. */
@NullMarked
package io.roomfleet.orchestrator.telemetry.viewing;

import org.jspecify.annotations.NullMarked;
