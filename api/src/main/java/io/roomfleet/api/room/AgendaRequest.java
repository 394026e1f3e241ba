package io.roomfleet.api.room;

import java.util.List;

/**
 * The whole plan of a broadcast, in place of the one before.
 *
 * @param items at most 500, each id once, each beginning after the one before; none clears it
 */
public record AgendaRequest(List<AgendaItem> items) {}
