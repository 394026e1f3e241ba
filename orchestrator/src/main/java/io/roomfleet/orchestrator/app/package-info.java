/** Main, the guardian (wiring only), settings, shutdown. */
@NullMarked
package io.roomfleet.orchestrator.app;

import org.jspecify.annotations.NullMarked;
