/** What is due when; wakes rooms. */
@NullMarked
package io.roomfleet.orchestrator.schedule;

import org.jspecify.annotations.NullMarked;
