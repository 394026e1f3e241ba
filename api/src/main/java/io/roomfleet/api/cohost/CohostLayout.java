package io.roomfleet.api.cohost;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is where in the picture.
 *
 * @param regions of CUSTOM; null for the others
 */
public record CohostLayout(CohostLayoutKind kind, @Nullable List<CohostRegion> regions) {}
