package io.roomfleet.api.room;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A time for which an item was on, is, or will be.
 *
 * @param item as it stood then
 * @param to when the next began or the broadcast ended; null while neither is known
 * @param planned true when the plan says so, false when somebody said that it was on
 */
public record AgendaSpan(AgendaItem item, Instant from, @Nullable Instant to, boolean planned) {}
