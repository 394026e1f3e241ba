/** The list of sessions, projected from their events. */
@NullMarked
package io.roomfleet.orchestrator.cohost.view;

import org.jspecify.annotations.NullMarked;
