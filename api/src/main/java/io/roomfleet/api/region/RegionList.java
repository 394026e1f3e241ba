package io.roomfleet.api.region;

import java.time.Instant;
import java.util.List;

/**
 * Regions, by id.
 *
 * @param unanswered regions whose ledger did not answer in time, so that they are missing here
 */
public record RegionList(List<RegionView> regions, List<String> unanswered, Instant asOf) {}
