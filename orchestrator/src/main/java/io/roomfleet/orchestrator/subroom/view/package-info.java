/** The lists of sub-rooms, projected from their events. */
@NullMarked
package io.roomfleet.orchestrator.subroom.view;

import org.jspecify.annotations.NullMarked;
