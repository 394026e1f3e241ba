/** The server: dispatch, metrics, life cycle, and the last word on every error. */
@NullMarked
package io.roomfleet.orchestrator.http.server;

import org.jspecify.annotations.NullMarked;
