/** The live room: lifecycle, ingest lines, its markets. */
@NullMarked
package io.roomfleet.orchestrator.room;

import org.jspecify.annotations.NullMarked;
