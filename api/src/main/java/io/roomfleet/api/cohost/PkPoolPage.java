package io.roomfleet.api.cohost;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of the rooms in the pool, who has waited longest first.
 *
 * @param waiting how many wait in all
 * @param nextPageToken null on the last page
 */
public record PkPoolPage(
    List<PkPoolEntry> entries, int waiting, @Nullable String nextPageToken, Instant asOf) {}
