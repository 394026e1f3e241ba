package io.roomfleet.api.room;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a line is going: it is taken in there from when its video comes there.
 *
 * @param ingestUrl where its publisher is to send from now on, for {@code rtmp} and {@code srt};
 *     null until an agent listens
 * @param input what its hub there passes on: {@code fallback} while that comes from the present
 *     place; null until the agent has said so
 * @param cause why it goes
 */
public record LineNext(
    String region,
    String agentId,
    @Nullable URI ingestUrl,
    @Nullable LineInput input,
    String cause,
    Instant since) {}
