package io.roomfleet.api.room;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that a broadcast is about for a while. Of product, topic and host at least one is
 * there.
 *
 * @param id unique in the agenda, {@code [a-z0-9-]{1,64}}
 * @param productId what is sold, {@code [A-Za-z0-9._-]{1,64}}
 * @param topic in people's words, at most 200 characters
 * @param hostId who is on, where that is not the room's host
 * @param startsAt when it is planned to begin; it lasts until the next one
 */
public record AgendaItem(
    String id,
    @Nullable String productId,
    @Nullable String topic,
    @Nullable String hostId,
    Instant startsAt) {}
