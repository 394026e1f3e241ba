/** The regional sub-room: spec, assignment, active line, health. */
@NullMarked
package io.roomfleet.orchestrator.subroom;

import org.jspecify.annotations.NullMarked;
