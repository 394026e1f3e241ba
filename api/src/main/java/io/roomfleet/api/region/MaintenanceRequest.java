package io.roomfleet.api.region;

import org.jspecify.annotations.Nullable;

/**
 * The body of {@code :drain} and {@code :evacuate}; it may be left out.
 *
 * @param deadlineSeconds from now on, 10 to 86400; by then it should be empty; null means 600
 * @param reason for people who look later, up to 500 characters
 * @param force at the deadline, what has found no other place is stopped; null means false, and a
 *     region that is drained takes none
 */
public record MaintenanceRequest(
    @Nullable Integer deadlineSeconds, @Nullable String reason, @Nullable Boolean force) {
  public static final int DEFAULT_DEADLINE_SECONDS = 600;
}
