package io.roomfleet.api.cohost;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The newest round of a PK, and its clock: a client takes the difference of its own clock to {@code
 * serverTime} once, and counts by {@code startsAt} and {@code endsAt} from then on.
 *
 * @param startsAt the first instant at which points count
 * @param endsAt the first instant at which they count no more
 * @param remainingMillis until the next of the two
 * @param rematch rooms whose hosts want another round
 * @param punishmentUntil null while the round is on
 * @param results of all rounds that are over, the oldest first
 */
public record PkRound(
    int round,
    PkPhase phase,
    Instant serverTime,
    Instant startsAt,
    Instant endsAt,
    long remainingMillis,
    int extraTimes,
    List<PkTeam> teams,
    List<String> rematch,
    @Nullable Instant punishmentUntil,
    List<PkResult> results) {}
