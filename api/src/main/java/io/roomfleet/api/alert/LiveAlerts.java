package io.roomfleet.api.alert;

import java.time.Instant;
import java.util.List;

/**
 * What is open at a moment, newest first, and what was resolved in the last minute.
 *
 * @param raised how many are open that nobody has acknowledged
 */
public record LiveAlerts(Instant at, int raised, List<Alert> alerts) {}
