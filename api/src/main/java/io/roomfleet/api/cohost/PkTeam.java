package io.roomfleet.api.cohost;

import java.util.List;

/**
 * A side of a round.
 *
 * @param rooms that play for it
 */
public record PkTeam(String name, long points, List<String> rooms) {}
