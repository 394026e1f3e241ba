package io.roomfleet.orchestrator.alert;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What alerts need to know of a room, from the room itself.
 *
 * @param live on air; {@code over} that it never will be again
 * @param liveSince when it went on air; null before
 * @param hasVideo whether the active line brings its own video, rather than the slate
 * @param lineAgent who takes the line in; null while nobody does
 * @param endsAt when it is to end; null when that is open
 * @param agendaItem what is on, in words
 * @param subRooms that are to play
 */
public record RoomFacts(
    boolean live,
    boolean over,
    @Nullable Instant liveSince,
    @Nullable Instant endsAt,
    String lineId,
    boolean hasVideo,
    @Nullable String lineAgent,
    @Nullable String agendaItem,
    List<String> subRooms) {}
