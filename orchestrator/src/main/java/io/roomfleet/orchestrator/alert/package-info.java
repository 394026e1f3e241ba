/** Alerts: what is wrong, kept and told. */
@NullMarked
package io.roomfleet.orchestrator.alert;

import org.jspecify.annotations.NullMarked;
