package io.roomfleet.api.cohost;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A room in the matching pool, or one that was until a moment ago.
 *
 * @param seatId the host's, by which it comes into the session
 * @param rooms how many are to meet, this one too
 * @param viewers as it was when it entered
 * @param wins of its host's last rounds
 * @param losses of the same rounds
 * @param sessionId of the opponents that were found; null while there are none
 * @param reason why it waits no more, or waits again; null when there is nothing to say
 * @param since when it began to wait; kept when a match came to nothing
 * @param expiresAt when it waits no more
 * @param looksFor whom it accepts by now; null once it waits no more
 */
public record PkPoolEntry(
    String roomId,
    String seatId,
    String name,
    String language,
    String region,
    long viewers,
    int rooms,
    int wins,
    int losses,
    PkPoolState state,
    @Nullable String sessionId,
    @Nullable String reason,
    Instant since,
    Instant expiresAt,
    long waitedSeconds,
    @Nullable PkPoolRange looksFor) {}
