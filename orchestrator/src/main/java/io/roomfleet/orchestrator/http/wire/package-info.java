/**
 * The HTTP layer's own words: a call, an endpoint, an answer, a problem; and how a request is read.
 */
@NullMarked
package io.roomfleet.orchestrator.http.wire;

import org.jspecify.annotations.NullMarked;
