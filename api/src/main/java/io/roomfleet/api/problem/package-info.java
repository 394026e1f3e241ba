/** Errors of the HTTP API: RFC 9457 problem details with a stable code. */
@NullMarked
package io.roomfleet.api.problem;

import org.jspecify.annotations.NullMarked;
