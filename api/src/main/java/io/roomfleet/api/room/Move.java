package io.roomfleet.api.room;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A sub-room's move to another region, while it is under way: it plays on where it is until it
 * plays there.
 *
 * @param region where to; null while no region was found for it
 * @param agentId who holds it there; null while nobody does
 * @param cause why it moves
 * @param since when the move began
 */
public record Move(
    @Nullable String region, @Nullable String agentId, String cause, Instant since) {}
