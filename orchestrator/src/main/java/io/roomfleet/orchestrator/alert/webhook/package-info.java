/** Tells a server of the operator's of each event of alerts. */
@NullMarked
package io.roomfleet.orchestrator.alert.webhook;

import org.jspecify.annotations.NullMarked;
