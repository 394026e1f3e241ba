package io.roomfleet.api.room;

import java.util.List;

/**
 * A room's agenda. It says nothing of the present instant, so the same revision is the same answer.
 *
 * @param items the plan, in order
 * @param spans what was on, and by the plan will be; empty before the broadcast has begun
 * @param revision of the room; the ETag
 */
public record AgendaView(
    String roomId, List<AgendaItem> items, List<AgendaSpan> spans, long revision) {}
