package io.roomfleet.api.cohost;

import org.jspecify.annotations.Nullable;

/**
 * Another picture.
 *
 * @param bySeat who says so; left out by an operator
 */
public record CohostLayoutRequest(CohostLayout layout, @Nullable String bySeat) {}
