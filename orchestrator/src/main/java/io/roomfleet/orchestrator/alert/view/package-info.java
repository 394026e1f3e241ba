/** The list of alerts. */
@NullMarked
package io.roomfleet.orchestrator.alert.view;

import org.jspecify.annotations.NullMarked;
