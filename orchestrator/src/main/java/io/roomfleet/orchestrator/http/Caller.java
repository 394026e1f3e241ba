package io.roomfleet.orchestrator.http;

/**
 * Who asks, and for which request.
 *
 * @param name as events tell it, such as {@code token:admin}
 * @param requestId 32 lower-case hex characters. Repeats of a POST with the same Idempotency-Key
 *     carry the same one (a hash of caller, method, path and key), so that a command that was done
 *     and whose answer was lost can be recognised; without a key it is random.
 */
public record Caller(String name, String requestId) {}
