package io.roomfleet.api.cohost;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of the sessions, newest first.
 *
 * @param nextPageToken null on the last page
 */
public record CohostSessionPage(
    List<CohostSessionView> sessions, @Nullable String nextPageToken, Instant asOf) {}
