package io.roomfleet.api.history;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A time for which something was in one state.
 *
 * @param entity its id: of the room, a sub-room, a line; {@code agenda}; {@code session}; of an
 *     alert its rule and subject
 * @param state a status of a room or a sub-room; of a line what it passes on ({@code LIVE}, {@code
 *     SLATE}, {@code FALLBACK}), {@code STARTING} or {@code UNASSIGNED}; of the agenda the item's
 *     id; of a session its id; of an alert its severity
 * @param to null while it lasts
 * @param reason why, where that was told; of an agenda item what it is about; of a session with
 *     whom, and how it ended
 * @param region where it ran; null while it ran nowhere
 * @param agentId who ran it, likewise
 */
public record TimelineSpan(
    TimelineKind kind,
    String entity,
    String state,
    Instant from,
    @Nullable Instant to,
    @Nullable String reason,
    @Nullable String region,
    @Nullable String agentId) {}
