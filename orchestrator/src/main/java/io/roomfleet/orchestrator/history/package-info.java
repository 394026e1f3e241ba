/**
 * The past of a broadcast, read from the journals alone: a room as it stood at an instant, and what
 * happened when. Nothing here changes anything, and no entity is asked.
 */
@NullMarked
package io.roomfleet.orchestrator.history;

import org.jspecify.annotations.NullMarked;
