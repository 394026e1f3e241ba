package io.roomfleet.api.room;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * An ingest line, as it is.
 *
 * @param region where it is taken in, null while no agent does
 * @param agentId the agent that takes it in, null while none does
 * @param ingestUrl where a publisher sends to, for {@code rtmp} and {@code srt}; null until an
 *     agent listens
 * @param input what the line's hub passes on, null while no agent takes the line in
 * @param reason why the line is not taken in, null when it is
 * @param next where it is going, null while it stays
 */
public record Line(
    String id,
    LineKind kind,
    @Nullable URI url,
    @Nullable String region,
    @Nullable String agentId,
    @Nullable URI ingestUrl,
    @Nullable LineInput input,
    @Nullable String reason,
    @Nullable LineNext next) {}
