package io.roomfleet.api.region;

import java.util.Map;

/**
 * Whether a node lives or is ready.
 *
 * @param status {@code ok} or {@code failing}
 * @param checks each check and {@code ok}, or what is wrong
 */
public record HealthView(String status, Map<String, String> checks) {}
