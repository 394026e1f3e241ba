/** {@code Idempotency-Key}: the same POST twice is done once and answered twice. */
@NullMarked
package io.roomfleet.orchestrator.http.idempotency;

import org.jspecify.annotations.NullMarked;
