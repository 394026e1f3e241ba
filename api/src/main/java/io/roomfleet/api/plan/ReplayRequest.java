package io.roomfleet.api.plan;

import java.util.Map;

/**
 * What another policy would have decided with what was known at each decision of a recorded
 * evening.
 *
 * @param roomId whose evening
 * @param priceFactors by term of a placement's cost ({@code egress}, {@code latency}, {@code
 *     relay}, {@code move}, {@code balance}, {@code stale}), how many times as dear it would have
 *     been, 0 to 1000; a term that is left out costs what it cost
 */
public record ReplayRequest(String roomId, Map<String, Double> priceFactors) {}
