package io.roomfleet.api.alert;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of alerts, newest first.
 *
 * @param nextPageToken null on the last page
 */
public record AlertPage(List<Alert> alerts, Instant asOf, @Nullable String nextPageToken) {}
