package io.roomfleet.api.cohost;

import io.roomfleet.api.agent.Canvas;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session of hosts of several rooms, and of viewers who came up.
 *
 * @param reason why it is over, in words; null while it is not
 * @param owner the id of the seat that may moderate
 * @param layout null for VOICE_CHAT
 * @param canvas the picture that is mixed
 * @param seats in the order in which they came
 * @param rooms that are in it now
 * @param rules of a PK; null elsewhere
 * @param pk null before the first round
 * @param stage where its media meets; null before it was looked for, and once it is over
 * @param dueAt when it does something by itself at the latest; null once nothing is due
 * @param revision its ETag
 */
public record CohostSessionView(
    String id,
    CohostMode mode,
    CohostStatus status,
    @Nullable String reason,
    String owner,
    boolean locked,
    @Nullable CohostLayout layout,
    Canvas canvas,
    List<CohostSeat> seats,
    List<String> rooms,
    CohostTimes times,
    @Nullable PkRules rules,
    @Nullable PkRound pk,
    Instant createdAt,
    @Nullable Instant liveAt,
    @Nullable Instant endedAt,
    @Nullable CohostStage stage,
    @Nullable Instant dueAt,
    long revision) {}
