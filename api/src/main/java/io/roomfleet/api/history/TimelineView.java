package io.roomfleet.api.history;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happened in a room, by what it happened to.
 *
 * @param from asked for, or when the room was made
 * @param to asked for, or when the room was over, or now
 * @param spans that overlap that time, each in full length, by their beginning
 * @param marks within that time, by their instant
 * @param sequence of the last event of the room that was read
 * @param lastEventAt when that was
 * @param nextFrom what begins before is all told; ask again with this as {@code from} for the rest.
 *     null when nothing is left out
 */
public record TimelineView(
    String roomId,
    Instant from,
    Instant to,
    List<TimelineSpan> spans,
    List<TimelineMark> marks,
    long sequence,
    Instant lastEventAt,
    @Nullable Instant nextFrom) {}
