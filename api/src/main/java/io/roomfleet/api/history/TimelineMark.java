package io.roomfleet.api.history;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened at an instant.
 *
 * @param entity its id, as in {@link TimelineSpan}
 * @param type of the room's event, such as {@code sub_room.moved}
 * @param sequence of the room's event; 0 for an alert, which is in none
 * @param by who caused it
 * @param reason why, or what of it; null when the type says all
 */
public record TimelineMark(
    TimelineKind kind,
    String entity,
    String type,
    Instant at,
    long sequence,
    String by,
    @Nullable String reason) {}
