/** The list of rooms, projected from their events. */
@NullMarked
package io.roomfleet.orchestrator.room.view;

import org.jspecify.annotations.NullMarked;
