/**
 * The HTTP API: the server, problems, strict bodies, idempotency, ETags, pages, event streams,
 * metrics.
 *
 * <p>The routes know nothing of actors. What they need of the domain stands in the ports {@link
 * io.roomfleet.orchestrator.http.Rooms}, {@link io.roomfleet.orchestrator.http.SubRooms} and {@link
 * io.roomfleet.orchestrator.http.Fleet}, which the features implement.
 */
@NullMarked
package io.roomfleet.orchestrator.http;

import org.jspecify.annotations.NullMarked;
