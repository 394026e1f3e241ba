package io.roomfleet.orchestrator.region;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What a region's copy of a line is to read. A room says it, its sub-rooms pass it on with their
 * orders, and the ledger keeps it with the copy: of two the one with the larger version counts,
 * whenever and however often they come.
 *
 * @param version larger for each newer one that a room says of a region
 * @param url the relay to read; null when the copy is to go on as it is, and only to name this
 *     version from now on
 * @param fallback the relay that its agent reads while {@code url} fails; null for none
 */
public record RelayFeed(String lineId, long version, @Nullable URI url, @Nullable URI fallback) {}
